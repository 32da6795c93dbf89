import type { z } from "zod";

import type { Viewer } from "../../auth/types";
import { draftOwnerFor } from "../../drafts/draft-owner";
import { keepText } from "../../drafts/keep-text";
import type { ErrorCode } from "../../error-codes";
import { isAppError } from "../../errors";
import { replyKey } from "../../files/draft-key";
import { PLAIN } from "../../forms/plain-form";
import { sentFileIds } from "../../submissions/files/sent-files";
import { findSecrets } from "../filing/find-secrets";
import { replyProblem } from "../message-text";
import type { plainReplyInput } from "../schemas";
import { replyBox } from "./reply-box";
import { sendReply } from "./send-reply";

/** `files`: chosen before a script could upload them. */
type UnsentReply = ErrorCode | "secrets" | "files";

/**
 * Accepts a reply that was posted without scripts, with the draft's files. What cannot be sent
 * becomes the draft. Throws `not_found`, `forbidden`, and what is no error of the form.
 */
export async function replyByForm(
  viewer: Viewer,
  ticketId: string,
  form: z.output<typeof plainReplyInput>,
): Promise<{ submissionId: string } | { problem: UnsentReply }> {
  const draftKey = replyKey(ticketId);
  await draftOwnerFor(viewer, draftKey);
  const { encrypts, files, standing } = await replyBox(viewer, ticketId);
  const { message, [PLAIN.formKey]: formKey } = form;
  const encrypted = encrypts && form.encrypted;

  async function keep(problem: UnsentReply): Promise<{ problem: UnsentReply }> {
    const values = { message, encrypted: encrypted ? "true" : "" };
    await keepText(viewer, { draftKey, formKey, values, version: form[PLAIN.version] });
    return { problem };
  }

  if (replyProblem(message)) return keep("invalid");
  if (!encrypted && !form[PLAIN.anyway] && findSecrets(message).length > 0) return keep("secrets");
  if (files && form[PLAIN.files]) return keep("files");
  try {
    const sent = files && (await sentFileIds(viewer.userId, formKey));
    const { submissionId } = await sendReply(viewer, {
      formKey,
      ticketId,
      message,
      encrypted,
      files: sent ?? (files ? standing.files.map(({ id }) => id) : []),
      continues: form[PLAIN.continues],
    });
    return { submissionId };
  } catch (error) {
    if (!isAppError(error)) throw error;
    return keep(error.code);
  }
}
