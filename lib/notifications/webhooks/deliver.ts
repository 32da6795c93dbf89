import { asBoolean, fromNow, now } from "../../db/expressions";
import { type Db, db, transaction } from "../../db/kysely";
import { isOrganizationKind } from "../../notices/kinds";
import type { NoticeDetail } from "../../notices/types";
import { type PostAnswer, postToPublic } from "../../outbound/post-to-public";
import { storableText } from "../../text/storable";
import { pauseAfter } from "../../webhooks/pause-after";
import { webhookHeaders } from "../../webhooks/sign";
import { type MessageNotice, noticeMessage, testMessage } from "./message";
import { missingAnswerOf } from "./no-answer";
import { PRIORITY, scheduleWebhook } from "./schedule";
import { openWebhookSecret } from "./secret";
import { turnOffWebhook } from "./turn-off";
import type { MissingAnswer } from "./types";

export type PostWebhook = typeof postToPublic;

const TIMEOUT_MS = 10_000;
/** Longer than a try takes. */
const LEASE_MS = 60_000;
const GONE = 410;

interface Taken {
  id: string;
  webhookId: string;
  noticeId: string | null;
  tries: number;
  /** The answer is stored only if the lease is unchanged. */
  leaseUntil: Date | null;
  createdAt: Date;
}

type Answer = PostAnswer | { none: MissingAnswer };

const isSuccess = (answer: Answer) =>
  "status" in answer && answer.status >= 200 && answer.status < 300;

/** Sends one delivery if it is due and no other worker sends it. True if the receiver took it. */
export async function deliverWebhook(
  deliveryId: string,
  post: PostWebhook = postToPublic,
): Promise<boolean> {
  const taken = await take(deliveryId);
  if (!taken) return false;
  const facts = await loadFacts(taken);
  if (!facts) return false;
  const withheld = withheldBecause(taken, facts);
  if (withheld) {
    await settle(taken, { none: withheld }, "failed");
    return false;
  }
  const answer = await send(taken, facts, post);
  await transaction((client) => settleAnswer(client, taken, answer));
  return isSuccess(answer);
}

async function take(deliveryId: string): Promise<Taken | undefined> {
  return db()
    .updateTable("webhook_delivery")
    .set({ lease_until: fromNow(LEASE_MS), attempts: (eb) => eb("attempts", "+", 1) })
    .where("id", "=", deliveryId)
    .where("state", "=", "waiting")
    .where("next_at", "<=", now())
    .where((eb) => eb.or([eb("lease_until", "is", null), eb("lease_until", "<", now())]))
    .returning(["id", "webhook_id as webhookId", "notice_id as noticeId", "attempts as tries"])
    .returning(["lease_until as leaseUntil", "created_at as createdAt"])
    .executeTakeFirst();
}

type Facts = NonNullable<Awaited<ReturnType<typeof loadFacts>>>;

/** Read when it is sent, as a ticket may have become private. */
async function loadFacts({ webhookId, noticeId }: Taken) {
  return db()
    .selectFrom("webhook as w")
    .leftJoin("notice as n", (join) => join.on("n.id", "=", noticeId ?? "0"))
    .leftJoin("ticket as t", "t.id", "n.ticket_id")
    .leftJoin("ticket_setting as setting", "setting.ticket_id", "t.id")
    .leftJoin("private_submission as p", "p.submission_id", "n.submission_id")
    .where("w.id", "=", webhookId)
    .select(["w.url", "w.organization_id as organizationId", "w.sealed_secret as sealedSecret"])
    .select((eb) => asBoolean(eb("w.off_at", "is not", null)).as("isOff"))
    .select(["n.id as noticeId", "n.kind", "n.detail", "n.at", "n.event_id as eventId"])
    .select(["n.organization_id as noticeOrganization", "n.ticket_id as noticeTicket"])
    .select(["n.submission_id as submissionId", "n.connection_id as connectionId"])
    .select(["t.id as ticketId", "t.number", "t.provider"])
    .select(["t.organization_id as ticketOrganization", "setting.is_private as isPrivate"])
    .select("p.owner_id as filedPrivatelyBy")
    .executeTakeFirst();
}

function withheldBecause({ noticeId }: Taken, facts: Facts): MissingAnswer | null {
  // A test may be sent before the webhook is turned on again.
  if (noticeId === null) return null;
  if (facts.isOff) return "webhook_off";
  const { organizationId, noticeOrganization, noticeTicket, ticketOrganization, kind } = facts;
  if (noticeOrganization !== organizationId || !isOrganizationKind(kind ?? "")) return "withheld";
  if (noticeTicket === null) return facts.filedPrivatelyBy === null ? null : "withheld";
  return ticketOrganization !== organizationId || facts.isPrivate === true ? "withheld" : null;
}

async function send(taken: Taken, facts: Facts, post: PostWebhook): Promise<Answer> {
  const notice = noticeOf(facts);
  const { id, body } = notice ? noticeMessage(notice) : testMessage(taken.id, taken.createdAt);
  try {
    const secret = openWebhookSecret({ ...facts, id: taken.webhookId });
    return await post(facts.url, {
      headers: webhookHeaders(id, body, secret, new Date()),
      body: Buffer.from(body),
      timeoutMs: TIMEOUT_MS,
    });
  } catch (error) {
    return { none: missingAnswerOf(error) };
  }
}

function noticeOf(facts: Facts): MessageNotice | null {
  const { noticeId, kind, detail, at, ticketId, number, provider, ...more } = facts;
  if (noticeId === null || kind === null || !isOrganizationKind(kind) || at === null) return null;
  return {
    ...more,
    id: noticeId,
    kind,
    detail: detail as NoticeDetail,
    at,
    ticket:
      ticketId === null ? null : { id: ticketId, number: number ?? "", provider: provider ?? "" },
  };
}

async function settleAnswer(client: Db, taken: Taken, answer: Answer): Promise<void> {
  if (isSuccess(answer)) return settle(taken, answer, "delivered", client).then(() => undefined);
  const isGone = "status" in answer && answer.status === GONE;
  // A test is not retried: its sender sees the answer.
  const isTest = taken.noticeId === null;
  const retryAfter = "status" in answer ? answer.retryAfter : null;
  const pause = isGone || isTest ? null : pauseAfter(taken.tries, retryAfter, new Date());
  if (pause !== null) return retry(client, taken, answer, pause);
  const isStored = await settle(taken, answer, "failed", client);
  if (isStored && !isTest)
    await turnOffWebhook(client, taken.webhookId, isGone ? "gone" : "failed");
}

async function retry(client: Db, taken: Taken, answer: Answer, pause: number): Promise<void> {
  const stored = await ownRow(client, taken)
    .set({ ...columnsOf(answer), lease_until: null, next_at: fromNow(pause) })
    .returning("next_at as nextAt")
    .executeTakeFirst();
  if (!stored?.nextAt) return;
  await scheduleWebhook(client, [taken.id], { at: stored.nextAt, priority: PRIORITY.again });
}

/** False if another worker has it now. */
async function settle(
  taken: Taken,
  answer: Answer,
  state: "delivered" | "failed",
  client: Db = db(),
): Promise<boolean> {
  const { numUpdatedRows } = await ownRow(client, taken)
    .set({ ...columnsOf(answer), state, lease_until: null, next_at: null, settled_at: now() })
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

const ownRow = (client: Db, { id, leaseUntil }: Taken) =>
  client.updateTable("webhook_delivery").where("id", "=", id).where("lease_until", "=", leaseUntil);

const columnsOf = (answer: Answer) =>
  "status" in answer
    ? { answer_status: answer.status, answer_text: storableText(answer.text) }
    : { answer_status: null, answer_text: answer.none };
