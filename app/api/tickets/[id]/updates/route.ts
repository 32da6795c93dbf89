import { AppError } from "@/lib/errors";
import { message } from "@/lib/i18n/message";
import { viewerRoute } from "@/lib/server/viewer-route";
import { parseTime } from "@/lib/text/parse-time";
import { ticketUpdates } from "@/lib/tickets/detail/ticket-updates";

export const dynamic = "force-dynamic";

export const GET = viewerRoute<{ id: string }>(
  "check a ticket for updates",
  async (viewer, { request, params, unread }) => {
    const query = new URL(request.url).searchParams;
    const since = parseTime(query.get("since"));
    if (!since) throw new AppError("invalid", { text: message("errors.notJson") });
    const input = { ticketId: params.id, since, opened: query.has("opened") };
    return { ...(await ticketUpdates(viewer, input)), unread };
  },
  { isPoll: true },
);
