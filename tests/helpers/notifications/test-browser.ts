import { createECDH, randomBytes } from "node:crypto";

import type { Viewer } from "@/lib/auth/types";
import { newId } from "@/lib/ids";
import type { PushSubscriptionInput } from "@/lib/notifications/push/schemas";

import { sql } from "../sql";
import { decryptPush } from "./decrypt-push";

interface ShownPush {
  title: string;
  body: string;
  url: string;
  tag: string;
}

export interface TestBrowser {
  endpoint: string;
  /** As `PushSubscription` gives it. */
  subscription: PushSubscriptionInput;
  open(body: Buffer): ShownPush;
}

/** A browser's side of a subscription. */
export function testBrowser(service = "https://fcm.googleapis.com"): TestBrowser {
  const { pair, auth } = { pair: createECDH("prime256v1"), auth: randomBytes(16) };
  pair.generateKeys();
  const endpoint = `${service}/fcm/send/${randomBytes(12).toString("hex")}`;
  return {
    endpoint,
    subscription: {
      endpoint,
      p256dh: pair.getPublicKey("base64url"),
      auth: auth.toString("base64url"),
    },
    open: (body) => JSON.parse(decryptPush(body, pair, auth)) as ShownPush,
  };
}

/** The session of a viewer made for tests runs in no browser. */
export async function giveDevice({ userId, session }: Viewer, tokenHash = newId()): Promise<void> {
  const deviceId = newId();
  await sql("INSERT INTO device (id, user_id, token_hash) VALUES ($1, $2, $3)", [
    deviceId,
    userId,
    tokenHash,
  ]);
  await sql("UPDATE session SET device_id = $1 WHERE id = $2", [deviceId, session.id]);
}
