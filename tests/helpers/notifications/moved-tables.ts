import type { MovedTable } from "../submissions/time";

/** Times of notices, moved back as time passes. */
export const NOTICE_TABLES: readonly MovedTable[] = [
  { table: "notice", columns: ["at"] },
  { table: "notification", columns: ["unread_since", "last_at"] },
  { table: "notice_delivery", columns: ["untold_since", "due_at", "window_ends_at"] },
  { table: "notification_setting", columns: ["digest_due_at"] },
];

/** Times of mails and maintenance. */
export const MAIL_TABLES: readonly MovedTable[] = [
  { table: "mail", columns: ["next_at", "lease_until"] },
  { table: "maintenance", columns: ["next_at"] },
];
