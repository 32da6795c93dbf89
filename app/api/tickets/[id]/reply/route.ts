import { after } from "next/server";

import { deliverSubmission } from "@/lib/jobs/submissions";
import { ticketUrl } from "@/lib/routes";
import { parseInput } from "@/lib/server/parse-input";
import { viewerForm } from "@/lib/server/viewer-form";
import { replyByForm } from "@/lib/tickets/reply/reply-by-form";
import { plainReplyInput } from "@/lib/tickets/schemas";

export const POST = viewerForm<{ id: string }>("send a reply", {
  page: ({ id }) => ticketUrl("customer", id, {}, "reply"),
  hasText: true,
  async run(viewer, fields, { id }) {
    const result = await replyByForm(viewer, id, parseInput(plainReplyInput, fields));
    if ("problem" in result) {
      const { problem } = result;
      return problem === "secrets"
        ? ticketUrl("customer", id, { continue: "1" }, "reply-secrets")
        : ticketUrl("customer", id, { continue: "1", problem }, "reply");
    }
    after(() => deliverSubmission(result.submissionId));
    return ticketUrl("customer", id, {}, "reply");
  },
});
