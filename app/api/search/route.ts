import { countPersonUse } from "@/lib/auth/limits/person-rates";
import { viewerRoute } from "@/lib/server/viewer-route";
import { findTickets } from "@/lib/tickets/list/find-tickets";

export const GET = viewerRoute("search tickets", async (viewer, { request }) => {
  await countPersonUse(viewer, "search");
  return { tickets: await findTickets(viewer, new URL(request.url).searchParams.get("q") ?? "") };
});
