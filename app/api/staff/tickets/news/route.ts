import { viewerRoute } from "@/lib/auth/route";
import { reviewListNews } from "@/lib/review/queries";
import { filtersOf } from "@/lib/tickets/schemas";

/** The same for the list over every organization. Staff only: 404 for anyone else. */
export const GET = viewerRoute("ask for news of every list", (viewer, { request }) =>
  reviewListNews(viewer, filtersOf(new URL(request.url).searchParams)),
);
