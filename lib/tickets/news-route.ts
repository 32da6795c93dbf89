import { z } from "zod";
import { viewerRoute } from "../auth/route";
import { AppError } from "../errors";
import { ticketNews } from "./news";

const since = z.coerce.date();

/** What an open ticket page asks every few seconds while somebody sees it: whether to show itself anew. */
export const newsRoute = viewerRoute<{ id: string }>("ask for news of a ticket", async (viewer, { request, params }) => {
  const parsed = since.safeParse(new URL(request.url).searchParams.get("since"));
  if (!parsed.success) throw new AppError("invalid", { message: "since must be a time." });
  return ticketNews(viewer, { ticketId: params.id, since: parsed.data });
});
