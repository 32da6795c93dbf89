/** Position after the last row shown. */
export interface NotificationCursor {
  isUnread: boolean;
  lastAt: string;
  topic: string;
}

/** Formats the URL parameter `before`. */
export function writeNoticeCursor(row: { isUnread: boolean; lastAt: Date; topic: string }): string {
  return `${row.isUnread ? "unread" : "read"}-${row.lastAt.getTime()}-${row.topic}`;
}

const CURSOR = /^(unread|read)-(\d{1,15})-([a-z]{1,20}:[\w-]{1,64})$/;
/** End of the year 9999: PostgreSQL cannot read later ISO times. */
const LATEST = 253_402_300_799_999;

/** Returns undefined for an invalid cursor, which shows the first page. */
export function readNoticeCursor(text: string | undefined): NotificationCursor | undefined {
  const [, standing, time, topic] = CURSOR.exec(text ?? "") ?? [];
  if (!topic || Number(time) > LATEST) return undefined;
  const lastAt = new Date(Number(time)).toISOString();
  return { isUnread: standing === "unread", lastAt, topic };
}
