import { reviewListUpdates } from "@/lib/review/queries";
import { viewerRoute } from "@/lib/server/viewer-route";
import { filtersOf } from "@/lib/tickets/schemas";

export const GET = viewerRoute(
  "check the staff list for updates",
  async (viewer, { request, unread }) => ({
    ...(await reviewListUpdates(viewer, filtersOf(new URL(request.url).searchParams))),
    unread,
  }),
  { isPoll: true },
);
