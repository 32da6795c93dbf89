import { contentHash } from "../../db/content-hash";
import type { TicketSnapshot } from "../../providers/contract";

const iso = (time: Date | null): string | null => time?.toISOString() ?? null;

/**
 * Marks of a stored digest. The mirror keeps less than the entry has (`""`: only the entry itself;
 * `REDUCED`: not even that) and a full read is due; list entries may have shown the ticket otherwise
 * (`DOUBTFUL`); the entry disagrees with the full read once (`CONFLICTING`) or always (`DIFFERING`); it is the whole ticket
 * (`WHOLE`).
 */
export const SUMMARY_ONLY = "";
export const REDUCED = "-";
export const DOUBTFUL = "?";
const CONFLICTING = "~";
const DIFFERING = "=";
const WHOLE = "*";
/** Of digests that already prove less than a doubtful one. */
export const UNTRUSTED_MARKS = [REDUCED, CONFLICTING, DIFFERING];

/** Digest of a list entry. While it is unchanged, the full ticket need not be read. */
export function summaryHash(snapshot: TicketSnapshot): string {
  const {
    externalId,
    number,
    subject,
    status,
    priority,
    category,
    openedAt,
    updatedAt,
    lastMessageAt,
    requesterName,
    cc,
    collaboratorIds,
    messageCount,
    services,
    fields,
  } = snapshot;
  return contentHash([
    externalId,
    number,
    subject,
    status,
    priority,
    category,
    iso(openedAt),
    iso(updatedAt),
    iso(lastMessageAt),
    requesterName,
    cc,
    collaboratorIds,
    messageCount,
    services,
    fields,
  ]);
}

/** Like `summaryHash`, but includes the text of an entry that is already the full ticket. */
export function entryHash(entry: TicketSnapshot): string {
  if (!entry.complete) return summaryHash(entry);
  const hash = contentHash([summaryHash(entry), entry.body ?? null, entry.providerUrl]);
  return entry.body === undefined ? hash : `${WHOLE}${hash}`;
}

/**
 * The digest of a ticket that no list showed: where it has no conversation, its entry is whole, unless
 * the last one (`stored`) was not, as when this conversation alone cannot be read.
 */
export function hashWithoutEntry(snapshot: TicketSnapshot, stored: string | undefined): string {
  const summary = summaryHash(snapshot);
  const hasSummary = snapshot.messages !== undefined || stored === summary;
  return hasSummary ? summary : entryHash(snapshot);
}

/**
 * When list and full ticket disagree, the ticket may have changed in between: it is read once more.
 * If they disagree in the same way again, they simply differ at this provider.
 */
export function conflictingHash(
  summary: string,
  before: { summary_hash: string; content_hash: string | null } | undefined,
  content: string,
): string {
  const marked = `${CONFLICTING}${summary}`;
  return before?.summary_hash === marked && before.content_hash === content
    ? `${DIFFERING}${summary}`
    : marked;
}

/** The digest that an unchanged entry has. */
export function entryHashOf(stored: string): string {
  return isDiffering(stored) ? stored.slice(DIFFERING.length) : stored;
}

/** The full read may have been older than the entry. */
export function isConflicting(stored: string): boolean {
  return stored.startsWith(CONFLICTING);
}

/** The entry disagrees with the full ticket, so an unchanged one proves nothing of its fields. */
export function isDiffering(stored: string): boolean {
  return stored.startsWith(DIFFERING);
}

/** The entry has the opening message, too. */
export function isWhole(stored: string): boolean {
  return stored.startsWith(WHOLE);
}
