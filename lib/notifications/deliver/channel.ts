import type { Db } from "../../db/kysely";
import type { Language } from "../../i18n/languages";
import type { NoticeKind } from "../../notices/kinds";
import type { NoticeDetail, NoticeReason, NoticeTopic, PersonChannel } from "../../notices/types";

export interface NoticeItem {
  id: string;
  kind: NoticeKind;
  detail: NoticeDetail;
  eventId: string | null;
  submissionId: string | null;
  connectionId: string | null;
  at: Date;
}

export interface Recipient {
  userId: string;
  email: string;
  language: Language;
  timeZone: string;
}

/** One person's notices of one topic. */
export interface TopicNotices {
  topic: NoticeTopic;
  organizationId: string;
  ticketId: string | null;
  /** Oldest first. */
  notices: readonly NoticeItem[];
  reason: NoticeReason;
  /** Sent even in quiet hours. */
  wakes: boolean;
}

export interface NoticeBatch extends TopicNotices {
  person: Recipient;
}

export interface Digest {
  person: Recipient;
  /** Newest first; never empty. */
  topics: readonly TopicNotices[];
  /** Number of further topics, which only the portal shows. */
  more: number;
  /** True if it replaces mails over the hourly or daily limit. */
  isStorm: boolean;
}

export interface NoticeChannel {
  name: PersonChannel;
  /** Queues the notices. `client` is the transaction that marks them as sent. */
  send(client: Db, batch: NoticeBatch): Promise<void>;
  /** Queues one summary of many topics. Channels without it have no digest. */
  sendDigest?(client: Db, digest: Digest): Promise<void>;
}
