/** A place in the ordered list: the last row that was shown. */
export interface Cursor {
  activityAt: string;
  id: string;
}

/** The cursor as it stands in the URL (`after=`): time and id, readable and safe in a link. */
export function writeCursor(activityAt: Date, id: string): string {
  return `${activityAt.getTime()}-${id}`;
}

/** The end of the year 9999 in milliseconds: later times have no ISO text that PostgreSQL reads. */
const LATEST = 253_402_300_799_999;

/** Undefined for anything that is not a cursor: the list then begins at its beginning. */
export function readCursor(text: string | undefined): Cursor | undefined {
  const match = /^(\d{1,15})-([0-9A-Z]{26})$/.exec(text ?? "");
  if (!match?.[1] || !match[2] || Number(match[1]) > LATEST) return undefined;
  return { activityAt: new Date(Number(match[1])).toISOString(), id: match[2] };
}
