import { describe, expect, it } from "vitest";

import { enqueueAll } from "@/lib/db/queue";
import { drainNotices } from "@/lib/jobs/notices";
import type { NoticeDetail } from "@/lib/notices/types";
import { subscribePush } from "@/lib/notifications/push/commands";

import { useTestDatabase } from "../../helpers/database";
import { around, useDeliveryScene } from "../../helpers/notifications/delivery-scene";
import { giveDevice, testBrowser } from "../../helpers/notifications/test-browser";
import { disableUser } from "../../helpers/people";
import { sql } from "../../helpers/sql";

useTestDatabase();
const scene = useDeliveryScene();
const { record, drain, pass, rows, read, choose } = scene;

const NOTHING = { untold: false, due: false, in_digest: false };

describe("a notice of a quiet ticket", () => {
  it("is sent once, at once, to the person it is for, and opens a window", async () => {
    await record({}, { kind: "your_turn", detail: "status" });
    expect(await drain()).toEqual({ taken: 1, sent: 1, failed: 0 });
    expect(scene.mail.sent).toMatchObject([
      {
        person: { userId: scene.person.userId, email: scene.person.email, language: "en" },
        topic: `ticket:${scene.tickets[0]}`,
        ticketId: scene.tickets[0],
        organizationId: scene.organizationId,
        reason: "follows",
        wakes: false,
        notices: [
          { kind: "answered", detail: "message" },
          { kind: "your_turn", detail: "status" },
        ],
      },
    ]);
    expect(await rows()).toEqual([{ ...NOTHING, window: true }]);
    await enqueueAll("notices", [
      {
        data: {
          of: "delivery",
          userId: scene.person.userId,
          channel: "mail",
          topic: `ticket:${scene.tickets[0]}`,
        },
      },
    ]);
    expect(await drain()).toMatchObject({ taken: 1, sent: 0 });
  });

  it("says nothing of kinds that the person wants on no mail, or of own acts", async () => {
    await record(
      { kind: "changed", detail: "priority" },
      {},
      { kind: "your_turn", detail: "status", actorId: scene.person.userId },
      { kind: "mentioned", detail: "copied_in", addresses: ["somebody@example.com"] },
    );
    await drain();
    expect(scene.mail.sent.map(({ notices }) => notices.map(({ kind }) => kind))).toEqual([
      ["answered"],
    ]);
  });

  it("waits in no queue whose channel is not there", async () => {
    await record({});
    expect(await drainNotices(Date.now() + 10_000, {})).toEqual({ taken: 1, sent: 0, failed: 0 });
    expect(await rows()).toEqual([{ ...NOTHING, window: false }]);
  });
});

describe("within 15 minutes", () => {
  it("79 events are two mails: one at once, one with all the rest", async () => {
    await record({});
    await drain();
    for (let count = 1; count < 79; count += 1) await record({});
    await drain();
    expect(scene.mail.sent).toHaveLength(1);
    await pass(14);
    await drain();
    expect(scene.mail.sent).toHaveLength(1);
    await pass(1.1);
    await drain();
    expect(scene.mail.sent.map(({ notices }) => notices.length)).toEqual([1, 78]);
    await record({});
    await drain();
    expect(scene.mail.sent).toHaveLength(2);
    await pass(15.1);
    await drain();
    expect(scene.mail.sent.map(({ notices }) => notices.length)).toEqual([1, 78, 1]);
  });

  it("what was read meanwhile is not sent, and what comes after is, alone", async () => {
    await record({});
    await drain();
    await record({}, {});
    await read();
    await pass(16);
    expect(await drain()).toMatchObject({ sent: 0 });
    expect(await rows()).toEqual([{ ...NOTHING, window: true }]);
    await record({});
    await read();
    await record({});
    await drain();
    expect(scene.mail.sent.map(({ notices }) => notices.length)).toEqual([1, 1]);
  });
});

describe("nothing is sent to a person who", () => {
  it.each<[string, () => Promise<unknown>]>([
    [
      "has left the organization",
      () => sql("DELETE FROM membership WHERE user_id = $1", [scene.person.userId]),
    ],
    ["is disabled", () => disableUser(scene.person.userId)],
    [
      "may not see the ticket any more, as it is private",
      async () => {
        await sql("DELETE FROM ticket_follow");
        await sql("INSERT INTO ticket_setting (ticket_id, is_private) VALUES ($1, true)", [
          scene.tickets[0],
        ]);
      },
    ],
    [
      "has a new address that is not proved",
      () => sql(`UPDATE "user" SET email_verified_at = NULL WHERE id = $1`, [scene.person.userId]),
    ],
    ["has muted it", () => sql("UPDATE ticket_follow SET level = 'mute'")],
    ["wants no such mail", () => choose({ answered: { mail: "off" } })],
    ["follows a ticket that is gone", () => sql("DELETE FROM ticket")],
  ])("%s", async (_who, happen) => {
    await record({});
    await happen();
    expect(await drain()).toEqual({ taken: 1, sent: 0, failed: 0 });
    expect(scene.mail.sent).toEqual([]);
    expect(await rows()).toEqual([{ ...NOTHING, window: false }]);
  });
});

describe("in quiet hours, urgent tickets", () => {
  const urgent = { kind: "your_turn", detail: "status", wakes: true } as const;
  const ticketsSent = () => scene.mail.sent.map(({ topic }) => topic).toSorted();
  const topic = (number: number) => `ticket:${scene.tickets[number]}`;

  it("wake one by one, however many one reading finds, and leave ordinary ones for the morning", async () => {
    await choose({}, { quiet: around(-60, 300) });
    await record(
      ...[0, 1, 2, 3].map((ticket) => ({ ticket, ...urgent })),
      ...[4, 5].map((ticket) => ({ ticket })),
    );
    await drain();
    expect(ticketsSent()).toEqual([0, 1, 2, 3].map(topic).toSorted());
  });

  it("wake while a storm's digest waits for the morning, up to ten an hour", async () => {
    await choose({}, { quiet: around(-60, 300) });
    await sql(
      "UPDATE notification_setting SET digest_due_at = now() + interval '4 hours', is_storm = true",
    );
    await record({ ticket: 0, ...urgent });
    await drain();
    expect(ticketsSent()).toEqual([topic(0)]);
    await sql("UPDATE rate_limit SET points = 10 WHERE key LIKE 'notices-urgent:mail:%'");
    await record({ ticket: 1, ...urgent });
    await drain();
    expect(ticketsSent()).toEqual([topic(0)]);
  });
});

describe("a digest", () => {
  it("has a quiet ticket beside one that thousands of things happened to", async () => {
    await choose({ answered: { mail: "digest" } });
    await record({ ticket: 0 });
    await record(...Array.from({ length: 2_100 }, () => ({ ticket: 1 })));
    await drain();
    await pass(24 * 60 + 10);
    await drain();
    const topics = scene.mail.digests.flatMap((digest) => digest.topics);
    expect(topics.map(({ topic }) => topic).toSorted()).toEqual(
      scene.tickets
        .slice(0, 2)
        .map((id) => `ticket:${id}`)
        .toSorted(),
    );
  });

  it("of a person whose time zone nobody knows keeps UTC", async () => {
    await choose({ answered: { mail: "digest" } }, { quiet: [0, 1_439] });
    await sql(`UPDATE "user" SET time_zone = 'Mars/Base' WHERE id = $1`, [scene.person.userId]);
    await record({});
    expect(await drain()).toMatchObject({ sent: 0, failed: 0 });
    expect(await rows()).toMatchObject([{ untold: true, in_digest: true }]);
  });
});

describe("a push", () => {
  it("is sent beside the mail, by its own choice", async () => {
    await giveDevice(scene.person);
    await subscribePush(scene.person, testBrowser().subscription);
    await choose({ answered: { mail: "off" } });
    await record({});
    await drain();
    expect(scene.mail.sent).toEqual([]);
    expect(scene.push.sent).toHaveLength(1);
  });
});

describe("an outcome", () => {
  const failed = async (state: string, detail: NoticeDetail) => {
    await sql(
      `INSERT INTO submission (id, form_key, user_id, organization_id, connection_id, kind, state, ticket_id,
         payload, payload_hash)
       VALUES ('s', 'f', $1, $2, $3, 'reply', $4::"SubmissionState", $5, '{}', '-')`,
      [scene.person.userId, scene.organizationId, scene.connectionId, state, scene.tickets[0]],
    );
    await record({ kind: "failed", detail, submissionId: "s", recipientId: scene.person.userId });
  };

  it("that may settle by itself is held for two minutes, and not sent once it has", async () => {
    await failed("unknown", "unknown");
    await drain();
    expect(scene.mail.sent).toEqual([]);
    await sql("UPDATE submission SET state = 'sent'");
    await pass(3);
    await drain();
    expect(scene.mail.sent).toEqual([]);
    expect(await rows()).toEqual([{ ...NOTHING, window: false }]);
  });

  it("that stays unknown is sent after them, once, with later notices", async () => {
    await record({});
    await failed("unknown", "unknown");
    await record({});
    await drain();
    const kinds = () => scene.mail.sent.map(({ notices }) => notices.map(({ kind }) => kind));
    expect(kinds()).toEqual([["answered"]]);
    await pass(16);
    await drain();
    expect(kinds()).toEqual([["answered"], ["failed", "answered"]]);
  });

  it("that is final is sent at once, on a muted ticket, too", async () => {
    await sql("UPDATE ticket_follow SET level = 'mute'");
    await failed("rejected", "rejected");
    await drain();
    expect(scene.mail.sent).toMatchObject([{ reason: "own" }]);
  });
});
