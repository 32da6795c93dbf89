import type { Route } from "next";

import type { NoticeTopic } from "../notices/types";

/** One person's notification of one topic. */
export interface NotificationView {
  topic: NoticeTopic;
  /** Page of the topic. */
  href: Route;
  /** Ticket subject, account label or organization name; null if unknown. */
  title: string | null;
  number: string | null;
  /** Sentence of the newest notice, for `MarkedText`. */
  sentence: string;
  /** Number of notices since it was last read. */
  count: number;
  at: Date;
  isUnread: boolean;
  /** Newest notice. Marking as read does not cover later ones. */
  noticeId: string;
}

export interface NotificationPage {
  items: NotificationView[];
  /** Null on the last page. */
  nextCursor: string | null;
  /** False on the first page. */
  isLater: boolean;
}
