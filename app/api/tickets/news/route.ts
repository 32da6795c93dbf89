import { viewerRoute } from "@/lib/auth/route";
import { listNews } from "@/lib/tickets/list-news";
import { filtersOf } from "@/lib/tickets/schemas";

/** What an open list asks every few seconds while someone sees it: whether it shows what is so. */
export const GET = viewerRoute("ask for news of a list", (viewer, { request }) =>
  listNews(viewer, filtersOf(new URL(request.url).searchParams)),
);
