import type { TestPortal } from "./portal";

/** Tables that opening a link of a mail must not change. */
const TABLES = [
  "account_token",
  "membership",
  "notice",
  "notice_delivery",
  "notification",
  "notification_setting",
  "organization_follow",
  "session",
  "submission",
  "ticket_follow",
  "ticket_seen",
  "ticket_setting",
  "user",
] as const;

export type WatchedRows = Readonly<Record<(typeof TABLES)[number], string[]>>;

/** Their rows, each as text. Of a session without when it was last used. */
export async function watchedRows({ query }: Pick<TestPortal, "query">): Promise<WatchedRows> {
  const rowsOf = (table: string) =>
    `(SELECT coalesce(jsonb_agg(to_jsonb(t) - 'last_seen_at' ORDER BY to_jsonb(t)), '[]') FROM "${table}" t) AS "${table}"`;
  const [rows] = await query(`SELECT ${TABLES.map(rowsOf).join()}`);
  return rows as WatchedRows;
}
