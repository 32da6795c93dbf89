import type { Route } from "next";

import { isAnyOf } from "../../db/expressions";
import { db } from "../../db/kysely";
import type { Language } from "../../i18n/languages";
import { textsOf } from "../../i18n/texts";
import { notificationSettingsUrl } from "../../routes";
import { shorten } from "../../text/shorten";
import { loadFacts } from "../content/load-facts";
import { newMessages } from "../content/new-messages";
import { topicText } from "../content/topic-text";
import type { NoticeBatch } from "../deliver/channel";
import { topicNotices } from "../deliver/deliver-one";
import { loadTopics } from "../deliver/load-topics";
import { NOTICE_COLUMNS, toNotices } from "../deliver/notice-columns";
import { type PendingNotice, selectNotices } from "../deliver/select-notices";

interface PushText {
  title: string;
  body: string;
  /** A page of the portal. */
  url: Route;
  /** A later push with the same tag replaces the one shown. */
  tag: string;
}

/**
 * Writes a push about a topic as it is now. Null if it is no longer due: read meanwhile, muted,
 * settled, or not readable by the person.
 */
export async function topicPush(
  userId: string,
  { topic: name, noticeIds }: { topic: string; noticeIds: readonly string[] },
): Promise<string | null> {
  const [topic] = await loadTopics(db(), { userId, channel: "push" }, [name]);
  if (!topic?.mayRead || !topic.isUnread) return null;
  const notices = await noticesOf(name, noticeIds);
  const batch = { ...topic, ...topic.times, channel: "push" as const, now: new Date() };
  const { ready } = selectNotices(notices, batch);
  if (ready.length === 0) return null;
  return pushPayload(await textOf({ ...topicNotices(topic, ready), person: topic.person }));
}

/** Older notices are not shown on a device. */
const MAX_AGE_MS = 24 * 3_600_000;

async function noticesOf(topic: string, ids: readonly string[]): Promise<PendingNotice[]> {
  const rows = await db()
    .selectFrom("notice as e")
    .leftJoin("submission as s", "s.id", "e.submission_id")
    .where((eb) => isAnyOf(eb.ref("e.id"), ids))
    .where("e.topic", "=", topic)
    .where("e.at", ">", new Date(Date.now() - MAX_AGE_MS))
    .orderBy("e.id")
    .select(NOTICE_COLUMNS)
    .execute();
  return toNotices(rows);
}

const MAX_SENTENCES = 3;
const MAX_EXCERPT = 300;

async function textOf(batch: NoticeBatch): Promise<PushText> {
  const { person, topic, ticketId } = batch;
  const t = textsOf(person.language);
  const facts = await loadFacts(db(), person.userId, [batch]);
  const ticket = facts.tickets.get(ticketId ?? "");
  // Without encrypted messages and those of sensitive tickets.
  const { firstId, quotes } = ticket
    ? await newMessages(db(), t, batch, { ticket, facts })
    : { firstId: undefined, quotes: [] };
  const { subject, sentences, page } = topicText(t, batch, facts, firstId);
  const excerpt = quotes.at(-1)?.text;
  const lines = [
    ...sentences.slice(-MAX_SENTENCES),
    ...(excerpt === undefined ? [] : [shorten(excerpt, MAX_EXCERPT)]),
  ];
  return { title: subject, body: lines.join("\n"), url: page, tag: topic };
}

export function testPush(language: Language): string {
  const t = textsOf(language);
  return pushPayload({
    title: t("notices.push.testTitle"),
    body: t("notices.push.testText"),
    url: notificationSettingsUrl(),
    tag: "test",
  });
}

/** Encrypted, it fits into the 4,096 bytes that every service takes. */
const MAX_BYTES = 3_800;
const MAX_TITLE = 150;
const MAX_BODY = 600;
const MAX_URL = 1_000;

export function pushPayload({ title, body, url, tag }: PushText): string {
  const [page = ""] = url.split("#");
  for (let length = MAX_BODY; ; length = Math.floor(length / 2)) {
    const text = JSON.stringify({
      title: shorten(title, Math.min(length, MAX_TITLE)),
      body: shorten(body, length),
      url: url.length > MAX_URL ? page : url,
      tag,
    });
    if (Buffer.byteLength(text) <= MAX_BYTES || length === 0) return text;
  }
}
