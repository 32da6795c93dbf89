import { requestedWait } from "../http/retry-policy";
import { type PostAnswer, type PostOptions, postToPublic } from "../outbound/post-to-public";
import { encryptPush } from "./encrypt-push";
import { vapidHeader, type VapidKeys } from "./vapid";

export interface PushTarget {
  endpoint: string;
  /** Base64url. */
  p256dh: string;
  auth: string;
}

interface Push {
  text: string;
  /** The service keeps only the newest push of a topic for a browser that is away. */
  topic: string;
  isUrgent: boolean;
}

export interface PushSender {
  keys: VapidKeys;
  /** A mailto: or https: address. */
  contact: string;
  /** For tests, which have no public address. */
  post?: (address: string, options: PostOptions) => Promise<PostAnswer>;
}

export type PushAnswer =
  | { is: "sent" }
  /** The subscription has ended. */
  | { is: "gone" }
  /** Retrying would not help. */
  | { is: "refused"; status: number }
  | { is: "later"; waitMs: number; status: number };

const TTL_SECONDS = 24 * 3_600;
const TIMEOUT_MS = 10_000;

/** Sends one push (RFC 8030). Rejects if the service cannot be reached. */
export async function postPush(
  { endpoint, p256dh, auth }: PushTarget,
  { text, topic, isUrgent }: Push,
  { keys, contact, post = postToPublic }: PushSender,
): Promise<PushAnswer> {
  const now = new Date();
  const { status, retryAfter } = await post(endpoint, {
    headers: {
      authorization: vapidHeader(endpoint, keys, contact, now),
      "content-encoding": "aes128gcm",
      "content-type": "application/octet-stream",
      ttl: String(TTL_SECONDS),
      topic,
      urgency: isUrgent ? "high" : "normal",
    },
    body: encryptPush(text, {
      p256dh: Buffer.from(p256dh, "base64url"),
      auth: Buffer.from(auth, "base64url"),
    }),
    timeoutMs: TIMEOUT_MS,
  });
  if (status >= 200 && status < 300) return { is: "sent" };
  if (status === 404 || status === 410) return { is: "gone" };
  if (status !== 429 && status < 500) return { is: "refused", status };
  const headers = new Headers(retryAfter === null ? {} : { "retry-after": retryAfter });
  return { is: "later", waitMs: requestedWait(status, headers, now.getTime()) ?? 0, status };
}
