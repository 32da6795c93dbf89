import { sql } from "../../db/sql";
import { findProvider } from "../../providers/registry";
import { attachmentMessageText } from "../files/confirm-attachments";
import { filesOf, type StepResult } from "../outcome";
import { isSameText, splitReference, withReference } from "../reference";
import { messageOf } from "../sealed-message";
import {
  collaboratorChange,
  isEncrypted,
  type SubmissionKind,
  type SubmissionRow,
} from "../submission";

/** With a reference, clocks may be hours apart. */
function around(time: string): string {
  const hours = "CASE WHEN s.reference IS NULL THEN 0 ELSE 24 END";
  return `${time} BETWEEN s.sending_at - make_interval(hours => ${hours}, mins => 5)
                      AND s.sending_at + make_interval(hours => ${hours}, mins => 15)`;
}

/** For writes that only the time identifies. */
function near(time: string): string {
  return `coalesce(${time} BETWEEN s.sending_at - interval '2 minutes'
                               AND s.sending_at + interval '5 minutes', false)`;
}

export interface SentWrite extends StepResult {
  sentWithTicket?: boolean;
}

/** Matches by reference, else by a unique exact text; an action by the ticket's state. */
export async function findSentWrite(row: SubmissionRow): Promise<SentWrite | null> {
  if (row.step === "reopen") return findAction(row, "reopen");
  if (row.step === "attach_message") return findAttachMessage(row);
  return finders[row.kind](row);
}

const finders: Record<SubmissionKind, (row: SubmissionRow) => Promise<SentWrite | null>> = {
  create: findCreated,
  reply: findReply,
  close: (row) => findAction(row, "close"),
  reopen: (row) => findAction(row, "reopen"),
  solve: (row) => findAction(row, "solve"),
  async collaborators(row) {
    const [ticket] = await sql<{ collaborator_ids: string[] }>(
      `SELECT t.collaborator_ids
         FROM ticket t
         JOIN submission s ON s.ticket_id = t.id
        WHERE s.id = $1
          AND t.read_at > s.sending_at`,
      [row.id],
    );
    const { add, remove } = collaboratorChange(row);
    const has = new Set(ticket?.collaborator_ids);
    return ticket && add.every((id) => has.has(id)) && !remove.some((id) => has.has(id))
      ? {}
      : null;
  },
};

async function findCreated(row: SubmissionRow): Promise<SentWrite | null> {
  const candidates = await sql<{
    id: string;
    external_id: string;
    provider: string;
    body: string | null;
    encrypted: boolean;
    near: boolean;
  }>(
    `SELECT t.id, t.external_id, t.provider, t.body, FALSE AS encrypted, FALSE AS near
       FROM ticket t
       JOIN submission s ON s.connection_id = t.connection_id
      WHERE s.id = $1
        AND t.organization_id = s.organization_id
        AND t.activity_at >= s.sending_at - interval '25 hours'
        AND (s.reference IS NOT NULL OR t.subject = $2)
        AND ${around("coalesce(t.opened_at, t.first_seen_at)")}
        AND NOT EXISTS (
          SELECT 1
            FROM submission other
           WHERE other.ticket_id = t.id
             AND other.kind = 'create'
             AND other.id <> s.id)`,
    [row.id, String(row.payload.subject ?? "")],
  );
  const ticket = await onlyMatch(row, candidates);
  if (!ticket) return null;
  const sentWithTicket = findProvider(ticket.provider)?.form.files?.way === "with-ticket";
  return { ticketId: ticket.id, externalId: ticket.external_id, sentWithTicket };
}

async function findReply(row: SubmissionRow): Promise<SentWrite | null> {
  const message = await onlyMatch(row, await messagesAround(row));
  return message && { externalId: message.external_id };
}

interface MessageCandidate {
  external_id: string;
  body: string | null;
  encrypted: boolean;
  near: boolean;
}

function messagesAround(row: SubmissionRow): Promise<MessageCandidate[]> {
  return sql<MessageCandidate>(
    `SELECT m.external_id, m.body, m.encrypted, ${near("m.sent_at")} AS near
       FROM message m
       JOIN submission s ON s.ticket_id = m.ticket_id
      WHERE s.id = $1
        AND m.sender = 'customer'
        AND (m.sent_at IS NULL OR ${around("m.sent_at")})
        AND NOT EXISTS (
          SELECT 1
            FROM submission other
           WHERE other.ticket_id = m.ticket_id
             AND other.external_id = m.external_id
             AND other.id <> s.id)`,
    [row.id],
  );
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
  const others = await sql<SubmissionRow>(
    `SELECT *
       FROM submission
      WHERE connection_id = $1
        AND id <> $2
        AND kind = $3::"SubmissionKind"
        AND ticket_id IS NOT DISTINCT FROM $4
        AND state IN ('sending', 'unknown', 'needs_decision')`,
    [row.connection_id, row.id, row.kind, row.ticket_id],
  );
  return others.some(
    (other) =>
      (isEncrypted(row) && isEncrypted(other)) ||
      isSameText(text, withReference(messageOf(other), other.reference)),
  );
}

async function findAttachMessage(row: SubmissionRow): Promise<SentWrite | null> {
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
): Promise<SentWrite | null> {
  const [ticket] = await sql<{ turn: string }>(
    `SELECT t.turn
       FROM ticket t
       JOIN connection c ON c.id = t.connection_id
       JOIN submission s ON s.ticket_id = t.id
      WHERE s.id = $1
        AND greatest(t.read_at, c.last_read_at) > s.sending_at`,
    [row.id],
  );
  return ticket && (ticket.turn === "done") === (action !== "reopen") ? {} : null;
}
