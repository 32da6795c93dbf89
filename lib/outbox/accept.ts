import { createHash } from "node:crypto";
import stringify from "safe-stable-stringify";
import { ulid } from "ulid";
import { audit } from "../db/audit";
import { transaction } from "../db/sql";
import { AppError } from "../errors";
import { SUBMISSION_COLUMNS, type Intent, type SubmissionRow } from "./submission";

/**
 * Stores an intent before anything is sent. The same form posted again is the same submission: it comes back as it stands. A form
 * that was rejected may come again with other content, as nothing came of it. Anything else under the same key is a conflict.
 */
export async function accept(intent: Intent): Promise<SubmissionRow> {
  const payload = stringify(intent.payload) ?? "{}";
  const hash = createHash("sha256").update(`${intent.kind}:${intent.connectionId}:${intent.ticketId ?? ""}:${payload}`).digest("base64url");
  return transaction(async (client) => {
    const inserted = await client.query<SubmissionRow>(
      `INSERT INTO submission (id, organization_id, connection_id, user_id, form_key, kind, payload, payload_hash, ticket_id)
       VALUES ($1, $2, $3, $4, $5, $6::"SubmissionKind", $7, $8, $9) ON CONFLICT (user_id, form_key) DO NOTHING RETURNING ${SUBMISSION_COLUMNS}`,
      [ulid(), intent.organizationId, intent.connectionId, intent.userId, intent.formKey, intent.kind, payload, hash, intent.ticketId],
    );
    const [fresh] = inserted.rows;
    if (fresh) {
      await audit({ actorId: intent.userId, organizationId: intent.organizationId, action: "submission.accepted", targetType: "submission", targetId: fresh.id, data: { kind: intent.kind } }, client);
      return fresh;
    }
    const found = await client.query<SubmissionRow>(`SELECT ${SUBMISSION_COLUMNS} FROM submission WHERE user_id = $1 AND form_key = $2 FOR UPDATE`, [intent.userId, intent.formKey]);
    const [standing] = found.rows;
    if (!standing || standing.kind !== intent.kind || (intent.kind !== "create" && standing.ticket_id !== intent.ticketId)) throw new AppError("conflict");
    if (standing.state !== "rejected") {
      if (standing.payload_hash !== hash) throw new AppError("conflict", { message: "This form was already sent with other content. Open a new form to send this as well." });
      return standing;
    }
    const again = await client.query<SubmissionRow>(
      `UPDATE submission SET state = 'queued', connection_id = $2, organization_id = $3, payload = $4, payload_hash = $5, error_code = NULL, error_message = NULL,
              field_errors = NULL, request_id = NULL, sending_at = NULL, settled_at = NULL WHERE id = $1 RETURNING ${SUBMISSION_COLUMNS}`,
      [standing.id, intent.connectionId, intent.organizationId, payload, hash],
    );
    return again.rows[0] ?? standing;
  });
}
