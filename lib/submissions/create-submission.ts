import type { PoolClient } from "pg";
import stringify from "safe-stable-stringify";

import { audit } from "../db/audit";
import { transaction } from "../db/sql";
import { AppError } from "../errors";
import { newId } from "../text/id";
import { digestOf, hasSameContent } from "./content-digest";
import { makeReference } from "./reference";
import { schedule } from "./schedule";
import {
  type Intent,
  isEncrypted,
  type Payload,
  sealMessage,
  SUBMISSION_COLUMNS,
  type SubmissionRow,
} from "./submission";

/** Nothing came of these: the same form may come again, with other content. */
const OPEN_AGAIN: ReadonlySet<SubmissionRow["state"]> = new Set(["rejected", "abandoned"]);

/** Whoever accepts delivers at once; the queue looks only after this. */
const HEAD_START_MS = 5_000;

/** What belongs into the same transaction: files and drafts. Not called when the form had been accepted before. */
export type AlsoOnCreate = (client: PoolClient, submissionId: string) => Promise<void>;

/**
 * Stores an intent before anything is sent, and wakes whoever delivers. The same form posted again is the same submission: it comes
 * back as it stands. A form that was rejected or taken back may come again with other content. Anything else under the
 * same key is a conflict.
 */
export async function createSubmission(
  intent: Intent,
  also: AlsoOnCreate = async () => undefined,
): Promise<SubmissionRow> {
  const hash = digestOf(intent);
  return transaction(
    async (client) => {
      const id = newId();
      const inserted = await client.query(
        `INSERT INTO submission (id, organization_id, connection_id, user_id, form_key, kind, payload, payload_hash)
       VALUES ($1, $2, $3, $4, $5, $6::"SubmissionKind", '{}', $7) ON CONFLICT (user_id, form_key) DO NOTHING`,
        [
          id,
          intent.organizationId,
          intent.connectionId,
          intent.userId,
          intent.formKey,
          intent.kind,
          hash,
        ],
      );
      if (inserted.rowCount === 1) return begin(client, id, intent, hash, also);
      const found = await client.query<SubmissionRow>(
        `SELECT ${SUBMISSION_COLUMNS} FROM submission WHERE user_id = $1 AND form_key = $2 FOR UPDATE`,
        [intent.userId, intent.formKey],
      );
      const [standing] = found.rows;
      if (
        !standing ||
        standing.kind !== intent.kind ||
        (intent.kind !== "create" && standing.ticket_id !== intent.ticketId)
      )
        throw new AppError("conflict");
      if (OPEN_AGAIN.has(standing.state)) return begin(client, standing.id, intent, hash, also);
      if (!hasSameContent(standing.payload_hash, intent))
        throw new AppError("conflict", {
          message:
            "This form was already sent with different content. Open a new form to send this as well.",
        });
      return standing;
    },
    { account: intent.connectionId },
  );
}

/** The row as it stands before its first step, whatever it was before. */
async function begin(
  client: PoolClient,
  id: string,
  intent: Intent,
  hash: string,
  also: AlsoOnCreate,
): Promise<SubmissionRow> {
  const { payload, sealed } = resting(id, intent);
  const wantsReference = await endsWithReference(client, intent);
  const { rows } = await client.query<SubmissionRow>(
    `UPDATE submission SET organization_id = $2, connection_id = $3, payload = $4, sealed_message = $5, payload_hash = $6, state = 'queued', step = $7::"SubmissionStep", step_begun_at = NULL,
            reference = $8, files_reference = $9, ticket_id = $10, continues_ticket_id = $11, external_id = NULL, attach_message_external_id = NULL, claim_key = NULL, provider_ticket = NULL, notice = NULL, lease_token = lease_token + 1, lease_until = NULL, due_at = now(),
            created_at = now(), attempts = 0, checks = 0, error_code = NULL, error_message = NULL, field_errors = NULL, provider_code = NULL, request_id = NULL, sending_at = NULL, settled_at = NULL
      WHERE id = $1 RETURNING ${SUBMISSION_COLUMNS}`,
    [
      id,
      intent.organizationId,
      intent.connectionId,
      stringify(payload),
      sealed,
      hash,
      intent.firstStep,
      wantsReference && intent.firstStep !== "files" ? makeReference() : null,
      wantsReference && intent.pinsFiles ? makeReference() : null,
      intent.ticketId,
      intent.continuesTicketId ?? null,
    ],
  );
  const [row] = rows;
  if (!row) throw new AppError("internal");
  await also(client, id);
  await audit(
    {
      actorId: intent.userId,
      organizationId: intent.organizationId,
      action: "submission.accepted",
      targetType: "submission",
      targetId: id,
      data: { kind: intent.kind },
    },
    client,
  );
  await schedule(id, new Date(Date.now() + HEAD_START_MS), client);
  return row;
}

function resting(id: string, intent: Intent): { payload: Payload; sealed: string | null } {
  if (!isEncrypted(intent) || typeof intent.payload.message !== "string")
    return { payload: intent.payload, sealed: null };
  const { message, ...payload } = intent.payload;
  return { payload, sealed: sealMessage({ id, organization_id: intent.organizationId }, message) };
}

async function endsWithReference(client: PoolClient, intent: Intent): Promise<boolean> {
  if (intent.kind !== "create" && intent.kind !== "reply") return false;
  const { rows } = await client.query<{ use_references: boolean }>(
    "SELECT use_references FROM organization WHERE id = $1",
    [intent.organizationId],
  );
  return rows[0]?.use_references ?? true;
}
