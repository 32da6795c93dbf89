import { sql } from "kysely";

import { actedBy } from "../../auth/acted-by";
import type { Viewer } from "../../auth/types";
import { isAnyOf, json } from "../../db/expressions";
import { type ColumnChanges, db } from "../../db/kysely";
import { AppError } from "../../errors";
import { message } from "../../i18n/message";
import { replyFileRules } from "../../providers/capabilities";
import { createSubmission } from "../../submissions/create-submission";
import { attachmentMessageText } from "../../submissions/files/confirm-attachments";
import { isPayloadEncrypted } from "../../submissions/submission";
import type { AcceptedSubmission } from "../../submissions/types";
import { ticketForAction } from "../own-ticket";

/**
 * Resends files that did not arrive, with a message of their own and never a second ticket or
 * reply.
 */
export async function resendFiles(
  viewer: Viewer,
  input: { formKey: string; ticketId: string; files: string[] },
): Promise<AcceptedSubmission> {
  const ticket = await ticketForAction(viewer, input.ticketId, "reply", input.formKey);
  const inCall = ticket.provider.form.files?.way === "in-call";
  const row = await createSubmission(
    {
      actor: actedBy(viewer),
      organizationId: ticket.organizationId,
      connectionId: ticket.connectionId,
      formKey: input.formKey,
      kind: "reply",
      ticketId: ticket.ticketId,
      payload: inCall ? { message: await fileNamesText(ticket.ticketId, input.files) } : {},
      firstStep: inCall ? "write" : "files",
      pinsFiles: !inCall,
      fileIds: input.files,
    },
    async (client, submissionId) => {
      if (!replyFileRules(ticket.provider, ticket.capabilities))
        throw new AppError("conflict", {
          text: message("fileRefusal.noFilesWithReply", { provider: ticket.provider.name }),
        });
      const moved = await client
        .updateTable("outgoing_file as f")
        .from("submission as s")
        .set((eb) => {
          const isTaken = eb.exists(
            eb
              .selectFrom("message as m")
              .select("m.external_id")
              .whereRef("m.ticket_id", "=", "s.ticket_id")
              .where("m.sender", "=", "customer")
              .whereRef("m.sent_at", ">", "f.uploaded_at"),
          );
          // Still at the provider: it only needs a message.
          const isUploaded = inCall
            ? eb.lit(false)
            : eb.and([eb("f.uploaded_at", "is not", null), eb.not(isTaken)]);
          const state = eb.case().when(isUploaded).then("uploaded").else("waiting").end();
          return {
            submission_id: submissionId,
            reason: null,
            settled_at: null,
            state: sql<"uploaded" | "waiting">`${state}::"FileState"`,
          } satisfies ColumnChanges<"outgoing_file">;
        })
        .where((eb) => isAnyOf(eb.ref("f.id"), input.files))
        .whereRef("s.id", "=", "f.submission_id")
        .where("s.ticket_id", "=", ticket.ticketId)
        .where("s.state", "=", "sent")
        .where("f.state", "in", ["missing", "refused"])
        .where("f.erased_at", "is", null)
        .returning((eb) => [
          "s.provider_ticket",
          isPayloadEncrypted(eb.ref("s.payload")).as("encrypted"),
        ])
        .execute();
      if (moved.length < input.files.length)
        throw new AppError("conflict", { text: message("submission.fileNotResendable") });
      // Reserved from now on, so that no other message takes the uploaded files.
      const provider = moved.find((file) => file.provider_ticket !== null);
      if (provider)
        await client
          .updateTable("submission")
          .set({ provider_ticket: provider.provider_ticket })
          .where("id", "=", submissionId)
          .execute();
      // Files of an encrypted reply are sent encrypted again.
      if (moved.some((file) => file.encrypted))
        await client
          .updateTable("submission")
          .set({
            payload: (eb) =>
              sql<{ encrypted: true }>`${eb.ref("payload")} || ${json({ encrypted: true })}`,
          })
          .where("id", "=", submissionId)
          .execute();
    },
  );
  return { submissionId: row.id, state: row.state };
}

/** The text of a reply that carries files only. */
async function fileNamesText(ticketId: string, fileIds: readonly string[]): Promise<string> {
  const files = await db()
    .selectFrom("outgoing_file as f")
    .innerJoin("submission as s", "s.id", "f.submission_id")
    .where((eb) => isAnyOf(eb.ref("f.id"), fileIds))
    .where("s.ticket_id", "=", ticketId)
    .orderBy("f.id")
    .select("f.filename")
    .execute();
  return attachmentMessageText(files);
}
