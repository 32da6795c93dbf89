import { audit } from "../db/audit";
import { json, now } from "../db/expressions";
import { type Db, transaction } from "../db/kysely";
import { AppError } from "../errors";
import { message } from "../i18n/message";
import { newId } from "../ids";
import { digestOf, hasSameContent } from "./content-digest";
import { storePrivacy } from "./privacy/private-submission";
import { makeReference } from "./reference";
import { schedule } from "./schedule";
import { sealMessage } from "./sealed-message";
import {
  type Intent,
  isEncrypted,
  type Payload,
  type StoredTypes,
  SUBMISSION_COLUMNS,
  type SubmissionChange,
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
      const { numInsertedOrUpdatedRows } = await client
        .insertInto("submission")
        .values({
          id,
          organization_id: intent.organizationId,
          connection_id: intent.connectionId,
          user_id: intent.actor.actorId,
          form_key: intent.formKey,
          kind: intent.kind,
          payload: json({}),
          payload_hash: hash,
        })
        .onConflict((conflict) => conflict.columns(["user_id", "form_key"]).doNothing())
        .executeTakeFirst();
      if (numInsertedOrUpdatedRows === 1n) return begin(client, id, intent, hash, also);
      const existing = await client
        .selectFrom("submission")
        .where("user_id", "=", intent.actor.actorId)
        .where("form_key", "=", intent.formKey)
        .forUpdate()
        .select(SUBMISSION_COLUMNS)
        .$narrowType<StoredTypes>()
        .executeTakeFirst();
      if (
        !existing ||
        existing.kind !== intent.kind ||
        (intent.kind !== "create" && existing.ticket_id !== intent.ticketId)
      )
        throw new AppError("conflict");
      if (RESENDABLE.has(existing.state)) return begin(client, existing.id, intent, hash, also);
      if (!hasSameContent(existing.payload_hash, intent))
        throw new AppError("conflict", {
          text: message("submission.otherContent"),
        });
      return existing;
    },
    { account: intent.connectionId },
  );
}

const UNSET = {
  step_begun_at: null,
  external_id: null,
  attach_message_external_id: null,
  claim_key: null,
  provider_ticket: null,
  notice: null,
  lease_until: null,
  error_code: null,
  error_message: null,
  field_errors: null,
  provider_code: null,
  request_id: null,
  sending_at: null,
  settled_at: null,
} as const satisfies SubmissionChange;

async function begin(
  client: Db,
  id: string,
  intent: Intent,
  hash: string,
  also: AlsoOnCreate,
): Promise<SubmissionRow> {
  const { payload, sealed } = storedPayload(id, intent);
  const wantsReference = await usesReference(client, intent);
  const row = await client
    .updateTable("submission")
    .set({
      ...UNSET,
      organization_id: intent.organizationId,
      connection_id: intent.connectionId,
      payload: json(payload),
      sealed_message: sealed,
      payload_hash: hash,
      state: "queued",
      step: intent.firstStep,
      reference: wantsReference && intent.firstStep !== "files" ? makeReference() : null,
      files_reference: wantsReference && intent.pinsFiles ? makeReference() : null,
      ticket_id: intent.ticketId,
      continues_ticket_id: intent.continuesTicketId ?? null,
      lease_token: (eb) => eb("lease_token", "+", 1),
      due_at: now(),
      created_at: now(),
      attempts: 0,
      checks: 0,
    })
    .where("id", "=", id)
    .returning(SUBMISSION_COLUMNS)
    .$narrowType<StoredTypes>()
    .executeTakeFirst();
  if (!row) throw new AppError("internal");
  const { organizationId, isPrivate = false } = intent;
  if (intent.kind === "create")
    await storePrivacy(client, {
      submissionId: id,
      organizationId,
      ownerId: intent.actor.actorId ?? "",
      isPrivate,
    });
  await also(client, id);
  await audit(
    {
      ...intent.actor,
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
  const organization = await client
    .selectFrom("organization")
    .where("id", "=", intent.organizationId)
    .select("use_references")
    .executeTakeFirst();
  return organization?.use_references ?? true;
}
