import { ECDH } from "node:crypto";

import { countPersonUse } from "../../auth/limits/person-rates";
import type { Viewer } from "../../auth/types";
import { hashToken } from "../../crypto/random-token";
import { type ColumnChanges, type Db, transaction } from "../../db/kysely";
import { AppError } from "../../errors";
import { message } from "../../i18n/message";
import { newId } from "../../ids";
import { deliverNoticesSoon } from "../../notices/record/deliver-soon";
import { isPushService } from "../../push/push-services";
import { queuePushes } from "./push-jobs";
import type { PushSubscriptionInput } from "./schemas";
import { livePushIds, sealTarget } from "./subscriptions";

export const MAX_PUSH_DEVICES = 20;

/**
 * Turns on pushes in the browser of this session; the oldest of more than 20 is removed. Throws
 * `unauthenticated` if the account was disabled or the session has ended.
 */
export async function subscribePush(
  viewer: Viewer,
  input: PushSubscriptionInput,
): Promise<{ id: string }> {
  const { endpoint, p256dh } = input;
  if (!isPushService(endpoint))
    throw new AppError("invalid", { text: message("noticeSettings.push.unknownService") });
  assertPublicKey(p256dh);
  return transaction(async (client) => {
    const { deviceId, userAgent } = await browserOf(client, viewer);
    const endpointHash = hashToken(endpoint);
    const had = await client
      .selectFrom("push_subscription")
      .where("endpoint_hash", "=", endpointHash)
      .select(["id", "user_id as userId"])
      .forUpdate()
      .executeTakeFirst();
    // A person who knows another's endpoint must not end their pushes.
    if (had && had.userId !== viewer.userId) throw new AppError("conflict");
    const id = had?.id ?? newId();
    const row = {
      device_id: deviceId,
      user_agent: userAgent,
      sealed_subscription: sealTarget(id, input),
      failures: 0,
    } satisfies ColumnChanges<"push_subscription">;
    const { numInsertedOrUpdatedRows: stored } = await client
      .insertInto("push_subscription")
      .values({ id, user_id: viewer.userId, endpoint_hash: endpointHash, ...row })
      .onConflict((conflict) =>
        conflict.column("id").doUpdateSet(row satisfies ColumnChanges<"push_subscription">),
      )
      .executeTakeFirst();
    if (stored !== 1n) throw new AppError("conflict");
    await deleteOldest(client, viewer);
    return { id };
  });
}

function assertPublicKey(p256dh: string): void {
  try {
    ECDH.convertKey(Buffer.from(p256dh, "base64url"), "prime256v1");
  } catch (cause) {
    throw new AppError("invalid", { cause });
  }
}

/** Also locks the person, so that the limit holds. */
async function browserOf(client: Db, { userId, session }: Viewer) {
  const person = await client
    .selectFrom("user")
    .where("id", "=", userId)
    .where("disabled_at", "is", null)
    .select("session_version as version")
    .forNoKeyUpdate()
    .executeTakeFirst();
  const browser = await client
    .selectFrom("session")
    .where("id", "=", session.id)
    .where("user_id", "=", userId)
    .where("version", "=", person?.version ?? 0)
    .where("revoked_at", "is", null)
    .where("device_id", "is not", null)
    .select((eb) => eb.ref("device_id").$notNull().as("deviceId"))
    .select("user_agent as userAgent")
    .executeTakeFirst();
  if (!browser) throw new AppError("unauthenticated");
  return browser;
}

async function deleteOldest(client: Db, { userId }: Viewer): Promise<void> {
  const newest = client
    .selectFrom("push_subscription")
    .where("user_id", "=", userId)
    .orderBy("created_at", "desc")
    .orderBy("id", "desc")
    .limit(MAX_PUSH_DEVICES)
    .select("id");
  await client
    .deleteFrom("push_subscription")
    .where("user_id", "=", userId)
    .where("id", "not in", newest)
    .execute();
}

/** Ends the pushes to one of the viewer's browsers. Throws `not_found` for another person's. */
export async function removePush(viewer: Viewer, { id }: { id: string }): Promise<{ id: string }> {
  const { userId } = viewer;
  await transaction(async (client) => {
    const enabled = client
      .selectFrom("user")
      .where("id", "=", userId)
      .where("disabled_at", "is", null)
      .select("id");
    const removed = await client
      .deleteFrom("push_subscription")
      .where("id", "=", id)
      .where("user_id", "in", enabled)
      .returning("id")
      .executeTakeFirst();
    if (!removed) throw new AppError("not_found");
  });
  return { id };
}

/** Sends a test to all browsers of the viewer. Throws `throttled` after five in an hour. */
export async function sendTestPush(viewer: Viewer): Promise<{ count: number }> {
  await countPersonUse(viewer, "pushTest");
  const count = await transaction(async (client) => {
    const ids = await livePushIds(client, viewer.userId);
    if (ids.length === 0)
      throw new AppError("conflict", { text: message("noticeSettings.push.noBrowser") });
    await queuePushes(client, ids, { topic: "test" });
    return ids.length;
  });
  deliverNoticesSoon();
  return { count };
}
