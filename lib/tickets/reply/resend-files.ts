import type { Viewer } from "../../auth/types";
import { sql } from "../../db/sql";
import { AppError } from "../../errors";
import { createSubmission } from "../../submissions/create-submission";
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
  const row = await createSubmission(
    {
      userId: viewer.userId,
      organizationId: ticket.organizationId,
      connectionId: ticket.connectionId,
      formKey: input.formKey,
      kind: "reply",
      ticketId: ticket.ticketId,
      payload: {},
      firstStep: "files",
      pinsFiles: true,
      fileIds: input.files,
    },
    async (client, submissionId) => {
      const moved = await sql<{ encrypted: boolean; provider_ticket: string | null }>(
        // An uploaded file that no later customer message has taken is still at the provider: it
        // only needs a message.
        `UPDATE outgoing_file f
          SET submission_id = $1, reason = NULL, settled_at = NULL,
            state = CASE
              WHEN f.uploaded_at IS NOT NULL AND NOT EXISTS (
                SELECT 1
                FROM message m
                WHERE m.ticket_id = s.ticket_id
                  AND m.sender = 'customer'
                  AND m.sent_at > f.uploaded_at
              ) THEN 'uploaded'
              ELSE 'waiting'
            END::"FileState"
          FROM submission s
          WHERE f.id = ANY($2)
            AND s.id = f.submission_id
            AND s.ticket_id = $3
            AND s.state = 'sent'
            AND f.state IN ('missing', 'refused')
            AND f.erased_at IS NULL
          RETURNING coalesce((s.payload->>'encrypted')::boolean, false) AS encrypted,
            s.provider_ticket`,
        [submissionId, input.files, ticket.ticketId],
        client,
      );
      if (moved.length < input.files.length)
        throw new AppError("conflict", {
          message:
            "A file is already being sent, or is no longer stored here. Attach it to a reply instead.",
        });
      // Reserved from now on, so that no other message takes the uploaded files.
      const provider = moved.find((file) => file.provider_ticket !== null);
      if (provider)
        await sql(
          "UPDATE submission SET provider_ticket = $2 WHERE id = $1",
          [submissionId, provider.provider_ticket],
          client,
        );
      // Files of an encrypted reply are sent encrypted again.
      if (moved.some((file) => file.encrypted))
        await sql(
          "UPDATE submission SET payload = payload || '{\"encrypted\": true}' WHERE id = $1",
          [submissionId],
          client,
        );
    },
  );
  return { submissionId: row.id, state: row.state };
}
