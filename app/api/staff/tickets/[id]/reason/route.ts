import { giveReason } from "@/lib/review/reasons/reasons";
import { reasonInput } from "@/lib/review/reasons/schemas";
import { ticketUrl } from "@/lib/routes";
import { parseInput } from "@/lib/server/parse-input";
import { viewerForm } from "@/lib/server/viewer-form";

export const POST = viewerForm<{ id: string }>("give a reason for opening a ticket", {
  page: ({ id }) => ticketUrl("staff", id),
  hasText: true,
  async run(viewer, fields, { id }) {
    const { reason } = parseInput(reasonInput, fields);
    await giveReason(viewer, id, reason);
    return ticketUrl("staff", id);
  },
});
