import { countRows } from "../../db/expressions";
import { type Db, transaction } from "../../db/kysely";
import type { NoticeChannel, TopicNotices } from "./channel";
import { CHANNELS, type Channels } from "./channels";
import { countSent, countUrgent } from "./count-sent";
import { loadTopics, lockDelivery, type TopicFacts } from "./load-topics";
import { isWithinHours } from "./local-hours";
import { type DeliveryPlan, planDelivery } from "./plan-delivery";
import type { DeliveryKey } from "./schedule";
import { type PendingNotice, selectNotices } from "./select-notices";
import { clear, keepHeld, leaveToDigest, waitUntil } from "./settle";

const HOUR_MS = 3_600_000;
/** More topics than this at the end of quiet hours become one digest. */
const MAX_AFTER_QUIET = 3;
/** Time for all of them to join it. */
const AFTER_QUIET_MS = 5_000;

/** Plans and carries out one delivery in a transaction. Returns the number of messages sent. */
export function deliverOne(key: DeliveryKey, channels: Channels = CHANNELS): Promise<number> {
  return transaction(async (client) => {
    const row = await lockDelivery(client, key);
    if (!row || row.untoldFrom === null || row.dueAt === null || row.dueAt > row.now) return 0;
    const [topic] = await loadTopics(client, key, [key.topic]);
    const channel = channels[key.channel];
    if (!topic || !channel) {
      await clear(client, key, [key.topic]);
      return 0;
    }
    return decide(client, { key, channel, topic, now: row.now, windowEndsAt: row.windowEndsAt });
  });
}

interface Decision {
  key: DeliveryKey;
  channel: NoticeChannel;
  topic: TopicFacts;
  now: Date;
  windowEndsAt: Date | null;
}

async function decide(client: Db, decision: Decision): Promise<number> {
  const { key, channel, topic, now } = decision;
  const { person, times } = topic;
  const found = selectNotices(topic.notices, { ...topic, ...times, channel: key.channel, now });
  const { ready, held, heldUntil } = found;
  const untoldSince = (ready[0] ?? held[0])?.at ?? null;
  if (ready.length === 0 && heldUntil !== null && topic.mayRead && topic.isUnread) {
    await waitUntil(client, key, heldUntil);
    return 0;
  }
  const facts = {
    now,
    untoldSince,
    isUnread: topic.isUnread,
    mayRead: topic.mayRead,
    mode: found.mode,
    wakes: ready.some(({ wakes }) => wakes),
    holdSeconds: 0,
    windowEndsAt: decision.windowEndsAt,
    zone: person.timeZone,
    quiet: times.quiet,
    digestAt: times.digestAt,
  };
  let plan = planDelivery({ ...facts, isWithinLimits: true });
  if (plan.do === "send" && !facts.wakes && (await endsQuietHours(client, decision, untoldSince)))
    plan = { do: "digest", until: new Date(now.getTime() + AFTER_QUIET_MS), isStorm: false };
  if (plan.do === "send")
    plan = planDelivery({
      ...facts,
      isWithinLimits:
        (await isWithinLimits(client, decision)) ||
        (facts.wakes && (await countUrgent(client, key))),
    });
  if (plan.do === "digest" && !channel.sendDigest)
    plan = { do: "wait", until: new Date(now.getTime() + HOUR_MS) };
  return act(client, decision, plan, found);
}

async function act(
  client: Db,
  { key, channel, topic }: Decision,
  plan: DeliveryPlan,
  { ready, held, heldUntil }: ReturnType<typeof selectNotices>,
): Promise<number> {
  switch (plan.do) {
    case "drop":
      await clear(client, key, [key.topic]);
      return 0;
    case "wait":
      await waitUntil(client, key, plan.until);
      return 0;
    case "digest":
      await leaveToDigest(client, key, { ...plan, known: topic.times.digestDueAt });
      return 0;
    case "send": {
      await channel.send(client, { ...topicNotices(topic, ready), person: topic.person });
      const { windowEndsAt } = plan;
      if (held[0] && heldUntil)
        await keepHeld(
          client,
          key,
          { from: held[0].id, since: held[0].at, until: heldUntil },
          windowEndsAt,
        );
      else await clear(client, key, [key.topic], windowEndsAt);
      return 1;
    }
  }
}

export function topicNotices(topic: TopicFacts, ready: readonly PendingNotice[]): TopicNotices {
  return {
    topic: topic.topic,
    organizationId: topic.organizationId,
    ticketId: topic.ticketId,
    notices: ready.map(({ wakes: _wakes, submissionState: _state, ...notice }) => notice),
    reason: topic.reason,
    wakes: ready.some(({ wakes }) => wakes),
  };
}

/** False while the digest of a storm is pending, so that further notices join it. */
async function isWithinLimits(client: Db, { key, topic, now }: Decision): Promise<boolean> {
  const { isStorm, digestDueAt } = topic.times;
  if (isStorm && key.channel === "mail" && digestDueAt !== null && digestDueAt > now) return false;
  return countSent(client, { ...key, organizationId: topic.organizationId });
}

/** True if quiet hours have held many topics. */
async function endsQuietHours(
  client: Db,
  { key, channel, topic: { person, times }, now }: Decision,
  untoldSince: Date | null,
): Promise<boolean> {
  if (!channel.sendDigest || times.quiet === null || untoldSince === null) return false;
  if (!isWithinHours(person.timeZone, times.quiet, untoldSince)) return false;
  const soon = new Date(now.getTime() + AFTER_QUIET_MS);
  const isDigestNear = times.digestDueAt !== null && times.digestDueAt <= soon;
  const { count } = await client
    .selectFrom("notice_delivery")
    .where("user_id", "=", key.userId)
    .where("channel", "=", key.channel)
    .where((eb) =>
      eb.or([eb("due_at", "<=", now), ...(isDigestNear ? [eb("in_digest", "=", true)] : [])]),
    )
    .select(countRows().as("count"))
    .executeTakeFirstOrThrow();
  return count > MAX_AFTER_QUIET;
}
