import { viewerRoute } from "@/lib/server/viewer-route";
import { listUpdates } from "@/lib/tickets/list/list-updates";
import { filtersOf } from "@/lib/tickets/schemas";

export const GET = viewerRoute(
  "check a list for updates",
  async (viewer, { request, unread }) => ({
    ...(await listUpdates(viewer, filtersOf(new URL(request.url).searchParams))),
    unread,
  }),
  { isPoll: true },
);
