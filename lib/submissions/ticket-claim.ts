import { setTimeout as sleep } from "node:timers/promises";

import { expressionBuilder } from "kysely";

import { asBoolean, now } from "../db/expressions";
import { type Db, db, transaction } from "../db/kysely";
import type { DB } from "../db/table-types";
import { AppError } from "../errors";
import { type Message, message } from "../i18n/message";
import type { TicketProvider } from "../providers/contract";
import { hasFilesAtProvider } from "./files/has-files-at-provider";
import { type Lease, LeaseLost } from "./lease";
import { schedule } from "./schedule";
import { isEncrypted, isPayloadEncrypted, OPEN_STATES, type SubmissionRow } from "./submission";

/** Nothing was sent; it is retried automatically. */
export class TicketBusy extends Error {
  override readonly name = "TicketBusy";

  constructor(readonly text: Message) {
    super(text.key);
  }
}

const POLL_MS = 200;
const TIMEOUT_MS = 3_000;

const BUSY = {
  sending: message("submission.waitsForMessage"),
  files: message("submission.waitsForFiles"),
  unknown: message("submission.waitsForUnknown"),
} as const;

/** The provider attaches uploads to the ticket's next message, so only one may write there. */
function needsTicket(row: SubmissionRow, provider: TicketProvider): boolean {
  if (provider.form.files?.way !== "pinned" || row.ticket_id === null) return false;
  return (
    row.kind === "reply" ||
    row.kind === "close" ||
    row.step === "files" ||
    row.step === "attach_message"
  );
}

/**
 * Throws TicketBusy, LeaseLost, or conflict for a message that would take along encrypted files.
 * Taking the claim of a dead process raises that row's fencing token.
 */
export async function claimTicket(
  lease: Lease,
  row: SubmissionRow,
  provider: TicketProvider,
): Promise<void> {
  if (!needsTicket(row, provider)) return;
  const ticket = await db()
    .selectFrom("ticket")
    .where("id", "=", row.ticket_id)
    .select("external_id")
    .executeTakeFirst();
  if (!ticket) return;
  // Two connections, even of two organizations, may mirror one ticket.
  const key = `${provider.id}:${ticket.external_id}`;
  const isFirstTry = row.error_code !== "conflict";
  for (let waited = 0; ; waited += POLL_MS) {
    const busy = await tryToClaim(lease, row, key);
    if (!busy) break;
    if (!busy.soon || !isFirstTry || waited >= TIMEOUT_MS) throw new TicketBusy(busy.reason);
    await sleep(POLL_MS);
  }
  await assertNoEncryptedFiles(row, key, provider.name);
}

interface Busy {
  reason: Message;
  soon: boolean;
}

async function tryToClaim(lease: Lease, row: SubmissionRow, key: string): Promise<Busy | null> {
  try {
    return await transaction(async (client) => {
      const busy =
        (await holderOf(client, row, key)) ??
        (row.step === "files" ? await lostMessage(client, row, key) : null);
      if (busy) {
        await client
          .updateTable("submission")
          .set({ provider_ticket: key })
          .where("id", "=", row.id)
          .execute();
        return busy;
      }
      const { numUpdatedRows } = await client
        .updateTable("submission")
        .set({ claim_key: key, provider_ticket: key })
        .where("id", "=", row.id)
        .where("lease_token", "=", lease.token)
        .executeTakeFirst();
      if (numUpdatedRows !== 1n)
        throw new LeaseLost("The submission is held by another process now.");
      return null;
    });
  } catch (error) {
    // Unique violation: another submission has just claimed the ticket.
    if ((error as { code?: unknown }).code === "23505") return { reason: BUSY.sending, soon: true };
    throw error;
  }
}

/** Frees a ticket of a dead process that left no files there. */
async function holderOf(client: Db, row: SubmissionRow, key: string): Promise<Busy | null> {
  const holder = await client
    .selectFrom("submission as s")
    .where("s.claim_key", "=", key)
    .where("s.id", "<>", row.id)
    .forUpdate("s")
    .select((eb) => [
      "s.id",
      asBoolean(eb("s.state", "in", OPEN_STATES)).as("open"),
      asBoolean(eb.fn.coalesce(eb("s.lease_until", ">", now()), eb.lit(false))).as("live"),
      isDue().as("due"),
      hasFilesAtProvider(eb.ref("s.id")).as("hasFiles"),
    ])
    .executeTakeFirst();
  if (!holder) return filesAtProvider(client, row, key);
  if (holder.open && (holder.live || holder.hasFiles)) {
    // Its files must be attached first: the next message would take them along.
    if (!holder.live && holder.due) await schedule(holder.id, new Date(), client);
    return { reason: holder.hasFiles ? BUSY.files : BUSY.sending, soon: holder.live };
  }
  await client
    .updateTable("submission")
    .set({
      claim_key: null,
      lease_token: (eb) => eb("lease_token", "+", 1),
      lease_until: null,
    })
    .where("id", "=", holder.id)
    .execute();
  return filesAtProvider(client, row, key);
}

/** Of a submission `s`. */
function isDue() {
  const eb = expressionBuilder<{ s: DB["submission"] }, "s">();
  return asBoolean(eb.fn.coalesce(eb("s.due_at", "<=", now()), eb.lit(true)));
}

/** Resent files go first, in the order of their submissions, so that none waits for itself. */
async function filesAtProvider(client: Db, row: SubmissionRow, key: string): Promise<Busy | null> {
  const rows = await client
    .with("self", (query) =>
      query
        .selectFrom("submission as s")
        .where("s.id", "=", row.id)
        .select((eb) => ["s.claim_key", hasFilesAtProvider(eb.ref("s.id")).as("hasFiles")]),
    )
    .selectFrom(["submission as s", "self"])
    .where("s.provider_ticket", "=", key)
    .where("s.id", "<>", row.id)
    .where("s.state", "in", OPEN_STATES)
    .where((eb) => hasFilesAtProvider(eb.ref("s.id")))
    .where((eb) =>
      eb.or([
        eb.not(eb.ref("self.hasFiles")),
        eb.and([eb("self.claim_key", "is", null), eb("s.id", "<", row.id)]),
      ]),
    )
    .select(["s.id", isDue().as("due")])
    .execute();
  for (const { id, due } of rows) if (due) await schedule(id, new Date(), client);
  return rows.length > 0 ? { reason: BUSY.files, soon: false } : null;
}

/** It may still arrive, and would take along files uploaded now. */
async function lostMessage(client: Db, row: SubmissionRow, key: string): Promise<Busy | null> {
  const rows = await client
    .selectFrom("submission")
    .where("provider_ticket", "=", key)
    .where("id", "<>", row.id)
    .where("kind", "in", ["reply", "create"])
    .where("step", "in", ["write", "attach_message"])
    .where((eb) =>
      eb.or([
        eb("state", "=", "unknown"),
        eb.and([eb("state", "=", "sending"), eb("step_begun_at", "is not", null)]),
      ]),
    )
    .select((eb) => ["id", eb("due_at", "<=", now()).as("due")])
    .execute();
  for (const { id, due } of rows) if (due) await schedule(id, new Date(), client);
  return rows.length > 0 ? { reason: BUSY.unknown, soon: false } : null;
}

/** File `f` of ended submission `s` that no known message has taken along. */
function isLeftBehind(ticketId: string | null) {
  const eb = expressionBuilder<DB & { f: DB["outgoing_file"]; s: DB["submission"] }, "f" | "s">();
  const taken = eb
    .selectFrom("message as m")
    .where("m.ticket_id", "in", [eb.ref("s.ticket_id"), eb.val(ticketId)])
    .where("m.sender", "=", "customer")
    .whereRef("m.sent_at", ">", "f.uploaded_at")
    .whereRef("m.external_id", "is distinct from", "s.external_id")
    .select(eb.lit(1).as("one"));
  const reply = eb
    .selectFrom("submission as o")
    .whereRef("o.provider_ticket", "=", "s.provider_ticket")
    .whereRef("o.id", "<>", "s.id")
    .where("o.kind", "=", "reply")
    .where("o.state", "=", "sent")
    .whereRef("o.sending_at", ">", "f.uploaded_at")
    .select(eb.lit(1).as("one"));
  return eb.and([
    eb("s.state", "=", "sent"),
    eb("f.state", "in", ["missing", "refused"]),
    eb("f.uploaded_at", "is not", null),
    eb.not(eb.exists(taken)),
    eb.not(eb.exists(reply)),
  ]);
}

/** Throws conflict when a plain message would take along files of an encrypted one. */
async function assertNoEncryptedFiles(
  row: SubmissionRow,
  key: string,
  name: string,
): Promise<void> {
  const isMessage = row.kind === "reply" || row.step === "files";
  if (!isMessage || row.step === "attach_message" || isEncrypted(row)) return;
  const left = await db()
    .selectFrom("outgoing_file as f")
    .innerJoin("submission as s", "s.id", "f.submission_id")
    .where("s.provider_ticket", "=", key)
    .where("s.id", "<>", row.id)
    .where((eb) => isPayloadEncrypted(eb.ref("s.payload")))
    .where(isLeftBehind(row.ticket_id))
    .select("f.id")
    .execute();
  if (left.length === 0) return;
  throw new AppError("conflict", {
    text: message("submission.encryptedFilesWait", { count: left.length, name }),
  });
}

export async function scheduleWaiting(submissionId: string): Promise<void> {
  const waiting = await db()
    .updateTable("submission as w")
    .from("submission as s")
    .set({ due_at: now() })
    .where("s.id", "=", submissionId)
    .where("s.claim_key", "is", null)
    .whereRef("w.provider_ticket", "=", "s.provider_ticket")
    .whereRef("w.id", "<>", "s.id")
    .where("w.state", "=", "queued")
    .where("w.error_code", "=", "conflict")
    .returning("w.id")
    .execute();
  for (const { id } of waiting) await schedule(id, new Date());
}
