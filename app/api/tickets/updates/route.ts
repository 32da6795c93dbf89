import { viewerRoute } from "@/lib/server/viewer-route";
import { listUpdates } from "@/lib/tickets/list/list-updates";
import { filtersOf } from "@/lib/tickets/schemas";

export const GET = viewerRoute(
  "check a list for updates",
  (viewer, { request }) => listUpdates(viewer, filtersOf(new URL(request.url).searchParams)),
  { isPoll: true },
);
