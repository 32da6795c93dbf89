import { hashToken } from "../../crypto/random-token";
import { log } from "../../log";
import { portalUrl } from "../../portal-url";
import { postPush, type PushAnswer, type PushSender } from "../../push/post-push";
import { type PushJob, queueAgain } from "./push-jobs";
import { testPush, topicPush } from "./push-text";
import { deletePush, type LivePush, livePush, noteRefused, noteSent } from "./subscriptions";
import { vapidKeys } from "./vapid-keys";

export type SentPush = "sent" | "waiting" | "failed" | "dropped";

/** Posts a push; replaced in tests. */
export type PostPush = PushSender["post"];

/** Sends one push if the person may still get it. */
export async function sendPush(job: PushJob, post?: PostPush): Promise<SentPush> {
  const push = await livePush(job.subscriptionId);
  if (!push) return "dropped";
  const text = "noticeIds" in job ? await topicPush(push.userId, job) : testPush(push.language);
  if (text === null) return "dropped";
  return settle(job, push, await answerTo(job, push, text, post));
}

async function answerTo(
  job: PushJob,
  { userId, target }: LivePush,
  text: string,
  post: PostPush,
): Promise<PushAnswer> {
  const sender = { keys: await vapidKeys(), contact: portalUrl("/"), post };
  const push = {
    text,
    // Hides from the service which ticket it is, and that several people are notified of it.
    topic: hashToken(`${userId} ${job.topic}`).slice(0, TOPIC_CHARACTERS),
    isUrgent: "wakes" in job && job.wakes,
  };
  try {
    return await postPush(target, push, sender);
  } catch (error) {
    log.warn({ err: error, host: new URL(target.endpoint).host }, "a push could not be sent");
    return { is: "later", waitMs: 0, status: 0 };
  }
}

/** The most that RFC 8030 allows. */
const TOPIC_CHARACTERS = 32;

async function settle(
  job: PushJob,
  { id, target }: LivePush,
  answer: PushAnswer,
): Promise<SentPush> {
  switch (answer.is) {
    case "sent":
      await noteSent(id);
      return "sent";
    case "gone":
      await deletePush(id);
      return "dropped";
    case "later":
      return (await queueAgain(job, answer.waitMs)) ? "waiting" : "failed";
    case "refused":
      log.warn(
        { status: answer.status, host: new URL(target.endpoint).host },
        "a push was refused",
      );
      await noteRefused(id);
      return "failed";
  }
}
