import { beforeAll, beforeEach, describe, expect, it } from "vitest";

import { revokeSession } from "@/lib/auth/sessions";
import type { Viewer } from "@/lib/auth/types";
import {
  MAX_PUSH_DEVICES,
  removePush,
  sendTestPush,
  subscribePush,
} from "@/lib/notifications/push/commands";
import { pushSettings } from "@/lib/notifications/push/queries";
import { pushSubscriptionInput } from "@/lib/notifications/push/schemas";
import { vapidKeys } from "@/lib/notifications/push/vapid-keys";
import { useTestDatabase } from "@/tests/helpers/database";
import { giveDevice, testBrowser } from "@/tests/helpers/notifications/test-browser";
import { currentViewer, disableUser, makeOrganization, makeViewer } from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";

useTestDatabase();

let reader: Viewer;
let stranger: Viewer;

beforeAll(async () => {
  const organizationId = await makeOrganization("Northwind");
  reader = await makeViewer({ organizationId, membership: "reader" });
  stranger = await makeViewer({ organizationId: await makeOrganization("Contoso") });
  await giveDevice(reader);
  await giveDevice(stranger);
});
beforeEach(() => sql("DELETE FROM push_subscription; DELETE FROM rate_limit"));

const devices = async (viewer: Viewer) => (await pushSettings(viewer)).devices;
const jobs = () =>
  sql<{ data: object }>("SELECT data FROM pgboss.job WHERE name = 'pushes' ORDER BY created_on");

describe("a browser", () => {
  it("shows the pushes of whoever turned them on, and is listed for them alone", async () => {
    const { subscription } = testBrowser();
    const { id } = await subscribePush(reader, subscription);
    expect(await devices(reader)).toMatchObject([{ id, isLive: true, lastSentAt: null }]);
    expect(await devices(stranger)).toEqual([]);
    const [row] = await sql<{ all: string }>("SELECT p::text AS all FROM push_subscription p");
    for (const secret of Object.values(subscription)) expect(row?.all).not.toContain(secret);
  });

  it("that turns them on again keeps its row", async () => {
    const { subscription } = testBrowser();
    const first = await subscribePush(reader, subscription);
    expect(await subscribePush(reader, subscription)).toEqual(first);
    expect(await devices(reader)).toHaveLength(1);
  });

  it("of one person is not taken over by another who knows its endpoint", async () => {
    const { subscription } = testBrowser();
    await subscribePush(reader, subscription);
    await expect(
      subscribePush(stranger, { ...testBrowser().subscription, endpoint: subscription.endpoint }),
    ).rejects.toMatchObject({ code: "conflict" });
    expect(await devices(reader)).toHaveLength(1);
  });

  it("more than twenty takes the place of the oldest one", async () => {
    const { id: oldest } = await subscribePush(reader, testBrowser().subscription);
    await sql("UPDATE push_subscription SET created_at = now() - interval '1 hour'");
    for (let count = 0; count < MAX_PUSH_DEVICES; count += 1)
      await subscribePush(reader, testBrowser().subscription);
    const left = (await devices(reader)).map(({ id }) => id);
    expect(left).toHaveLength(MAX_PUSH_DEVICES);
    expect(left).not.toContain(oldest);
  });

  it.each([
    "http://fcm.googleapis.com/a",
    "https://fcm.googleapis.com:8443/a",
    "https://user@fcm.googleapis.com/a",
    "https://fcm.googleapis.com.example.com/a",
    "https://notify.windows.com.example.com/a",
    "https://evil-push.apple.com.example/a",
    "https://xpush.apple.com/a",
    "https://127.0.0.1/a",
    "https://169.254.169.254/latest/meta-data",
  ])("with a service at %s is refused", async (endpoint) => {
    await expect(
      subscribePush(reader, { ...testBrowser().subscription, endpoint }),
    ).rejects.toMatchObject({
      code: "invalid",
      text: { key: "noticeSettings.push.unknownService" },
    });
  });

  it.each([
    "https://updates.push.services.mozilla.com/wpush/v2/a",
    "https://web.push.apple.com/a",
    "https://api.push.apple.com/a",
    "https://wns2-par02p.notify.windows.com/w/?token=a",
  ])("with a service at %s is taken", async (endpoint) => {
    await subscribePush(reader, { ...testBrowser().subscription, endpoint });
    expect(await devices(reader)).toHaveLength(1);
  });

  it("gives keys of the right form only", async () => {
    const { subscription } = testBrowser();
    for (const wrong of [
      { p256dh: subscription.p256dh.slice(1) },
      { auth: `${subscription.auth}A` },
      { endpoint: "somewhere" },
      { endpoint: `${subscription.endpoint}${"a".repeat(1_000)}` },
    ])
      expect(pushSubscriptionInput.safeParse({ ...subscription, ...wrong }).success).toBe(false);
    const offCurve = { ...subscription, p256dh: `B${"A".repeat(86)}` };
    expect(pushSubscriptionInput.safeParse(offCurve).success).toBe(true);
    await expect(subscribePush(reader, offCurve)).rejects.toMatchObject({ code: "invalid" });
  });

  it("is removed by its own person alone", async () => {
    const { id } = await subscribePush(reader, testBrowser().subscription);
    await expect(removePush(stranger, { id })).rejects.toMatchObject({ code: "not_found" });
    expect(await devices(reader)).toHaveLength(1);
    await removePush(reader, { id });
    expect(await devices(reader)).toEqual([]);
    await expect(removePush(reader, { id })).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("a test push", () => {
  beforeEach(() => sql("DELETE FROM pgboss.job WHERE name = 'pushes'"));

  it("goes to the viewer's own browsers, five times in an hour", async () => {
    await subscribePush(stranger, testBrowser().subscription);
    await expect(sendTestPush(reader)).rejects.toMatchObject({ code: "conflict" });
    const { id } = await subscribePush(reader, testBrowser().subscription);
    for (let sent = 1; sent < 5; sent += 1)
      expect(await sendTestPush(reader)).toEqual({ count: 1 });
    await expect(sendTestPush(reader)).rejects.toMatchObject({ code: "throttled" });
    expect((await jobs()).map(({ data }) => data)).toEqual(
      Array.from({ length: 4 }, () => ({ subscriptionId: id, topic: "test", tries: 0 })),
    );
  });
});

describe("somebody who is gone", () => {
  it("changes nothing and gets nothing, once disabled", async () => {
    const gone = await makeViewer();
    await giveDevice(gone);
    const { id } = await subscribePush(gone, testBrowser().subscription);
    await disableUser(gone.userId);
    expect(await currentViewer(gone.userId)).toBeNull();
    await expect(subscribePush(gone, testBrowser().subscription)).rejects.toMatchObject({
      code: "unauthenticated",
    });
    await expect(removePush(gone, { id })).rejects.toMatchObject({ code: "not_found" });
    await expect(sendTestPush(gone)).rejects.toMatchObject({ code: "conflict" });
    expect(await devices(gone)).toMatchObject([{ id, isLive: false }]);
  });

  it("turns nothing on in a session that has ended", async () => {
    const gone = await makeViewer();
    await giveDevice(gone);
    await revokeSession(gone.userId, gone.session.id);
    await expect(subscribePush(gone, testBrowser().subscription)).rejects.toMatchObject({
      code: "unauthenticated",
    });
  });
});

describe("the portal's own key pair", () => {
  it("is made once, kept sealed, and whole", async () => {
    await sql("DELETE FROM portal_key");
    const pairs = await Promise.all([vapidKeys(), vapidKeys(), vapidKeys()]);
    const [pair] = pairs;
    expect(new Set(pairs.map((one) => JSON.stringify(one))).size).toBe(1);
    expect(Buffer.from(pair.privateKey, "base64url")).toHaveLength(32);
    expect(Buffer.from(pair.publicKey, "base64url")).toHaveLength(65);
    expect((await pushSettings(reader)).publicKey).toBe(pair.publicKey);
    const [row] = await sql<{ all: string }>("SELECT k::text AS all FROM portal_key k");
    expect(row?.all).not.toContain(pair.privateKey);
  });
});
