import { Webhook } from "standardwebhooks";
import { beforeEach, describe, expect, it, vi } from "vitest";

import { drainWebhooks } from "@/lib/jobs/webhooks";
import { deleteOldNotices } from "@/lib/notifications/delete-old";
import {
  addWebhook,
  changeWebhookKinds,
  removeWebhook,
  renewWebhookSecret,
  turnOnWebhook,
} from "@/lib/notifications/webhooks/commands";
import { getWebhook, listWebhooks } from "@/lib/notifications/webhooks/queries";
import { scheduleOverdueWebhooks } from "@/lib/notifications/webhooks/schedule";
import {
  replayWebhook,
  resendDelivery,
  testWebhook,
} from "@/lib/notifications/webhooks/send-again";
import { portalUrl } from "@/lib/portal-url";
import { ticketUrl } from "@/lib/routes";

import { useTestDatabase } from "../../helpers/database";
import { type ReceivedRequest, useHttpsReceiver } from "../../helpers/http/https-receiver";
import { mailsTo } from "../../helpers/mails";
import { useDeliveryScene } from "../../helpers/notifications/delivery-scene";
import { makeViewer } from "../../helpers/people";
import { sql } from "../../helpers/sql";

useTestDatabase();
const scene = useDeliveryScene();
const receiver = useHttpsReceiver();
vi.mock("@/lib/mail/is-mail-configured", () => ({ isMailConfigured: () => true }));

let manager: Awaited<ReturnType<typeof makeViewer>>;
let webhookId: string;
let secret: string;

beforeEach(async () => {
  const { organizationId } = scene;
  await sql("DELETE FROM webhook; DELETE FROM ticket_setting; DELETE FROM mail");
  manager = await makeViewer({ organizationId });
  ({ webhookId, secret } = await addWebhook(manager, {
    organizationId,
    url: receiver.url("/hook?key=1"),
    kinds: null,
  }));
});

const drain = () => drainWebhooks(Date.now() + 10_000, receiver.post);

/** As if so many seconds had gone by. */
const pass = (seconds: number) =>
  sql(
    `UPDATE webhook_delivery SET next_at = next_at - interval '${seconds} s',
       lease_until = lease_until - interval '${seconds} s';
     UPDATE pgboss.job SET start_after = start_after - interval '${seconds} s' WHERE name = 'webhooks'`,
  );
const deliveries = async () => (await getWebhook(manager, webhookId)).deliveries;
const state = async () => (await getWebhook(manager, webhookId)).off?.reason ?? "on";

/** Throws unless it is signed with the secret. */
function verified({ headers, body }: ReceivedRequest, by = secret) {
  return new Webhook(by).verify(body.toString(), headers as Record<string, string>) as {
    type: string;
    timestamp: string;
    data: Record<string, unknown>;
  };
}

describe("a delivery", () => {
  it("is signed, names what happened, and holds no text", async () => {
    await scene.record({});
    expect(await drain()).toMatchObject({ taken: 1, delivered: 1 });
    const [request] = receiver.requests;
    if (!request) throw new Error("Nothing came.");
    const { type, timestamp, data } = verified(request);
    expect(type).toBe("ticket.answered");
    expect(Date.now() - Date.parse(timestamp)).toBeLessThan(60_000);
    expect(request.path).toBe("/hook?key=1");
    expect(data).toEqual({
      kind: "answered",
      detail: "message",
      ticketId: scene.tickets[0],
      number: expect.any(String) as string,
      provider: "memory",
      submissionId: null,
      connectionId: scene.connectionId,
      eventId: null,
      url: portalUrl(ticketUrl("customer", scene.tickets[0] ?? "")),
    });
    expect(() => verified({ ...request, body: Buffer.from("{}") })).toThrow();
    expect(await deliveries()).toMatchObject([
      { type, state: "delivered", tries: 1, nextAt: null, answer: { status: 204, text: "" } },
    ]);
  });

  it("goes only to webhooks that want its kind, and not to one that is off", async () => {
    await changeWebhookKinds(manager, { webhookId, kinds: ["failed"] });
    await scene.record({});
    await sql("UPDATE webhook SET kinds = '{answered}', off_at = now(), off_reason = 'failed'");
    await scene.record({});
    expect(await sql("SELECT 1 FROM webhook_delivery")).toEqual([]);
  });

  it("tells nothing about private tickets, nor about those of another organization", async () => {
    const [first, second, third] = scene.tickets;
    const hide = (id = "") =>
      sql("INSERT INTO ticket_setting (ticket_id, is_private) VALUES ($1, true)", [id]);
    await hide(first);
    await scene.record({}, { ticket: 1 }, { ticket: 2 });
    await hide(second);
    await sql("INSERT INTO organization (id, name) VALUES ('other', 'Other')");
    await sql("UPDATE ticket SET organization_id = 'other' WHERE id = $1", [third]);
    await drain();
    expect(receiver.requests).toEqual([]);
    expect(await deliveries()).toMatchObject([
      { state: "failed", answer: { none: "withheld" } },
      { state: "failed", answer: { none: "withheld" } },
    ]);
    expect(await state()).toBe("on");
    const period = { from: "2020-01-01T00:00", until: "2099-01-01T00:00" };
    expect(await replayWebhook(manager, { webhookId, ...period })).toMatchObject({ count: 0 });
  });

  it("is tried eight times within three days, then the webhook is off and its managers know", async () => {
    receiver.answer = () => ({ status: 500, body: "Try\u0000 later" });
    await scene.record({});
    await drain();
    for (const seconds of [10, 60, 600, 3_600, 21_600, 79_200, 151_200]) {
      await pass(seconds - 3);
      expect(await drain(), `before ${seconds} s`).toMatchObject({ taken: 0 });
      await pass(4);
      expect(await drain(), `after ${seconds} s`).toMatchObject({ taken: 1 });
    }
    expect(receiver.requests).toHaveLength(8);
    expect(new Set(receiver.requests.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
    expect(await deliveries()).toMatchObject([
      { state: "failed", tries: 8, nextAt: null, answer: { status: 500 } },
    ]);
    expect(await state()).toBe("failed");
    const [mail, ...more] = await mailsTo(manager.email);
    expect(more).toEqual([]);
    expect(mail).toMatchObject({ kind: "webhook_off" });
    expect(mail?.button?.url).toContain(`/organization/webhooks/${webhookId}`);
    expect(JSON.stringify(mail)).not.toContain("key=1");
    expect(await mailsTo(scene.person.email)).toEqual([]);
    await scene.record({});
    await turnOnWebhook(manager, { webhookId });
    await resendDelivery(manager, { deliveryId: (await deliveries())[0]?.id ?? "" }, receiver.post);
    expect(await deliveries()).toMatchObject([{ state: "waiting", tries: 1 }]);
  });

  it("waits as long as the receiver asks, within a day", async () => {
    receiver.answer = () => ({ status: 429, headers: { "retry-after": "7200" } });
    await scene.record({});
    await drain();
    const [delivery] = await deliveries();
    expect(Math.round(((delivery?.nextAt?.getTime() ?? 0) - Date.now()) / 60_000)).toBe(120);
  });

  it("ends at once where the receiver is gone", async () => {
    receiver.answer = () => ({ status: 410 });
    await scene.record({});
    await scene.record({ ticket: 1 });
    await drain();
    expect(await state()).toBe("gone");
    expect((await mailsTo(manager.email)).map(({ kind }) => kind)).toEqual(["webhook_off"]);
  });

  it("follows no redirect and keeps 2 kB of an answer", async () => {
    receiver.answer = () => ({
      status: 302,
      headers: { location: receiver.url("/elsewhere") },
      body: "x".repeat(1_000_000),
    });
    await scene.record({});
    await drain();
    expect(receiver.requests).toHaveLength(1);
    const [delivery] = await deliveries();
    expect(delivery).toMatchObject({ state: "waiting", answer: { status: 302 } });
    expect(delivery?.answer).toHaveProperty("text", "x".repeat(2_000));
  });

  it("ends after its time where the receiver is slow or changes the protocol", async () => {
    const brief = (address: string, options: Parameters<typeof receiver.post>[1]) => {
      expect(options.timeoutMs).toBe(10_000);
      return receiver.post(address, { ...options, timeoutMs: 200 });
    };
    receiver.answer = () => null;
    await scene.record({});
    await drainWebhooks(Date.now() + 10_000, brief);
    expect(await deliveries()).toMatchObject([{ state: "waiting", answer: { none: "timeout" } }]);
    receiver.answer = () => ({ status: 101, headers: { connection: "upgrade", upgrade: "x" } });
    await testWebhook(manager, { webhookId }, brief);
    expect((await deliveries())[0]).toMatchObject({ answer: { none: "no_connection" } });
  });

  it.each([
    "https://127.0.0.1/",
    "https://[::ffff:10.0.0.1]/",
    "https://localhost/",
    "https://[64:ff9b::a00:1]/",
  ])("never reaches a private address: %s", async (url) => {
    await sql("UPDATE webhook SET url = $1", [url]);
    await testWebhook(manager, { webhookId }, receiver.post);
    expect(await deliveries()).toMatchObject([
      { state: "failed", answer: { none: "private_address" } },
    ]);
  });

  it("is sent by one worker, and by the next if that one dies", async () => {
    await scene.record({});
    await sql(
      "INSERT INTO pgboss.job (name, data) SELECT name, data FROM pgboss.job WHERE name = 'webhooks'",
    );
    await Promise.all([drain(), drain(), drain()]);
    expect(receiver.requests).toHaveLength(1);
    await scene.record({ ticket: 1 });
    await sql("DELETE FROM pgboss.job");
    await sql(
      "UPDATE webhook_delivery SET lease_until = now() + interval '30 s', attempts = 1 WHERE state = 'waiting'",
    );
    await pass(125 - 90);
    await scheduleOverdueWebhooks();
    await drain();
    expect(receiver.requests).toHaveLength(1);
    await pass(90);
    await scheduleOverdueWebhooks();
    await drain();
    expect(receiver.requests).toHaveLength(2);
  });

  it("is forgotten after 30 days", async () => {
    await scene.record({});
    await drain();
    await sql("UPDATE webhook_delivery SET created_at = now() - interval '31 days'");
    await deleteOldNotices();
    expect(await deliveries()).toEqual([]);
  });
});

describe("a person", () => {
  it("sends a test, also while it is off, which does not turn it off", async () => {
    await sql("UPDATE webhook SET off_at = now(), off_reason = 'gone'");
    expect(await testWebhook(manager, { webhookId }, receiver.post)).toEqual({ isDelivered: true });
    const [request] = receiver.requests;
    expect(request && verified(request)).toMatchObject({ type: "webhook.test" });
    await turnOnWebhook(manager, { webhookId });
    receiver.answer = () => ({ status: 500 });
    expect(await testWebhook(manager, { webhookId }, receiver.post)).toEqual({
      isDelivered: false,
    });
    expect(await deliveries()).toMatchObject([
      { state: "failed", tries: 1 },
      { state: "delivered" },
    ]);
    expect(await state()).toBe("on");
  });

  it("replays a period, oldest first, with the ids of before", async () => {
    await scene.record({}, { ticket: 1, kind: "failed" }, { ticket: 2 });
    await drain();
    const before = receiver.requests.map(({ headers }) => headers["webhook-id"]).sort();
    await changeWebhookKinds(manager, { webhookId, kinds: ["answered"] });
    await sql("UPDATE notice SET at = '2026-03-29T00:30:00Z' WHERE kind = 'answered'");
    const stockholm = { ...manager, timeZone: "Europe/Stockholm" };
    const replay = (from: string, until: string) =>
      replayWebhook(stockholm, { webhookId, from, until });
    expect(await replay("2026-03-29T01:31", "2026-03-29T04:00")).toMatchObject({ count: 0 });
    expect(await replay("2026-03-29T01:30", "2026-03-29T04:00")).toEqual({
      count: 2,
      goesOnAt: null,
    });
    await expect(replay("2026-03-29T01:30", "2026-03-29T04:00")).rejects.toMatchObject({
      text: { key: "notices.webhooks.errors.replaying" },
    });
    receiver.requests.length = 0;
    await drain();
    const ids = receiver.requests.map(({ headers }) => headers["webhook-id"]);
    expect(ids).toHaveLength(2);
    expect(before).toEqual(expect.arrayContaining(ids));
    expect((await deliveries()).filter(({ isReplay }) => isReplay)).toHaveLength(2);
  });

  it("renews the secret: the next request is signed with it", async () => {
    const renewed = await renewWebhookSecret(manager, { webhookId });
    await testWebhook(manager, { webhookId }, receiver.post);
    const [request] = receiver.requests;
    if (!request) throw new Error("Nothing came.");
    expect(() => verified(request)).toThrow();
    expect(verified(request, renewed.secret)).toMatchObject({ type: "webhook.test" });
    expect(await sql("SELECT sealed_secret FROM webhook")).not.toContain(renewed.secret);
  });

  it("adds at most ten, and every change is audited without the address", async () => {
    const { organizationId } = scene;
    const more = () =>
      addWebhook(manager, { organizationId, url: receiver.url(), kinds: ["answered"] });
    for (let count = 1; count < 10; count += 1) await more();
    await expect(more()).rejects.toMatchObject({
      text: { key: "notices.webhooks.errors.tooMany", values: { max: 10 } },
    });
    expect(await listWebhooks(manager, organizationId)).toHaveLength(10);
    expect(await listWebhooks(await makeViewer(), organizationId)).toEqual([]);
    await removeWebhook(manager, { webhookId });
    const entries = await sql<{ action: string; data: object }>(
      "SELECT action, data FROM audit_entry WHERE target_id = $1 ORDER BY id",
      [webhookId],
    );
    expect(entries.map(({ action }) => action)).toEqual(["webhook.added", "webhook.removed"]);
    expect(JSON.stringify(entries)).not.toContain("key=1");
  });
});
