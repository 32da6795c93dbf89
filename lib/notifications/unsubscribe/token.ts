import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";

import { env } from "../../env";

const MAC_LENGTH = 22;

export interface Unsubscription {
  userId: string;
  /** A `NoticeTopic`, or "all" for every mail. */
  topic: string;
}

export function unsubscribeToken({ userId, topic }: Unsubscription): string {
  const payload = Buffer.from(`${userId}\n${topic}`).toString("base64url");
  return payload + macOf(payload);
}

/** Returns null for a token that was not signed here. */
export function readUnsubscribeToken(token: string): Unsubscription | null {
  const payload = token.slice(0, -MAC_LENGTH);
  const given = Buffer.from(token.slice(-MAC_LENGTH));
  const right = Buffer.from(macOf(payload));
  if (given.length !== right.length || !timingSafeEqual(given, right)) return null;
  const [userId = "", topic = ""] = Buffer.from(payload, "base64url").toString().split("\n");
  return { userId, topic };
}

function macOf(payload: string): string {
  const key = Buffer.from(hkdfSync("sha256", env().NEXTAUTH_SECRET, "", "unsubscribe", 32));
  return createHmac("sha256", key).update(payload).digest("base64url").slice(0, MAC_LENGTH);
}
