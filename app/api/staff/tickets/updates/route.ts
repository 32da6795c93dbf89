import { reviewListUpdates } from "@/lib/review/queries";
import { viewerRoute } from "@/lib/server/viewer-route";
import { filtersOf } from "@/lib/tickets/schemas";

/** Polled by the open staff list; 404 for anyone but staff. */
export const GET = viewerRoute("check the staff list for updates", (viewer, { request }) =>
  reviewListUpdates(viewer, filtersOf(new URL(request.url).searchParams)),
);
