import { beforeEach, describe, expect, it } from "vitest";

import { arrive } from "@/lib/auth/arrival/arrive";
import { revokeSession } from "@/lib/auth/sessions";
import type { Viewer } from "@/lib/auth/types";
import { hashToken, randomToken } from "@/lib/crypto/random-token";
import { db } from "@/lib/db/kysely";
import { drainNotices } from "@/lib/jobs/notices";
import { drainPushes } from "@/lib/jobs/pushes";
import { syncConnection } from "@/lib/mirror/sync/run-sync";
import { deleteOldNotices } from "@/lib/notifications/delete-old";
import { sendTestPush, subscribePush } from "@/lib/notifications/push/commands";
import { markSensitive } from "@/lib/notifications/ticket-settings";
import type { TicketMessage } from "@/lib/providers/contract";

import { useTestDatabase } from "../../helpers/database";
import { type MemoryConnection, useMemoryConnection } from "../../helpers/memory-connection";
import { ticketIdOf } from "../../helpers/notifications/batches";
import { around } from "../../helpers/notifications/delivery-scene";
import { answerWith, usePushReceiver } from "../../helpers/notifications/push-receiver";
import {
  giveDevice,
  type TestBrowser,
  testBrowser,
} from "../../helpers/notifications/test-browser";
import { disableUser, makeSession, makeViewer } from "../../helpers/people";
import { sql } from "../../helpers/sql";

useTestDatabase();
const receiver = usePushReceiver();

let connection: MemoryConnection;
useMemoryConnection((made) => (connection = made), {
  clear: [
    "notice",
    "notification",
    "notice_delivery",
    "notification_setting",
    "ticket_setting",
    "push_subscription",
    "rate_limit",
    "maintenance",
    "pgboss.job",
  ],
});

let person: Viewer;
let browser: TestBrowser;

const later = () => new Date(Date.now() + 1_000);

const message = (id: string, changes: Partial<TicketMessage> = {}): TicketMessage => ({
  externalId: id,
  sender: "staff",
  senderId: null,
  senderName: "Sven Support",
  body: `Words of ${id}`,
  encrypted: false,
  sentAt: later(),
  ...changes,
});

const OLD = message("old", { sentAt: new Date("2026-03-01T10:00:00Z") });

async function sweep(): Promise<void> {
  const { outcome } = await syncConnection(connection.connectionId, { trigger: "person" });
  expect(outcome).toBe("complete");
}

/** The provider adds messages to ticket t7, and their notices are delivered. */
async function answer(...messages: TicketMessage[]): Promise<void> {
  const had = connection.account.tickets.get("t7")?.messages ?? [];
  const all = [...had, ...messages];
  const times = { updatedAt: later(), lastMessageAt: later() };
  connection.account.put("t7", { ...times, messageCount: all.length, messages: all });
  await sweep();
  await drainNotices(Date.now() + 10_000);
}

const send = () => drainPushes(Date.now() + 20_000, receiver.post);
const shown = () => receiver.shownBy(browser);
const pushes = () => sql("SELECT failures, last_sent_at FROM push_subscription");
/** Makes waiting pushes due. */
const hasten = () => sql("UPDATE pgboss.job SET start_after = now() WHERE name = 'pushes'");

beforeEach(async () => {
  const { organizationId = "" } = connection.viewer.memberships[0] ?? {};
  person = await makeViewer({ organizationId, membership: "reader" });
  connection.account.put("t7", { subject: "Disk <full>", messages: [OLD], messageCount: 1 });
  await sweep();
  await sql("INSERT INTO ticket_follow (ticket_id, user_id, level) VALUES ($1, $2, 'follow')", [
    await ticketIdOf("t7"),
    person.userId,
  ]);
  await giveDevice(person);
  browser = testBrowser();
  await subscribePush(person, browser.subscription);
});

describe("an answer", () => {
  it("is shown by the person's browser, in their language, once", async () => {
    await sql(`UPDATE "user" SET language = 'sv' WHERE id = $1`, [person.userId]);
    await answer(message("new"));
    expect(await send()).toMatchObject({ sent: 1 });
    const ticketId = await ticketIdOf("t7");
    expect(shown()).toEqual([
      {
        title: "[#7] \u2068Disk <full>\u2069",
        body: "\u2068Sven Support\u2069 svarade\nWords of new",
        url: `/tickets/${ticketId}#message-new`,
        tag: `ticket:${ticketId}`,
      },
    ]);
    const { headers } = receiver.received[0] ?? {};
    expect(headers).toMatchObject({
      ttl: "86400",
      urgency: "normal",
      "content-encoding": "aes128gcm",
    });
    expect(headers?.topic).toMatch(/^[\w-]{32}$/);
    expect(headers?.authorization).toMatch(/^vapid t=/);
    expect(await pushes()).toEqual([{ failures: 0, last_sent_at: expect.any(Date) as Date }]);
    expect(await send()).toMatchObject({ sent: 0 });
  });

  it("goes to each of their browsers, and to nobody else's", async () => {
    const other = testBrowser("https://updates.push.services.mozilla.com");
    await subscribePush(person, other.subscription);
    const { organizationId = "" } = connection.viewer.memberships[0] ?? {};
    const colleague = await makeViewer({ organizationId });
    await giveDevice(colleague);
    await subscribePush(colleague, testBrowser().subscription);
    await answer(message("new"));
    await send();
    expect(receiver.received).toHaveLength(2);
    expect(shown()).toEqual(receiver.shownBy(other));
  });

  it("that is encrypted is named without its text", async () => {
    await answer(message("new", { encrypted: true, body: "a sealed secret" }));
    await send();
    expect(shown()).toMatchObject([{ body: "\u2068Sven Support\u2069 answered" }]);
  });

  it("on a sensitive ticket is named without its text or subject", async () => {
    await markSensitive(connection.viewer, {
      ticketId: await ticketIdOf("t7"),
      isSensitive: true,
    });
    await answer(message("new"));
    await send();
    expect(JSON.stringify(shown())).not.toMatch(/Disk|Words/);
    expect(shown()).toHaveLength(1);
  });

  it("fits, however long it is", async () => {
    await answer(message("new", { body: "👩‍👩‍👧‍👦\u0001".repeat(4_000), senderName: "😀".repeat(500) }));
    await send();
    expect(shown()).toHaveLength(1);
    expect(receiver.received[0]?.body.length).toBeLessThan(4_096);
  });
});

describe("quiet hours", () => {
  beforeEach(() =>
    sql("INSERT INTO notification_setting (user_id, quiet_from, quiet_until) VALUES ($1, $2, $3)", [
      person.userId,
      ...around(-60, 60),
    ]),
  );

  it("hold what can wait", async () => {
    await answer(message("new"));
    expect(await send()).toMatchObject({ sent: 0 });
  });

  it("do not hold what wakes, which is urgent", async () => {
    await answer(message("new"));
    await sql("UPDATE notice SET wakes = true");
    await sql("UPDATE notice_delivery SET due_at = now(), wakes = true");
    await hastenNotices();
    await send();
    expect(receiver.received.map(({ headers }) => headers.urgency)).toEqual(["high"]);
  });
});

async function hastenNotices(): Promise<void> {
  await sql("UPDATE pgboss.job SET start_after = now() WHERE name = 'notices'");
  await drainNotices(Date.now() + 10_000);
}

describe("nothing is shown, as it is asked again before it is sent, to somebody who", () => {
  it.each<[string, () => Promise<unknown>]>([
    ["has left", () => sql("DELETE FROM membership WHERE user_id = $1", [person.userId])],
    ["is disabled", () => disableUser(person.userId)],
    ["has read it", () => sql("UPDATE notification SET unread_since = NULL")],
    ["has muted the ticket", () => sql("UPDATE ticket_follow SET level = 'mute'")],
    ["has signed out", () => revokeSession(person.userId, person.session.id)],
    [
      "has lost the session with others",
      () => sql(`UPDATE "user" SET session_version = session_version + 1`),
    ],
    ["was away until the session ended", () => sql("UPDATE session SET expires_at = now()")],
    ["has removed the browser", () => sql("DELETE FROM push_subscription")],
    ["was not reached for a day", () => sql("UPDATE notice SET at = at - interval '25 hours'")],
    [
      "may not see the ticket any more, as it is private",
      async () => {
        await sql("DELETE FROM ticket_follow");
        await sql("INSERT INTO ticket_setting (ticket_id, is_private) VALUES ($1, true)", [
          await ticketIdOf("t7"),
        ]);
      },
    ],
  ])("%s", async (_who, happen) => {
    await answer(message("new"));
    await happen();
    expect(await send()).toEqual({ sent: 0, waiting: 0, failed: 0, dropped: 1 });
    expect(receiver.received).toEqual([]);
  });

  it("shares the browser with whoever signed in there last", async () => {
    const token = randomToken();
    await sql("UPDATE device SET token_hash = $1", [hashToken(token)]);
    const next = await makeViewer();
    await sql("UPDATE session SET completed_at = NULL WHERE id = $1", [next.session.id]);
    const given = { userId: next.userId, sessionId: next.session.id, address: "unknown" };
    await answer(message("new"));
    await arrive(db(), { ...given, deviceToken: token });
    expect(await send()).toMatchObject({ dropped: 1 });
    expect(await pushes()).toEqual([]);
  });
});

describe("a person who signs in again in the same browser", () => {
  it("gets pushes again", async () => {
    await revokeSession(person.userId, person.session.id);
    const sessionId = await makeSession(person.userId);
    const device = "SELECT device_id FROM session WHERE id = $2";
    await sql(`UPDATE session SET device_id = (${device}) WHERE id = $1`, [
      sessionId,
      person.session.id,
    ]);
    await answer(message("new"));
    expect(await send()).toMatchObject({ sent: 1 });
  });
});

describe("a push service that", () => {
  it("has lost the browser for good is not asked again", async () => {
    await subscribePush(person, testBrowser().subscription);
    await answer(message("new"));
    receiver.answer(answerWith(404), answerWith(410));
    expect(await send()).toMatchObject({ sent: 0, failed: 0, dropped: 2 });
    expect(await pushes()).toEqual([]);
  });

  it("fails is asked again, ever later", async () => {
    await answer(message("new"));
    receiver.answer(answerWith(500), answerWith(503));
    expect(await send()).toMatchObject({ waiting: 1 });
    expect(await send()).toMatchObject({ waiting: 0 });
    await hasten();
    expect(await send()).toMatchObject({ waiting: 1 });
    await hasten();
    expect(await send()).toMatchObject({ sent: 1 });
    expect(shown()).toHaveLength(3);
  });

  it("asks for a pause gets it, up to an hour", async () => {
    await answer(message("new"));
    const wait = async (seconds: number) => {
      receiver.answer(answerWith(429, { "retry-after": String(seconds) }));
      expect(await send()).toMatchObject({ waiting: 1 });
      const [job] = await sql<{ seconds: number }>(
        `SELECT round(extract(epoch FROM start_after - now()))::int AS seconds
         FROM pgboss.job WHERE name = 'pushes' AND state = 'created'`,
      );
      await hasten();
      return job?.seconds;
    };
    expect(Math.abs(((await wait(300)) ?? 0) - 300)).toBeLessThan(3);
    expect(Math.abs(((await wait(90_000)) ?? 0) - 3_600)).toBeLessThan(3);
  });

  it("never takes it is given up after eight tries, and the browser is kept", async () => {
    await answer(message("new"));
    for (let tries = 1; tries < 8; tries += 1) {
      receiver.answer(answerWith(500));
      expect(await send()).toMatchObject({ waiting: 1 });
      await hasten();
    }
    receiver.answer(answerWith(500));
    expect(await send()).toMatchObject({ waiting: 0, failed: 1 });
    expect(await pushes()).toMatchObject([{ failures: 0 }]);
  });

  it("refuses ten in a row is left, and a success in between counts anew", async () => {
    await answer(message("new"));
    receiver.answer(answerWith(403));
    expect(await send()).toMatchObject({ failed: 1 });
    expect(await pushes()).toMatchObject([{ failures: 1 }]);
    await sendTestPush(person);
    expect(await send()).toMatchObject({ sent: 1 });
    expect(await pushes()).toMatchObject([{ failures: 0 }]);
    await sql("UPDATE push_subscription SET failures = 9");
    await sendTestPush(person);
    receiver.answer(answerWith(301, { location: "https://127.0.0.1/" }));
    expect(await send()).toMatchObject({ failed: 1 });
    expect(await pushes()).toEqual([]);
  });

  it("cuts the connection or does not answer in time is asked again", async () => {
    await answer(message("new"));
    const noAnswer = () => undefined;
    receiver.answer((response) => response.destroy(), noAnswer);
    expect(await send()).toMatchObject({ waiting: 1 });
    await hasten();
    const post: typeof receiver.post = (address, options) =>
      receiver.post(address, { ...options, timeoutMs: 100 });
    expect(await drainPushes(Date.now() + 10_000, post)).toMatchObject({ waiting: 1 });
  });
});

describe("a browser that was not reached for 400 days", () => {
  it("is forgotten", async () => {
    await sql("UPDATE push_subscription SET created_at = now() - interval '401 days'");
    await sql("UPDATE push_subscription SET last_sent_at = now() - interval '399 days'");
    await deleteOldNotices();
    expect(await pushes()).toHaveLength(1);
    await sql("UPDATE push_subscription SET last_sent_at = NULL");
    await sql("DELETE FROM maintenance");
    await deleteOldNotices();
    expect(await pushes()).toEqual([]);
  });
});
