import type { Json, Turn } from "../../providers/contract";
import { kindRule, type NoticeKind } from "../kinds";
import type { NewNotice, NoticeDetail } from "../types";

/** A change found by the mirror. */
interface FoundChange {
  kind: string;
  field: string | null;
  before: Json;
  after: Json;
  happenedAt: string | null;
}

/** One ticket in a write of the mirror. `PlannedWrite` is assignable to it. */
export interface TicketWrite {
  row: {
    id: string;
    organization_id: string;
    status: string;
    priority: string | null;
    body: string | null;
    subject: string | null;
    opened_at: string | null;
    read_at: string;
  };
  /** Undefined for a new ticket. */
  before: { status: string; read_at: string; conversation_read_at: string | null } | undefined;
  known: { messages: ReadonlyMap<string, { body: string | null }> };
  changes: readonly FoundChange[];
}

export interface TicketRules {
  turnOf: (status: string) => Turn;
  /** Priorities that wake people. */
  urgent: readonly string[];
  /** True until a sweep of the connection has finished. */
  isFirstImport: boolean;
}

const HOUR_MS = 3_600_000;
/** Older messages are not new: their conversation was hidden, merged in or incomplete. */
const BACKFILL_MS = 24 * HOUR_MS;
/** Older tickets are not new. */
const NEW_TICKET_MS = 24 * HOUR_MS;
/** Limit for tickets that are rewritten as a whole. */
const MAX_NOTICES = 200;
/** Reference at the end of a ticket filed here, whose submission records the notice. */
const REFERENCE = /(?:^|\n)[ \t]*TB-[A-Z]{6}\s*$/;

/** Returns the notices for the changes of one ticket, in their order. */
export function ticketNotices(write: TicketWrite, rules: TicketRules): NewNotice[] {
  const { row, before } = write;
  if (!before) return isNewElsewhere(write, rules) ? [noticeOf(write, rules, OPENED)] : [];
  const had = rules.turnOf(before.status);
  const has = rules.turnOf(row.status);
  const fromCustomer = write.changes.some((one) => isNewMessage(write, one, "customer"));
  return write.changes
    .flatMap((change): Finding[] => {
      if (change.kind === "message_added") return messageFindings(write, change);
      if (change.kind === "message_changed") return editedFindings(write, change);
      if (change.kind === "message_removed")
        return [{ ...EDITED, detail: "message_removed", change }];
      if (change.kind === "attachment_removed")
        return [{ ...EDITED, detail: "file_removed", change }];
      // An unknown value has not changed: list entries lack some fields.
      if (change.kind !== "changed" || change.before === null) return [];
      if (change.field === "priority") return [{ kind: "changed", detail: "priority", change }];
      if (change.field === "cc") return [{ kind: "mentioned", detail: "copied_in", change }];
      if (change.field !== "status") return [];
      if (has === "yours" && had !== "yours")
        return [{ kind: "your_turn", detail: "status", change }];
      // Caused by the customer's own message, which may have been written elsewhere.
      if (has === "theirs" && fromCustomer) return [];
      return [{ kind: "changed", detail: "status", change }];
    })
    .map((finding) => noticeOf(write, rules, finding))
    .filter((notice) => notice.kind !== "mentioned" || notice.addresses.length > 0)
    .slice(0, MAX_NOTICES);
}

interface Finding {
  kind: NoticeKind;
  detail: NoticeDetail;
  change?: FoundChange;
}

const OPENED: Finding = { kind: "filed", detail: "opened_elsewhere" };
const EDITED = { kind: "edited" } as const;

function isNewElsewhere({ row }: TicketWrite, { isFirstImport }: TicketRules): boolean {
  if (isFirstImport || row.opened_at === null || REFERENCE.test(row.body ?? "")) return false;
  return Date.parse(row.read_at) - Date.parse(row.opened_at) <= NEW_TICKET_MS;
}

function messageFindings(write: TicketWrite, change: FoundChange): Finding[] {
  if (isNewMessage(write, change, "customer") || !isNewMessage(write, change)) return [];
  return senderOf(change) === "automation"
    ? [{ kind: "notice", detail: "automatic", change }]
    : [{ kind: "answered", detail: "message", change }];
}

/** Ignores a message whose text was not readable before. */
function editedFindings({ known }: TicketWrite, change: FoundChange): Finding[] {
  const had = known.messages.get(change.field ?? "");
  return had && had.body !== null ? [{ ...EDITED, detail: "message_changed", change }] : [];
}

/** True if the mirror could read the conversation before, and did not have the message. */
function isNewMessage({ before, known }: TicketWrite, change: FoundChange, from?: string): boolean {
  if (change.kind !== "message_added" || known.messages.has(change.field ?? "")) return false;
  if (from !== undefined && senderOf(change) !== from) return false;
  if (!before?.conversation_read_at) return false;
  const { happenedAt } = change;
  const readAt = Date.parse(before.conversation_read_at);
  return happenedAt === null || Date.parse(happenedAt) >= readAt - BACKFILL_MS;
}

function senderOf({ after }: FoundChange): string {
  const { sender } = (after ?? {}) as { sender?: unknown };
  return typeof sender === "string" ? sender : "";
}

function noticeOf(
  { row, changes }: TicketWrite,
  { turnOf, urgent }: TicketRules,
  { kind, detail, change }: Finding,
): NewNotice {
  const isYours = turnOf(row.status) === "yours";
  const isUrgent = row.priority !== null && urgent.includes(row.priority);
  return {
    organizationId: row.organization_id,
    topic: `ticket:${row.id}`,
    ticketId: row.id,
    submissionId: null,
    connectionId: null,
    kind,
    detail,
    event: change
      ? { kind: change.kind, field: change.field }
      : { kind: changes[0]?.kind ?? "first_seen", field: null },
    actorId: null,
    recipientId: null,
    addresses: kind === "mentioned" && change ? addedAddresses(change) : [],
    wakes: kindRule(kind).mayWake === true && isYours && isUrgent,
  };
}

function addedAddresses({ before, after }: FoundChange): string[] {
  const list = (value: Json) =>
    (Array.isArray(value) ? value : [])
      .filter((one): one is string => typeof one === "string")
      .map((one) => one.trim().toLowerCase());
  const had = new Set(list(before));
  return [...new Set(list(after))].filter((one) => !had.has(one));
}
