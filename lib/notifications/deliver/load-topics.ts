import { knownTimeZone } from "../../auth/known-time-zone";
import { isAnyOf, now } from "../../db/expressions";
import type { Db } from "../../db/kysely";
import { DEFAULT_LANGUAGE, languageOf } from "../../i18n/languages";
import { mayReadTopic } from "../../notices/record/readable";
import type { NoticeReason, NoticeTopic } from "../../notices/types";
import { isTimeZone } from "../../text/locale";
import type { Recipient } from "./channel";
import type { DailyHours } from "./local-hours";
import { NOTICE_COLUMNS, toNotices } from "./notice-columns";
import type { DeliveryKey } from "./schedule";
import type { PendingNotice } from "./select-notices";

/** A person's settings. */
interface PersonTimes {
  choices: unknown;
  quiet: DailyHours | null;
  digestAt: number;
  digestDueAt: Date | null;
  isStorm: boolean;
}

export interface TopicFacts {
  topic: NoticeTopic;
  organizationId: string;
  ticketId: string | null;
  reason: NoticeReason;
  person: Recipient;
  times: PersonTimes;
  isUnread: boolean;
  mayRead: boolean;
  isMuted: boolean;
  /** Oldest first. */
  notices: PendingNotice[];
}

const columns = [
  "topic",
  "untold_from as untoldFrom",
  "untold_since as untoldSince",
  "due_at as dueAt",
  "window_ends_at as windowEndsAt",
] as const;

/** Locks the row of one delivery. */
export function lockDelivery(client: Db, { userId, channel, topic }: DeliveryKey) {
  return client
    .selectFrom("notice_delivery")
    .where("user_id", "=", userId)
    .where("channel", "=", channel)
    .where("topic", "=", topic)
    .select([...columns, now().as("now")])
    .forUpdate()
    .executeTakeFirst();
}

const MAX_IN_DIGEST = 2_000;

/** Locks the rows of the next digest, in the writers' order. */
export function lockDigest(client: Db, userId: string) {
  return client
    .selectFrom("notice_delivery")
    .where("user_id", "=", userId)
    .where("channel", "=", "mail")
    .where("in_digest", "=", true)
    .orderBy("topic", (order) => order.collate("C"))
    .limit(MAX_IN_DIGEST)
    .select([...columns, now().as("now")])
    .forUpdate()
    .execute();
}

const MAX_NOTICES = 200;
/** Of each topic of a digest. */
const MAX_IN_SUMMARY = 40;

/** Loads topics with two statements. Omits those without a delivery row. */
export async function loadTopics(
  client: Db,
  of: Omit<DeliveryKey, "topic">,
  topics: readonly string[],
): Promise<TopicFacts[]> {
  if (topics.length === 0) return [];
  const rows = await topicRows(client, of, topics);
  const notices = await untoldNotices(client, of, topics);
  return rows.map((row): TopicFacts => {
    const isConnection = row.topic.startsWith("connection:");
    return {
      topic: row.topic as NoticeTopic,
      organizationId: row.organizationId,
      ticketId: row.ticketId,
      reason: (row.reason ?? "follows") as NoticeReason,
      person: {
        userId: of.userId,
        email: row.email,
        language: languageOf(row.language) ?? DEFAULT_LANGUAGE,
        timeZone: zoneOf(row.timeZone),
      },
      times: {
        choices: row.choices,
        quiet:
          row.quietFrom === null || row.quietUntil === null
            ? null
            : { from: row.quietFrom, until: row.quietUntil },
        digestAt: row.digestAt ?? DIGEST_AT,
        digestDueAt: row.digestDueAt,
        isStorm: row.isStorm ?? false,
      },
      isUnread: row.unreadSince !== null,
      mayRead:
        row.disabledAt === null &&
        // An unverified address may belong to another person.
        (of.channel !== "mail" || row.verifiedAt !== null) &&
        row.mayRead &&
        (!isConnection || row.role === "manager"),
      isMuted: row.level === "mute",
      notices: notices.filter(({ topic }) => topic === row.topic).map(({ notice }) => notice),
    };
  });
}

const DIGEST_AT = 480;

/** Another version of Node may not know a stored zone. */
function zoneOf(stored: string | null): string {
  const zone = stored ?? undefined;
  return isTimeZone(zone) ? zone : "UTC";
}

function topicRows(
  client: Db,
  { userId, channel }: Omit<DeliveryKey, "topic">,
  topics: readonly string[],
) {
  return client
    .selectFrom("notice_delivery as d")
    .innerJoin("user as u", "u.id", "d.user_id")
    .leftJoin("notification as n", (join) =>
      join.onRef("n.user_id", "=", "d.user_id").onRef("n.topic", "=", "d.topic"),
    )
    .leftJoin("notification_setting as s", "s.user_id", "d.user_id")
    .leftJoin("ticket as t", "t.id", "n.ticket_id")
    .leftJoin("membership as m", (join) =>
      join.onRef("m.user_id", "=", "u.id").onRef("m.organization_id", "=", "d.organization_id"),
    )
    .leftJoin("ticket_follow as f", (join) =>
      join.onRef("f.ticket_id", "=", "t.id").onRef("f.user_id", "=", "u.id"),
    )
    .leftJoin("ticket_setting as setting", "setting.ticket_id", "t.id")
    .where("d.user_id", "=", userId)
    .where("d.channel", "=", channel)
    .where((eb) => isAnyOf(eb.ref("d.topic"), topics))
    .select([
      "d.topic",
      "d.organization_id as organizationId",
      "n.ticket_id as ticketId",
      "n.reason",
      "n.unread_since as unreadSince",
      "u.email",
      "u.email_verified_at as verifiedAt",
      "u.disabled_at as disabledAt",
      "u.language",
      "m.role",
      "f.level",
      "s.choices",
      "s.quiet_from as quietFrom",
      "s.quiet_until as quietUntil",
      "s.digest_at as digestAt",
      "s.digest_due_at as digestDueAt",
      "s.is_storm as isStorm",
    ])
    .select((eb) => [
      mayReadTopic(eb.ref("d.topic")).as("mayRead"),
      knownTimeZone(eb.ref("u.id"), eb.ref("u.time_zone")).as("timeZone"),
    ])
    .execute();
}

/**
 * Loads the person's newest unsent notices since they last read the topics. Includes those
 * between them that the person had turned off, so that no message is missing.
 */
async function untoldNotices(
  client: Db,
  { userId, channel }: Omit<DeliveryKey, "topic">,
  topics: readonly string[],
): Promise<Array<{ topic: string; notice: PendingNotice }>> {
  const rows = await client
    .selectFrom("notice_delivery as d")
    .innerJoin("notification as n", (join) =>
      join.onRef("n.user_id", "=", "d.user_id").onRef("n.topic", "=", "d.topic"),
    )
    // A limit for each topic: a loud one must not hide a quiet one.
    .innerJoinLateral(
      (eb) =>
        eb
          .selectFrom("notice as x")
          .selectAll("x")
          .whereRef("x.topic", "=", "d.topic")
          .whereRef("x.id", ">=", "d.untold_from")
          .whereRef("x.id", ">=", "n.first_notice_id")
          .whereRef("x.id", "<=", "n.last_notice_id")
          .where("x.actor_id", "is distinct from", userId)
          .where((of) =>
            of.or([of("x.recipient_id", "is", null), of("x.recipient_id", "=", userId)]),
          )
          .where((of) => isAnyOf(of.ref("x.kind"), of.ref("n.kinds").$notNull()))
          .orderBy("x.id", "desc")
          .limit(topics.length > 1 ? MAX_IN_SUMMARY : MAX_NOTICES)
          .as("e"),
      (join) => join.onTrue(),
    )
    .leftJoin("submission as s", "s.id", "e.submission_id")
    .where("d.user_id", "=", userId)
    .where("d.channel", "=", channel)
    .where((eb) => isAnyOf(eb.ref("d.topic"), topics))
    .orderBy("e.id", "desc")
    .select(["e.topic", ...NOTICE_COLUMNS])
    .execute();
  return toNotices(rows.reverse()).map(({ topic, ...notice }) => ({ topic, notice }));
}
