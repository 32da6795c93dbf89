import type { z } from "zod";

import { actedBy } from "../../auth/acted-by";
import type { Viewer } from "../../auth/types";
import { REPLY_FIELDS } from "../../drafts/has-unsent-text";
import { replyKey } from "../../files/draft-key";
import { replyFileRules } from "../../providers/capabilities";
import { createSubmission } from "../../submissions/create-submission";
import type { AcceptedSubmission } from "../../submissions/types";
import { claimDraft } from "../claim-draft";
import { ticketForAction } from "../own-ticket";
import type { replyInput } from "../schemas";

export type SendReplyInput = z.output<typeof replyInput>;

/** Accepts a reply to one of the viewer's tickets without sending it. */
export async function sendReply(
  viewer: Viewer,
  input: SendReplyInput,
): Promise<AcceptedSubmission> {
  const ticket = await ticketForAction(
    viewer,
    input.ticketId,
    input.continues ? "reopen-and-reply" : "reply",
    input.formKey,
  );
  const rules = replyFileRules(ticket.provider, ticket.capabilities);
  const row = await createSubmission(
    {
      actor: actedBy(viewer),
      organizationId: ticket.organizationId,
      connectionId: ticket.connectionId,
      formKey: input.formKey,
      kind: "reply",
      ticketId: ticket.ticketId,
      payload: { message: input.message, encrypted: input.encrypted },
      firstStep: input.continues ? "reopen" : "write",
      pinsFiles: rules?.way === "pinned" && input.files.length > 0,
      fileIds: input.files,
    },
    claimDraft(
      viewer,
      {
        draftKey: replyKey(ticket.ticketId),
        formKey: input.formKey,
        values: { message: input.message },
        fields: REPLY_FIELDS,
      },
      input.files,
      rules,
    ),
  );
  return { submissionId: row.id, state: row.state };
}
