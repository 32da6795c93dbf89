import { now as databaseNow } from "../../db/expressions";
import { type Db, transaction } from "../../db/kysely";
import { CHANNELS, type Channels } from "./channels";
import { topicNotices } from "./deliver-one";
import { loadTopics, lockDigest, type TopicFacts } from "./load-topics";
import { isWithinHours, nextAtLocal } from "./local-hours";
import { WINDOW_MS } from "./plan-delivery";
import { scheduleNotice } from "./schedule";
import { selectNotices } from "./select-notices";
import { clear } from "./settle";

const MAX_TOPICS = 50;
const HOUR_MS = 3_600_000;

/** Sends a person's digest if it is due and not empty. Returns the number of messages sent. */
export function deliverDigest(userId: string, channels: Channels = CHANNELS): Promise<number> {
  return transaction(async (client) => {
    if (!(await dueDigest(client, userId))) return 0;
    const rows = await lockDigest(client, userId);
    // Locked in the order of deliverOne. Another process may have sent it meanwhile.
    const due = await dueDigest(client, userId, "lock");
    if (!due) return 0;
    const facts = await loadTopics(client, { userId, channel: "mail" }, topicsOf(rows));
    const quietUntil = endOfQuietHours(facts[0], due.now);
    if (quietUntil) {
      await comeBack(client, userId, quietUntil, due.isStorm);
      return 0;
    }
    const { toSend, dropped, left } = sort(facts, due.now);
    const [first] = toSend;
    const more = Math.max(0, toSend.length - MAX_TOPICS);
    const { mail } = channels;
    const isSent = first !== undefined && mail?.sendDigest !== undefined;
    if (first && mail?.sendDigest)
      await mail.sendDigest(client, {
        person: first.topic.person,
        topics: toSend.slice(0, MAX_TOPICS).map(({ topic, ready }) => topicNotices(topic, ready)),
        more,
        isStorm: due.isStorm,
      });
    const windowEndsAt = new Date(due.now.getTime() + WINDOW_MS);
    const of = { userId, channel: "mail" as const };
    await clear(client, of, topicsOf(toSend.map(({ topic }) => topic)), windowEndsAt);
    await clear(client, of, topicsOf(dropped));
    await comeBack(client, userId, await nextDue(client, userId, left, due.now), false);
    return isSent ? 1 : 0;
  });
}

const topicsOf = (rows: ReadonlyArray<{ topic: string }>) => rows.map(({ topic }) => topic);

interface DueDigest {
  now: Date;
  isStorm: boolean;
}

async function dueDigest(client: Db, userId: string, lock?: "lock"): Promise<DueDigest | null> {
  const row = await client
    .selectFrom("notification_setting")
    .where("user_id", "=", userId)
    .select(["digest_due_at as dueAt", "is_storm as isStorm", databaseNow().as("now")])
    .$if(lock !== undefined, (query) => query.forUpdate())
    .executeTakeFirst();
  return row?.dueAt && row.dueAt <= row.now ? row : null;
}

function endOfQuietHours(topic: TopicFacts | undefined, now: Date): Date | null {
  const { times, person } = topic ?? {};
  if (!times?.quiet || !person || !isWithinHours(person.timeZone, times.quiet, now)) return null;
  return nextAtLocal(person.timeZone, times.quiet.until, now);
}

/** A digest after a storm comes early, and leaves topics that belong to the daily one. */
function sort(facts: readonly TopicFacts[], now: Date) {
  const toSend: Array<{ topic: TopicFacts; ready: ReturnType<typeof selectNotices>["ready"] }> = [];
  const dropped: TopicFacts[] = [];
  const left: Date[] = [];
  for (const topic of facts) {
    const found = selectNotices(topic.notices, { ...topic, ...topic.times, channel: "mail", now });
    const since = found.ready[0]?.at;
    const isOver = !topic.mayRead || !topic.isUnread || found.mode === "off";
    const hour = since && nextAtLocal(topic.person.timeZone, topic.times.digestAt, since);
    if (isOver || (!since && !found.heldUntil)) dropped.push(topic);
    else if (!since) left.push(found.heldUntil ?? now);
    else if (found.mode === "digest" && hour && hour > now) left.push(hour);
    else toSend.push({ topic, ready: found.ready });
  }
  const newest = (ready: ReadonlyArray<{ at: Date }>) => ready.at(-1)?.at.getTime() ?? 0;
  toSend.sort((one, other) => newest(other.ready) - newest(one.ready));
  return { toSend, dropped, left };
}

/** Rows added meanwhile are checked within the hour. */
async function nextDue(
  client: Db,
  userId: string,
  left: readonly Date[],
  now: Date,
): Promise<Date | null> {
  const rest = await lockDigest(client, userId);
  if (rest.length === 0) return null;
  const moments = left.map((date) => date.getTime());
  if (rest.length > left.length) moments.push(now.getTime() + HOUR_MS);
  return new Date(Math.min(...moments));
}

async function comeBack(
  client: Db,
  userId: string,
  at: Date | null,
  isStorm: boolean,
): Promise<void> {
  await client
    .updateTable("notification_setting")
    .set({ digest_due_at: at, is_storm: isStorm })
    .where("user_id", "=", userId)
    .execute();
  if (at) await scheduleNotice({ of: "digest", userId }, at, client);
}
