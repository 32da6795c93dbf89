import { type Expression, expressionBuilder, sql } from "kysely";

import { asBoolean, plus } from "../../db/expressions";
import { db } from "../../db/kysely";
import type { DB } from "../../db/table-types";
import { findProvider } from "../../providers/registry";
import { attachmentMessageText } from "../files/confirm-attachments";
import { filesOf, type StepResult } from "../outcome";
import { isSameText, splitReference, withReference } from "../reference";
import { messageOf } from "../sealed-message";
import {
  collaboratorChange,
  isEncrypted,
  type StoredTypes,
  type SubmissionKind,
  type SubmissionRow,
} from "../submission";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

const ofSubmission = () => expressionBuilder<{ s: DB["submission"] }, "s">();

/** Of a submission `s`. With a reference, clocks may be hours apart. */
function isAround(time: Expression<Date | null>) {
  const eb = ofSubmission();
  const sentAt = eb.ref("s.sending_at");
  const hours = eb.case().when("s.reference", "is", null).then(eb.lit(0)).else(eb.lit(24)).end();
  return eb.between(
    time,
    sql<Date>`${sentAt} - make_interval(hours => ${hours}, mins => 5)`,
    sql<Date>`${sentAt} + make_interval(hours => ${hours}, mins => 15)`,
  );
}

/** For writes that only the time identifies. */
function isNear(time: Expression<Date | null>) {
  const eb = ofSubmission();
  const sentAt = eb.ref("s.sending_at");
  const near = eb.between(time, plus(sentAt, -2 * MINUTE_MS), plus(sentAt, 5 * MINUTE_MS));
  return asBoolean(eb.fn.coalesce(near, eb.lit(false)));
}

/** Matches by reference, else by a unique exact text; an action by the ticket's state. */
export async function findSentWrite(row: SubmissionRow): Promise<StepResult | null> {
  if (row.step === "reopen") return findAction(row, "reopen");
  if (row.step === "attach_message") return findAttachMessage(row);
  return finders[row.kind](row);
}

const finders: Record<SubmissionKind, (row: SubmissionRow) => Promise<StepResult | null>> = {
  create: findCreated,
  reply: findReply,
  close: (row) => findAction(row, "close"),
  reopen: (row) => findAction(row, "reopen"),
  solve: (row) => findAction(row, "solve"),
  async collaborators(row) {
    const ticket = await db()
      .selectFrom("ticket as t")
      .innerJoin("submission as s", "s.ticket_id", "t.id")
      .where("s.id", "=", row.id)
      .whereRef("t.read_at", ">", "s.sending_at")
      .select("t.collaborator_ids")
      .executeTakeFirst();
    const { add, remove } = collaboratorChange(row);
    const has = new Set(ticket?.collaborator_ids);
    return ticket && add.every((id) => has.has(id)) && !remove.some((id) => has.has(id))
      ? {}
      : null;
  },
};

async function findCreated(row: SubmissionRow): Promise<StepResult | null> {
  const candidates = await db()
    .selectFrom("ticket as t")
    .innerJoin("submission as s", "s.connection_id", "t.connection_id")
    .where("s.id", "=", row.id)
    .whereRef("t.organization_id", "=", "s.organization_id")
    .where((eb) => eb("t.activity_at", ">=", plus(eb.ref("s.sending_at"), -25 * HOUR_MS)))
    .where((eb) =>
      eb.or([
        eb("s.reference", "is not", null),
        eb("t.subject", "=", String(row.payload.subject ?? "")),
      ]),
    )
    .where((eb) => isAround(eb.fn.coalesce("t.opened_at", "t.first_seen_at")))
    .where(({ exists, lit, not, selectFrom }) =>
      not(
        exists(
          selectFrom("submission as other")
            .whereRef("other.ticket_id", "=", "t.id")
            .where("other.kind", "=", "create")
            .whereRef("other.id", "<>", "s.id")
            .select(lit(1).as("one")),
        ),
      ),
    )
    .select(({ lit }) => [
      "t.id",
      "t.external_id",
      "t.provider",
      "t.body",
      lit(false).as("encrypted"),
      lit(false).as("near"),
    ])
    .execute();
  const ticket = await onlyMatch(row, candidates);
  if (!ticket) return null;
  const filesInCall = await carriedFiles(row, ticket.provider);
  return { ticketId: ticket.id, externalId: ticket.external_id, filesInCall };
}

async function findReply(row: SubmissionRow): Promise<StepResult | null> {
  const message = await onlyMatch(row, await messagesAround(row));
  if (!message) return null;
  const externalId = message.external_id;
  return (await carriedFiles(row, message.provider))
    ? { externalId, filesInCall: true, attachMessageId: externalId }
    : { externalId };
}

/** True when the call that was found had files of the submission. */
async function carriedFiles(row: SubmissionRow, provider: string): Promise<boolean> {
  if (findProvider(provider)?.form.files?.way !== "in-call") return false;
  return (await filesOf(row.id, ["waiting", "sending"])).length > 0;
}

/**
 * Message `m` may be ours: a customer's. Without a reference, and where the provider says who wrote it,
 * the owner of the credential's, not sent before our call.
 */
function isOwnMessage() {
  const eb = expressionBuilder<
    { m: DB["message"]; s: DB["submission"]; c: DB["connection"] },
    "m" | "s" | "c"
  >();
  const owner = sql<string | null>`${eb.ref("c.account")} ->> 'id'`;
  const isAuthor = eb("m.sender_id", "=", owner);
  const isUntold = eb.or([eb("m.sender_id", "is", null), eb(owner, "is", null)]);
  const isLater = eb("m.sent_at", ">=", plus(eb.ref("s.sending_at"), -2 * MINUTE_MS));
  const isCustomer = eb("m.sender", "=", "customer");
  return eb.or([
    eb.and([isCustomer, eb.or([isUntold, eb("s.reference", "is not", null)])]),
    eb.and([isAuthor, eb.or([isLater, eb("s.reference", "is not", null)])]),
  ]);
}

function messagesAround(row: SubmissionRow) {
  return db()
    .selectFrom("message as m")
    .innerJoin("submission as s", "s.ticket_id", "m.ticket_id")
    .innerJoin("ticket as t", "t.id", "m.ticket_id")
    .innerJoin("connection as c", "c.id", "t.connection_id")
    .where("s.id", "=", row.id)
    .where(isOwnMessage())
    .where((eb) => eb.or([eb("m.sent_at", "is", null), isAround(eb.ref("m.sent_at"))]))
    .where(({ exists, lit, not, selectFrom }) =>
      not(
        exists(
          selectFrom("submission as other")
            .whereRef("other.ticket_id", "=", "m.ticket_id")
            .whereRef("other.external_id", "=", "m.external_id")
            .whereRef("other.id", "<>", "s.id")
            .select(lit(1).as("one")),
        ),
      ),
    )
    .select((eb) => [
      "m.external_id",
      "m.body",
      "m.encrypted",
      "t.provider",
      isNear(eb.ref("m.sent_at")).as("near"),
    ])
    .execute();
}

/** An encrypted message may come without its text: it must be the only one within minutes. */
async function onlyMatch<
  Candidate extends { body: string | null; encrypted: boolean; near: boolean },
>(row: SubmissionRow, candidates: Candidate[]): Promise<Candidate | null> {
  if (row.reference !== null) {
    const referenced = candidates.find(
      (candidate) => splitReference(candidate.body ?? "").reference === row.reference,
    );
    if (referenced) return referenced;
    if (!isEncrypted(row)) return null;
  }
  const text = withReference(messageOf(row), row.reference);
  const hidden = (candidate: Candidate) =>
    isEncrypted(row) && candidate.encrypted && candidate.near && candidate.body === null;
  const matching = candidates.filter(
    (candidate) => isSameText(text, candidate.body) || hidden(candidate),
  );
  const [only, ...more] = matching;
  if (!only || more.length > 0 || (await hasDuplicate(row, text))) return null;
  return only;
}

/** True when another undelivered submission has the same text. */
async function hasDuplicate(row: SubmissionRow, text: string): Promise<boolean> {
  const others = await db()
    .selectFrom("submission")
    .where("connection_id", "=", row.connection_id)
    .where("id", "<>", row.id)
    .where("kind", "=", row.kind)
    .where("ticket_id", "is not distinct from", row.ticket_id)
    .where("state", "in", ["sending", "unknown", "needs_decision"])
    .select(["id", "organization_id", "payload", "sealed_message", "reference"])
    .$narrowType<Pick<StoredTypes, "payload">>()
    .execute();
  return others.some(
    (other) =>
      (isEncrypted(row) && isEncrypted(other)) ||
      isSameText(text, withReference(messageOf(other), other.reference)),
  );
}

async function findAttachMessage(row: SubmissionRow): Promise<StepResult | null> {
  const text = withReference(
    attachmentMessageText(await filesOf(row.id, ["uploaded", "unsure"])),
    row.files_reference,
  );
  const messages = await messagesAround(row);
  const found =
    row.files_reference === null
      ? messages.find((message) => isSameText(text, message.body))
      : messages.find(
          (message) => splitReference(message.body ?? "").reference === row.files_reference,
        );
  return found ? { attachMessageId: found.external_id } : null;
}

async function findAction(
  row: SubmissionRow,
  action: "close" | "reopen" | "solve",
): Promise<StepResult | null> {
  const ticket = await db()
    .selectFrom("ticket as t")
    .innerJoin("connection as c", "c.id", "t.connection_id")
    .innerJoin("submission as s", "s.ticket_id", "t.id")
    .where("s.id", "=", row.id)
    .where((eb) =>
      eb(eb.fn<Date>("greatest", ["t.read_at", "c.last_read_at"]), ">", eb.ref("s.sending_at")),
    )
    .select("t.turn")
    .executeTakeFirst();
  return ticket && (ticket.turn === "done") === (action !== "reopen") ? {} : null;
}
