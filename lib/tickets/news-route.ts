import { AppError } from "../errors";
import { viewerRoute } from "../server/viewer-route";
import { parseTime } from "../text/parse-time";
import { ticketUpdates } from "./detail/ticket-updates";

/** What an open ticket page asks every few seconds while somebody sees it: whether to show itself anew. */
export const newsRoute = viewerRoute<{ id: string }>(
  "ask for news of a ticket",
  async (viewer, { request, params }) => {
    const query = new URL(request.url).searchParams;
    const since = parseTime(query.get("since"));
    if (!since) throw new AppError("invalid", { message: "since must be a time." });
    return ticketUpdates(viewer, { ticketId: params.id, since, opened: query.has("opened") });
  },
);
