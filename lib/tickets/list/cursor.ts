import type { TicketFilters } from "../schemas";

/** The row that a page begins after or before: what it is sorted by. */
export interface Cursor {
  /** Of sorts that have ranks. */
  rank?: number;
  /** ISO. */
  at: string;
  id: string;
}

const hasRank = (sort: TicketFilters["sort"]) => sort === "priority" || sort === "waiting";

/** Formats the URL parameters `after` and `before`. */
export function writeCursor(rank: number | null, at: Date, id: string): string {
  return `${rank === null ? "" : `${rank}.`}${at.getTime()}-${id}`;
}

/** Years 1 to 9999: PostgreSQL reads no other ISO times. */
const [EARLIEST, LATEST] = [-62_135_596_800_000, 253_402_300_799_999];

/** Returns undefined for a cursor that is invalid or of another sort, which shows the first page. */
export function readCursor(
  text: string | undefined,
  sort: TicketFilters["sort"],
  bySubject = false,
): Cursor | undefined {
  const match = /^(?:(\d{1,4})\.)?(-?\d{1,15})-([0-9A-Z]{26})$/.exec(text ?? "");
  if (!match?.[2] || !match[3]) return undefined;
  const time = Number(match[2]);
  if (time < EARLIEST || time > LATEST) return undefined;
  const rank = match[1] === undefined ? undefined : Number(match[1]);
  if ((rank !== undefined) !== (hasRank(sort) || bySubject)) return undefined;
  return { rank, at: new Date(time).toISOString(), id: match[3] };
}
