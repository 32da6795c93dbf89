import { reviewListUpdates } from "@/lib/review/queries";
import { viewerRoute } from "@/lib/server/viewer-route";
import { filtersOf } from "@/lib/tickets/schemas";

/** The same for the list over every organization. Staff only: 404 for anyone else. */
export const GET = viewerRoute("ask for news of every list", (viewer, { request }) =>
  reviewListUpdates(viewer, filtersOf(new URL(request.url).searchParams)),
);
