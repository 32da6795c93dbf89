import { countPersonUse } from "@/lib/auth/limits/person-rates";
import { viewerRoute } from "@/lib/server/viewer-route";
import { searchTickets } from "@/lib/tickets/list/search-tickets";

export const GET = viewerRoute("search tickets", async (viewer, { request }) => {
  await countPersonUse(viewer, "search");
  return { tickets: await searchTickets(viewer, new URL(request.url).searchParams.get("q") ?? "") };
});
