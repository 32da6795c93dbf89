import { CLOCK_ERROR_MS } from "../../db/clock";
import type { Change } from "./detect-changes";
import { DOUBTFUL, isConflicting, isDiffering, isWhole, REDUCED } from "./summary-hash";
import type { TicketRow } from "./ticket-row";

/** A sweep that found every mirrored ticket in the list as the mirror has it, or wrote it. */
export interface Cover {
  from: Date;
  until: Date;
}

type RowBefore = Pick<
  TicketRow,
  "summary_hash" | "read_at" | "full_read_at" | "conversation_read_at" | "gone_at"
>;

/** Stored even of a ticket that is otherwise refused. */
const KEPT_WHEN_REDUCED: ReadonlySet<string | null> = new Set(["status", "priority"]);
/** Shown by list entries only if they are the whole ticket. */
const NOT_LISTED: ReadonlySet<string | null> = new Set(["body", "provider_url"]);

const timeOf = (time: string | null): number | null => (time === null ? null : Date.parse(time));

const later = (one: number | null, other: number | null): number | null =>
  one === null || other === null ? (one ?? other) : Math.max(one, other);

/**
 * Returns when the last reading began that did not show this change: it happened since then. Null
 * where no reading is known. Never later than the provider's time of the change.
 *
 * `readAt` is when the reading began that shows it, `cover` the last sweep that covered the ticket.
 */
export function notBefore(
  change: Pick<Change, "kind" | "field" | "happenedAt">,
  before: RowBefore | undefined,
  cover: Cover | null,
  readAt: Date,
): string | null {
  if (!before) return null;
  const last = lastWithout(change, before, usable(cover, readAt, timeOf(before.gone_at)));
  const happened = timeOf(change.happenedAt);
  if (last === null) return null;
  return new Date(Math.min(last - CLOCK_ERROR_MS, happened ?? Infinity)).toISOString();
}

/** The same of a ticket that was found to be gone. */
export function goneNotBefore(readBefore: Date, cover: Cover | null, requestedAt: Date): Date {
  const last = Math.max(readBefore.getTime(), usable(cover, requestedAt, null) ?? 0);
  return new Date(last - CLOCK_ERROR_MS);
}

/**
 * A sweep that still ran when a reading began may have listed what came after it, and one that
 * ended after a ticket was gone did not cover it.
 */
function usable(cover: Cover | null, readAt: Date, goneAt: number | null): number | null {
  if (cover === null) return null;
  const before = Math.min(readAt.getTime(), goneAt ?? Infinity) - CLOCK_ERROR_MS;
  return cover.until.getTime() <= before ? cover.from.getTime() : null;
}

/** True for the answer to a reading that began before a covering sweep that has ended by now. */
export function isLate(readAt: Date, cover: Cover | null): boolean {
  return cover !== null && readAt.getTime() - CLOCK_ERROR_MS < cover.from.getTime();
}

function lastWithout(
  { kind, field }: Pick<Change, "kind" | "field">,
  before: RowBefore,
  cover: number | null,
): number | null {
  if (kind === "returned") return timeOf(before.gone_at);
  if (kind.startsWith("message_") || kind.startsWith("attachment_"))
    return timeOf(before.conversation_read_at);
  const hash = before.summary_hash;
  const readAt = timeOf(before.read_at);
  const fullReadAt = timeOf(before.full_read_at);
  if (isConflicting(hash) || isDiffering(hash)) return fullReadAt;
  if (hash === REDUCED && !KEPT_WHEN_REDUCED.has(field)) return fullReadAt;
  if (NOT_LISTED.has(field) && !isWhole(hash)) return fullReadAt;
  return later(readAt, hash === REDUCED || hash === DOUBTFUL ? null : cover);
}
