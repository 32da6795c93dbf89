import { randomUUID } from "node:crypto";

import { beforeEach, describe, expect, it } from "vitest";

import type { Viewer } from "@/lib/auth/types";
import { deliverSubmission } from "@/lib/jobs/submissions";
import { syncConnection } from "@/lib/mirror/sync/run-sync";
import type { TicketMessage } from "@/lib/providers/contract";
import { actOnTicket } from "@/lib/tickets/commands";
import { sendReply } from "@/lib/tickets/reply/send-reply";

import { useTestDatabase } from "../../helpers/database";
import { type MemoryConnection, useMemoryConnection } from "../../helpers/memory-connection";
import { makeViewer } from "../../helpers/people";
import { sql } from "../../helpers/sql";

useTestDatabase();

let connection: MemoryConnection;
useMemoryConnection((made) => (connection = made), {
  clear: ["submission", "notice", "notification", "notice_delivery", "pgboss.job"],
});

let follower: Viewer;

const later = () => new Date(Date.now() + 1_000);

const message = (id: string, sender: string): TicketMessage => ({
  externalId: id,
  sender,
  senderId: null,
  senderName: "Sven Support",
  body: "We look into it.",
  encrypted: false,
  sentAt: new Date(),
});

function change(id: string, changes: Parameters<MemoryConnection["account"]["put"]>[1] = {}) {
  const { messages = [] } = changes;
  connection.account.put(id, {
    updatedAt: later(),
    lastMessageAt: later(),
    messageCount: messages.length,
    ...changes,
  });
}

const sweep = async () =>
  expect(await syncConnection(connection.connectionId, { trigger: "person" })).toMatchObject({
    outcome: "complete",
  });
const notices = () =>
  sql("SELECT kind, detail, actor_id, event_id IS NOT NULL AS event FROM notice ORDER BY id");
const notified = () =>
  sql<{ user_id: string; kinds: string[]; reason: string; count: number }>(
    "SELECT user_id, kinds, reason, count FROM notification ORDER BY last_at, user_id",
  );
const ticketId = async (id: string) =>
  (await sql<{ id: string }>("SELECT id FROM ticket WHERE external_id = $1", [id]))[0]?.id ?? "";

async function follow(viewer: Viewer, id: string, level = "follow"): Promise<void> {
  await sql(
    'INSERT INTO ticket_follow (ticket_id, user_id, level) VALUES ($1, $2, $3::"FollowLevel")',
    [await ticketId(id), viewer.userId, level],
  );
}

beforeEach(async () => {
  const { organizationId = "" } = connection.viewer.memberships[0] ?? {};
  follower = await makeViewer({ organizationId, membership: "reader" });
  for (const id of ["t1", "t2", "t3"])
    connection.account.put(id, { messages: [message(`${id}-old`, "staff")], messageCount: 1 });
  await sweep();
});

describe("a first import", () => {
  it("notifies no one, nor does reading it again", async () => {
    await sweep();
    expect(await notices()).toEqual([]);
    expect(await notified()).toEqual([]);
  });
});

describe("an answer", () => {
  it("notifies followers by one row each, and adds one job per channel", async () => {
    await follow(follower, "t1");
    change("t1", {
      status: "answered",
      messages: [message("t1-old", "staff"), message("t1-new", "staff")],
    });
    await sweep();
    expect(await notices()).toEqual([
      { kind: "your_turn", detail: "status", actor_id: null, event: true },
      { kind: "answered", detail: "message", actor_id: null, event: true },
    ]);
    expect(await notified()).toEqual([
      {
        user_id: follower.userId,
        kinds: ["your_turn", "answered"],
        reason: "follows",
        count: 2,
      },
    ]);
    change("t1", {
      status: "answered",
      messages: [
        message("t1-old", "staff"),
        message("t1-new", "staff"),
        message("t1-more", "staff"),
      ],
    });
    await sweep();
    expect(await notified()).toMatchObject([{ count: 3 }]);
    expect(
      await sql("SELECT channel, untold_from IS NOT NULL AS waits FROM notice_delivery"),
    ).toEqual([{ channel: "mail", waits: true }]);
    expect(await sql("SELECT data ->> 'of' AS of FROM pgboss.job WHERE name = 'notices'")).toEqual([
      { of: "delivery" },
    ]);
    await sql("UPDATE notification SET unread_since = NULL");
    change("t1", {
      status: "answered",
      priority: "high",
      messages: connection.account.tickets.get("t1")?.messages,
    });
    await sweep();
    expect(await notified()).toMatchObject([{ count: 1, kinds: ["changed"] }]);
  });

  it("does not notify people who muted the ticket or are not involved", async () => {
    await follow(follower, "t1", "mute");
    change("t1", { messages: [message("t1-old", "staff"), message("t1-new", "staff")] });
    await sweep();
    expect(await notices()).toHaveLength(1);
    expect(await notified()).toEqual([]);
  });
});

describe("an own act", () => {
  it("notifies followers, but not its author", async () => {
    const { viewer } = connection;
    await follow(follower, "t2");
    await follow(viewer, "t2");
    const reply = await sendReply(viewer, {
      formKey: randomUUID(),
      ticketId: await ticketId("t2"),
      message: "Still down.",
      encrypted: false,
      files: [],
      continues: false,
    });
    await deliverSubmission(reply.submissionId);
    const closed = await actOnTicket(viewer, {
      formKey: randomUUID(),
      ticketId: await ticketId("t2"),
      action: "close",
    });
    await deliverSubmission(closed.submissionId);
    await sweep();
    expect(await sql("SELECT state FROM submission")).toEqual([
      { state: "sent" },
      { state: "sent" },
    ]);
    expect(await notices()).toEqual([
      { kind: "changed", detail: "status", actor_id: viewer.userId, event: true },
    ]);
    expect((await notified()).map((row) => row.user_id)).toEqual([follower.userId]);
  });

  it("that the provider refuses notifies only its author, even if muted", async () => {
    const { viewer, account } = connection;
    await follow(viewer, "t3", "mute");
    await follow(follower, "t3");
    const { AppError } = await import("@/lib/errors");
    account.failOn("reply", new AppError("provider_invalid"));
    const reply = await sendReply(viewer, {
      formKey: randomUUID(),
      ticketId: await ticketId("t3"),
      message: "Hello?",
      encrypted: false,
      files: [],
      continues: false,
    });
    await deliverSubmission(reply.submissionId);
    expect(await sql("SELECT state FROM submission")).toEqual([{ state: "rejected" }]);
    expect(await notices()).toEqual([
      { kind: "failed", detail: "rejected", actor_id: null, event: false },
    ]);
    expect(await notified()).toMatchObject([{ user_id: viewer.userId, reason: "own" }]);
  });
});

describe("what is no news", () => {
  const rename = { subject: "Another subject", requesterName: "Another name" };

  beforeEach(() => follow(follower, "t1"));

  it.each<[string, () => void]>([
    ["another requester and subject", () => change("t1", rename)],
    [
      "messages that were there before they could be read",
      () =>
        change("t1", {
          messages: [
            message("t1-old", "staff"),
            { ...message("t1-older", "staff"), sentAt: new Date("2026-03-01T10:00:00Z") },
          ],
        }),
    ],
    [
      "the customer's message at the provider's own site, and what it does to the status",
      () =>
        change("t1", {
          status: "open",
          messages: [message("t1-old", "staff"), message("t1-mine", "customer")],
        }),
    ],
    ["a ticket of last year that shows only now", () => change("t9", { openedAt: new Date(0) })],
  ])("%s", async (_what, make) => {
    make();
    await sweep();
    expect(await notices()).toEqual([]);
  });

  it("a message that is shown again", async () => {
    change("t1", { messages: [], messageCount: 0 });
    await sweep();
    change("t1", { messages: [message("t1-old", "staff")] });
    await sweep();
    expect((await notices()).map(({ kind }) => kind)).toEqual(["edited"]);
    expect(await notified()).toEqual([]);
  });
});

describe("within an open window", () => {
  it("the job waits for its end, and a waking notice does not", async () => {
    await follow(follower, "t1");
    await sql(
      `INSERT INTO notice_delivery (user_id, channel, topic, organization_id, window_ends_at)
       VALUES ($1, 'mail', $2, '-', now() + interval '10 min')`,
      [follower.userId, `ticket:${await ticketId("t1")}`],
    );
    const starts = () =>
      sql(
        `SELECT start_after > now() + interval '9 min' AS late
         FROM pgboss.job WHERE name = 'notices' ORDER BY created_on`,
      );
    change("t1", { messages: [message("t1-old", "staff"), message("t1-new", "staff")] });
    await sweep();
    expect(await starts()).toEqual([{ late: true }]);
    change("t1", {
      status: "answered",
      priority: "high",
      messages: connection.account.tickets.get("t1")?.messages,
    });
    await sweep();
    expect(await starts()).toEqual([{ late: true }, { late: false }]);
    expect(await sql("SELECT wakes, due_at <= now() AS due FROM notice_delivery")).toEqual([
      { wakes: true, due: true },
    ]);
  });
});

describe("a webhook", () => {
  it("gets every notice of its organization once", async () => {
    const { organizationId = "" } = connection.viewer.memberships[0] ?? {};
    await sql(
      `INSERT INTO webhook (id, organization_id, url, created_by_id, sealed_secret, kinds)
       VALUES ('w1', $1, 'https://hooks.example', $2, '-', '{}'),
              ('w2', $1, 'https://hooks.example', $2, '-', '{connection}')`,
      [organizationId, connection.viewer.userId],
    );
    change("t1", { messages: [message("t1-old", "staff"), message("t1-new", "staff")] });
    await sweep();
    expect(await sql("SELECT webhook_id, state FROM webhook_delivery")).toEqual([
      { webhook_id: "w1", state: "waiting" },
    ]);
    await sql("DELETE FROM webhook");
  });
});
