import type { Route } from "next";

import type { NoticeTopic } from "../notices/types";

/** What one person is told of one topic. */
export interface NotificationView {
  topic: NoticeTopic;
  /** The page that it is about. */
  href: Route;
  /** Of a ticket, an account or an organization: words of a provider or a person; null if unknown. */
  title: string | null;
  number: string | null;
  /** Of the newest notice, for `MarkedText`. */
  sentence: string;
  /** Of its notices since it was read last. */
  count: number;
  at: Date;
  isUnread: boolean;
  /** The newest notice: what comes after it stays unread. */
  noticeId: string;
}

export interface NotificationPage {
  items: NotificationView[];
  /** Null on the last page. */
  nextCursor: string | null;
  /** False on the first page. */
  isLater: boolean;
}
