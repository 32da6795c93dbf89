import { setTimeout as sleep } from "node:timers/promises";

import type { Db } from "../db/kysely";
import { sql, sqlResult,transaction } from "../db/sql";
import { AppError } from "../errors";
import type { TicketProvider } from "../providers/contract";
import { type Lease, LeaseLost } from "./lease";
import { schedule } from "./schedule";
import { isEncrypted, type SubmissionRow } from "./submission";

/** Nothing was sent; it is retried automatically. */
export class TicketBusy extends Error {
  override readonly name = "TicketBusy";
}

const POLL_MS = 200;
const TIMEOUT_MS = 3_000;

const HAS_WAITING_FILES = `EXISTS (
  SELECT 1
    FROM outgoing_file f
   WHERE f.submission_id = s.id
     AND f.state IN ('sending', 'uploaded', 'unsure'))`;

const BUSY = {
  sending: "Another message is being sent on this ticket. This one will follow.",
  files:
    "Another message on this ticket has files that are not attached yet. This one will follow once they are.",
  unknown:
    "We don’t know yet whether another message on this ticket arrived. The files will follow once we do.",
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
  const [ticket] = await sql<{ external_id: string }>(
    "SELECT external_id FROM ticket WHERE id = $1",
    [row.ticket_id],
  );
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
  reason: string;
  soon: boolean;
}

async function tryToClaim(lease: Lease, row: SubmissionRow, key: string): Promise<Busy | null> {
  try {
    return await transaction(async (client) => {
      const busy =
        (await holderOf(client, row, key)) ??
        (row.step === "files" ? await lostMessage(client, row, key) : null);
      if (busy) {
        await sqlResult(
          "UPDATE submission SET provider_ticket = $2 WHERE id = $1",
          [row.id, key],
          client,
        );
        return busy;
      }
      const { rowCount } = await sqlResult(
        "UPDATE submission SET claim_key = $3, provider_ticket = $3 WHERE id = $1 AND lease_token = $2",
        [row.id, lease.token, key],
        client,
      );
      if (rowCount !== 1) throw new LeaseLost("The submission is held by another process now.");
      return null;
    });
  } catch (error) {
    // Unique violation: another submission has just claimed the ticket.
    if ((error as { code?: unknown }).code === "23505") return { reason: BUSY.sending, soon: true };
    throw error;
  }
}

interface Holder {
  id: string;
  open: boolean;
  live: boolean;
  due: boolean;
  has_files: boolean;
}

/** Frees a ticket of a dead process that left no files there. */
async function holderOf(client: Db, row: SubmissionRow, key: string): Promise<Busy | null> {
  const {
    rows: [holder],
  } = await sqlResult<Holder>(
    `SELECT s.id,
            s.state IN ('queued', 'sending', 'unknown') AS open,
            coalesce(s.lease_until > now(), false) AS live,
            coalesce(s.due_at <= now(), true) AS due,
            ${HAS_WAITING_FILES} AS has_files
       FROM submission s
      WHERE s.claim_key = $1
        AND s.id <> $2
        FOR UPDATE OF s`,
    [key, row.id],
    client,
  );
  if (!holder) return filesAtProvider(client, row, key);
  if (holder.open && (holder.live || holder.has_files)) {
    // Its files must be attached first: the next message would take them along.
    if (!holder.live && holder.due) await schedule(holder.id, new Date(), client);
    return { reason: holder.has_files ? BUSY.files : BUSY.sending, soon: holder.live };
  }
  await sqlResult(
    `UPDATE submission
        SET claim_key = NULL,
            lease_token = lease_token + 1,
            lease_until = NULL
      WHERE id = $1`,
    [holder.id],
    client,
  );
  return filesAtProvider(client, row, key);
}

/** Resent files go first, in the order of their submissions, so that none waits for itself. */
async function filesAtProvider(client: Db, row: SubmissionRow, key: string): Promise<Busy | null> {
  const { rows } = await sqlResult<{ id: string; due: boolean }>(
    `WITH self AS (
       SELECT s.claim_key, ${HAS_WAITING_FILES} AS has_files
         FROM submission s
        WHERE s.id = $2)
     SELECT s.id, coalesce(s.due_at <= now(), true) AS due
       FROM submission s, self
      WHERE s.provider_ticket = $1
        AND s.id <> $2
        AND s.state IN ('queued', 'sending', 'unknown')
        AND ${HAS_WAITING_FILES}
        AND (NOT self.has_files OR self.claim_key IS NULL AND s.id < $2)`,
    [key, row.id],
    client,
  );
  for (const { id, due } of rows) if (due) await schedule(id, new Date(), client);
  return rows.length > 0 ? { reason: BUSY.files, soon: false } : null;
}

/** It may still arrive, and would take along files uploaded now. */
async function lostMessage(client: Db, row: SubmissionRow, key: string): Promise<Busy | null> {
  const { rows } = await sqlResult<{ id: string; due: boolean }>(
    `SELECT id, due_at <= now() AS due
       FROM submission
      WHERE provider_ticket = $1
        AND id <> $2
        AND kind IN ('reply', 'create')
        AND step IN ('write', 'attach_message')
        AND (state = 'unknown' OR state = 'sending' AND step_begun_at IS NOT NULL)`,
    [key, row.id],
    client,
  );
  for (const { id, due } of rows) if (due) await schedule(id, new Date(), client);
  return rows.length > 0 ? { reason: BUSY.unknown, soon: false } : null;
}

/** File `f` of ended submission `s` that no known message has taken along. */
const IS_LEFT_BEHIND = `
  s.state = 'sent'
  AND f.state IN ('missing', 'refused')
  AND f.uploaded_at IS NOT NULL
  AND NOT EXISTS (
    SELECT 1
      FROM message m
     WHERE m.ticket_id IN (s.ticket_id, $3)
       AND m.sender = 'customer'
       AND m.sent_at > f.uploaded_at
       AND m.external_id IS DISTINCT FROM s.external_id)
  AND NOT EXISTS (
    SELECT 1
      FROM submission o
     WHERE o.provider_ticket = s.provider_ticket
       AND o.id <> s.id
       AND o.kind = 'reply'
       AND o.state = 'sent'
       AND o.sending_at > f.uploaded_at)`;

/** Throws conflict when a plain message would take along files of an encrypted one. */
async function assertNoEncryptedFiles(
  row: SubmissionRow,
  key: string,
  name: string,
): Promise<void> {
  const isMessage = row.kind === "reply" || row.step === "files";
  if (!isMessage || row.step === "attach_message" || isEncrypted(row)) return;
  const left = await sql(
    `SELECT 1
       FROM outgoing_file f
       JOIN submission s ON s.id = f.submission_id
      WHERE s.provider_ticket = $1
        AND s.id <> $2
        AND coalesce((s.payload->>'encrypted')::boolean, false)
        AND ${IS_LEFT_BEHIND}`,
    [key, row.id, row.ticket_id],
  );
  if (left.length === 0) return;
  const files =
    left.length === 1
      ? "A file from an encrypted reply is waiting"
      : "Files from an encrypted reply are waiting";
  throw new AppError("conflict", {
    message: `${files} at ${name} for the next message and would appear on this one. Send the files again first, or encrypt this reply.`,
  });
}

export async function scheduleWaiting(submissionId: string): Promise<void> {
  const waiting = await sql<{ id: string }>(
    `UPDATE submission w
        SET due_at = now()
       FROM submission s
      WHERE s.id = $1
        AND s.claim_key IS NULL
        AND w.provider_ticket = s.provider_ticket
        AND w.id <> s.id
        AND w.state = 'queued'
        AND w.error_code = 'conflict'
      RETURNING w.id`,
    [submissionId],
  );
  for (const { id } of waiting) await schedule(id, new Date());
}
