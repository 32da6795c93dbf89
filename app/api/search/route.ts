import { countPersonUse } from "@/lib/auth/limits/person-rates";
import { findOrganizations } from "@/lib/people/find-organizations";
import { viewerRoute } from "@/lib/server/viewer-route";
import { searchTickets } from "@/lib/tickets/list/search-tickets";

/** Staff find organizations, and members their tickets. */
export const GET = viewerRoute("search tickets", async (viewer, { request }) => {
  await countPersonUse(viewer, "search");
  const typed = new URL(request.url).searchParams.get("q") ?? "";
  const [tickets, organizations] = await Promise.all([
    searchTickets(viewer, typed),
    findOrganizations(viewer, typed),
  ]);
  return { tickets, organizations };
});
