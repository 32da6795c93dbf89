import stringify from "safe-stable-stringify";

import { audit } from "../db/audit";
import type { Db } from "../db/kysely";
import { sqlResult,transaction } from "../db/sql";
import { AppError } from "../errors";
import { newId } from "../ids";
import { digestOf, hasSameContent } from "./content-digest";
import { makeReference } from "./reference";
import { schedule } from "./schedule";
import { sealMessage } from "./sealed-message";
import {
  type Intent,
  isEncrypted,
  type Payload,
  SUBMISSION_COLUMNS,
  type SubmissionRow,
} from "./submission";

const RESENDABLE: ReadonlySet<SubmissionRow["state"]> = new Set(["rejected", "abandoned"]);

/** The caller delivers at once; the queue only after this. */
const HEAD_START_MS = 5_000;

/** Runs in the same transaction when the form was not accepted before. */
export type AlsoOnCreate = (client: Db, submissionId: string) => Promise<void>;

/** Idempotent per form; other content conflicts, except after a rejection or cancellation. */
export async function createSubmission(
  intent: Intent,
  also: AlsoOnCreate = async () => undefined,
): Promise<SubmissionRow> {
  const hash = digestOf(intent);
  return transaction(
    async (client) => {
      const id = newId();
      const inserted = await sqlResult(
        `INSERT INTO submission (id, organization_id, connection_id, user_id, form_key, kind, payload,
                                 payload_hash)
         VALUES ($1, $2, $3, $4, $5, $6::"SubmissionKind", '{}', $7)
         ON CONFLICT (user_id, form_key) DO NOTHING`,
        [
          id,
          intent.organizationId,
          intent.connectionId,
          intent.userId,
          intent.formKey,
          intent.kind,
          hash,
        ],
        client,
      );
      if (inserted.rowCount === 1) return begin(client, id, intent, hash, also);
      const found = await sqlResult<SubmissionRow>(
        `SELECT ${SUBMISSION_COLUMNS}
           FROM submission
          WHERE user_id = $1
            AND form_key = $2
            FOR UPDATE`,
        [intent.userId, intent.formKey],
        client,
      );
      const [existing] = found.rows;
      if (
        !existing ||
        existing.kind !== intent.kind ||
        (intent.kind !== "create" && existing.ticket_id !== intent.ticketId)
      )
        throw new AppError("conflict");
      if (RESENDABLE.has(existing.state)) return begin(client, existing.id, intent, hash, also);
      if (!hasSameContent(existing.payload_hash, intent))
        throw new AppError("conflict", {
          message:
            "This form was already sent with different content. Open a new form to send this as well.",
        });
      return existing;
    },
    { account: intent.connectionId },
  );
}

const UNSET = [
  "step_begun_at",
  "external_id",
  "attach_message_external_id",
  "claim_key",
  "provider_ticket",
  "notice",
  "lease_until",
  "error_code",
  "error_message",
  "field_errors",
  "provider_code",
  "request_id",
  "sending_at",
  "settled_at",
];

async function begin(
  client: Db,
  id: string,
  intent: Intent,
  hash: string,
  also: AlsoOnCreate,
): Promise<SubmissionRow> {
  const { payload, sealed } = storedPayload(id, intent);
  const wantsReference = await usesReference(client, intent);
  const { rows } = await sqlResult<SubmissionRow>(
    `UPDATE submission
        SET organization_id = $2,
            connection_id = $3,
            payload = $4,
            sealed_message = $5,
            payload_hash = $6,
            state = 'queued',
            step = $7::"SubmissionStep",
            reference = $8,
            files_reference = $9,
            ticket_id = $10,
            continues_ticket_id = $11,
            lease_token = lease_token + 1,
            due_at = now(),
            created_at = now(),
            attempts = 0,
            checks = 0,
            ${UNSET.map((column) => `${column} = NULL`).join(", ")}
      WHERE id = $1
      RETURNING ${SUBMISSION_COLUMNS}`,
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
    client,
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

function storedPayload(id: string, intent: Intent): { payload: Payload; sealed: string | null } {
  if (!isEncrypted(intent) || typeof intent.payload.message !== "string")
    return { payload: intent.payload, sealed: null };
  const { message, ...payload } = intent.payload;
  return { payload, sealed: sealMessage({ id, organization_id: intent.organizationId }, message) };
}

async function usesReference(client: Db, intent: Intent): Promise<boolean> {
  if (intent.kind !== "create" && intent.kind !== "reply") return false;
  const { rows } = await sqlResult<{ use_references: boolean }>(
    "SELECT use_references FROM organization WHERE id = $1",
    [intent.organizationId],
    client,
  );
  return rows[0]?.use_references ?? true;
}
