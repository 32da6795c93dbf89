/** The last row shown. */
export interface Cursor {
  activityAt: string;
  id: string;
}

/** Formats the URL parameter `after`. */
export function writeCursor(activityAt: Date, id: string): string {
  return `${activityAt.getTime()}-${id}`;
}

/** End of the year 9999: PostgreSQL cannot read later ISO times. */
const LATEST = 253_402_300_799_999;

/** Returns undefined for an invalid cursor, which shows the first page. */
export function readCursor(text: string | undefined): Cursor | undefined {
  const match = /^(\d{1,15})-([0-9A-Z]{26})$/.exec(text ?? "");
  if (!match?.[1] || !match[2] || Number(match[1]) > LATEST) return undefined;
  return { activityAt: new Date(Number(match[1])).toISOString(), id: match[2] };
}
