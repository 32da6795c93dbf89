/** A place in the ordered list: the last row that was shown. */
export interface Cursor {
  activityAt: string;
  id: string;
}

/** The cursor as it stands in the URL (`after=`): time and id, readable and safe in a link. */
export function writeCursor(activityAt: Date, id: string): string {
  return `${activityAt.getTime()}-${id}`;
}

/** Undefined for anything that is not a cursor: the list then begins at its beginning. */
export function readCursor(text: string | undefined): Cursor | undefined {
  const match = /^(-?\d{1,15})-([0-9A-Z]{26})$/.exec(text ?? "");
  if (!match?.[1] || !match[2]) return undefined;
  const time = new Date(Number(match[1]));
  return Number.isNaN(time.getTime()) ? undefined : { activityAt: time.toISOString(), id: match[2] };
}
