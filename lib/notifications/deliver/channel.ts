import type { Db } from "../../db/kysely";
import type { Language } from "../../i18n/languages";
import type { NoticeKind } from "../../notices/kinds";
import type { NoticeDetail, NoticeReason, NoticeTopic, PersonChannel } from "../../notices/types";

export interface ToldNotice {
  id: string;
  kind: NoticeKind;
  detail: NoticeDetail;
  eventId: string | null;
  submissionId: string | null;
  connectionId: string | null;
  at: Date;
}

export interface ToldPerson {
  userId: string;
  email: string;
  language: Language;
  timeZone: string;
}

/** What one person is told of one topic. */
export interface TopicTelling {
  topic: NoticeTopic;
  organizationId: string;
  ticketId: string | null;
  /** Oldest first; those of this person only. */
  notices: readonly ToldNotice[];
  reason: NoticeReason;
  /** Told even in quiet hours. */
  wakes: boolean;
}

export interface NoticeBatch extends TopicTelling {
  person: ToldPerson;
}

export interface Digest {
  person: ToldPerson;
  /** The topic with the newest notice first; never empty. */
  topics: readonly TopicTelling[];
  /** Further topics, which only the portal shows. */
  more: number;
  /** More came than is told one by one. */
  isStorm: boolean;
}

export interface NoticeChannel {
  name: PersonChannel;
  /** Stores what is to be sent, in the transaction that marks it told. */
  tell(client: Db, telling: NoticeBatch): Promise<void>;
  /** The same for many topics in one. A channel without it tells everything at once or not at all. */
  tellDigest?(client: Db, digest: Digest): Promise<void>;
}
