import { beforeEach, describe, expect, it, vi } from "vitest";

import { enqueueAll } from "@/lib/db/queue";
import { transaction } from "@/lib/db/kysely";
import type { Viewer } from "@/lib/auth/types";
import { drainNotices } from "@/lib/jobs/notices";
import type { NoticeKind } from "@/lib/notices/kinds";
import { recordNotices } from "@/lib/notices/record/record-notices";
import type { NewNotice, NoticeDetail } from "@/lib/notices/types";
import { deleteOldNotices } from "@/lib/notifications/delete-old";
import { nextAtLocal } from "@/lib/notifications/deliver/local-hours";
import { scheduleOverdueNotices } from "@/lib/notifications/deliver/schedule";

import { useTestDatabase } from "../../helpers/database";
import { useMemoryConnection, type MemoryConnection } from "../../helpers/memory-connection";
import { recordingChannel } from "../../helpers/notifications/recording-channel";
import { disableUser, makeViewer } from "../../helpers/people";
import { sql } from "../../helpers/sql";
import { syncConnection } from "@/lib/mirror/sync/run-sync";

useTestDatabase();

let connection: MemoryConnection;
useMemoryConnection((made) => (connection = made), {
  clear: [
    "submission",
    "notice",
    "notification",
    "notice_delivery",
    "notification_setting",
    "rate_limit",
    "maintenance",
    "pgboss.job",
  ],
});

const TICKETS = 6;
let person: Viewer;
let organizationId: string;
let tickets: string[];
let mail = recordingChannel();
let push = recordingChannel("push");

beforeEach(async () => {
  organizationId = connection.viewer.memberships[0]?.organizationId ?? "";
  person = await makeViewer({ organizationId, membership: "reader" });
  for (let number = 0; number < TICKETS; number += 1) connection.account.put(`t${number}`, {});
  await syncConnection(connection.connectionId, { trigger: "person" });
  tickets = (await sql<{ id: string }>("SELECT id FROM ticket ORDER BY id")).map(({ id }) => id);
  await sql(
    `INSERT INTO ticket_follow (ticket_id, user_id, level) SELECT id, $1, 'follow' FROM ticket`,
    [person.userId],
  );
  mail = recordingChannel();
  push = recordingChannel("push");
});

interface Given extends Partial<NewNotice> {
  ticket?: number;
}

/** Records notices of an answer, or of what is given, in a transaction of their own. */
async function record(...given: Given[]): Promise<void> {
  await transaction(async (client) => {
    const [row] = await sql<{ now: Date }>("SELECT now()::timestamptz(3) AS now");
    await recordNotices(
      client,
      given.map(({ ticket = 0, ...more }) => ({
        organizationId,
        topic: `ticket:${tickets[ticket] ?? ""}`,
        ticketId: tickets[ticket] ?? null,
        submissionId: null,
        connectionId: connection.connectionId,
        kind: "answered" as NoticeKind,
        detail: "message" as NoticeDetail,
        event: null,
        actorId: null,
        recipientId: null,
        addresses: [],
        wakes: false,
        ...more,
      })),
      row?.now ?? new Date(),
    );
  });
}

const drain = () => drainNotices(Date.now() + 10_000, { mail, push });

/** As if so many minutes had gone by. */
async function pass(minutes: number): Promise<void> {
  for (const [table, columns] of Object.entries({
    notice: ["at"],
    notification: ["unread_since", "last_at"],
    notice_delivery: ["untold_since", "due_at", "window_ends_at"],
    notification_setting: ["digest_due_at"],
    "pgboss.job": ["start_after", "created_on"],
  }))
    await sql(
      `UPDATE ${table} SET ${columns.map((one) => `${one} = ${one} - $1::float8 * interval '1 min'`).join()}`,
      [minutes],
    );
  await sql("UPDATE rate_limit SET expire = expire - ($1::float8 * 60000)::bigint", [minutes]);
}

const rows = () =>
  sql<{ untold: boolean; due: boolean; in_digest: boolean; window: boolean }>(
    `SELECT untold_from IS NOT NULL AS untold, due_at IS NOT NULL AS due, in_digest, window_ends_at IS NOT NULL AS window
     FROM notice_delivery ORDER BY topic`,
  );
const read = () => sql("UPDATE notification SET unread_since = NULL");
const choose = (choices: object, more: { quiet?: [number, number]; digestAt?: number } = {}) =>
  sql(
    `INSERT INTO notification_setting (user_id, choices, quiet_from, quiet_until, digest_at) VALUES ($1, $2, $3, $4, $5)`,
    [
      person.userId,
      JSON.stringify(choices),
      more.quiet?.[0] ?? null,
      more.quiet?.[1] ?? null,
      more.digestAt ?? 480,
    ],
  );

/** Hours around now in UTC, which is the person's zone. */
function around(from: number, until: number): [number, number] {
  const minute = new Date().getUTCHours() * 60 + new Date().getUTCMinutes();
  const inDay = (value: number) => (value + 1_440) % 1_440;
  return [inDay(minute + from), inDay(minute + until)];
}

const NOTHING = { untold: false, due: false, in_digest: false };

describe("a notice of a quiet ticket", () => {
  it("is told at once, once, to whoever hears of it, and opens a window", async () => {
    await record({}, { kind: "your_turn", detail: "status" });
    expect(await drain()).toEqual({ taken: 1, told: 1, failed: 0 });
    expect(mail.told).toMatchObject([
      {
        person: { userId: person.userId, email: person.email, language: "en" },
        topic: `ticket:${tickets[0]}`,
        ticketId: tickets[0],
        organizationId,
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
          userId: person.userId,
          channel: "mail",
          topic: `ticket:${tickets[0]}`,
        },
      },
    ]);
    expect(await drain()).toMatchObject({ taken: 1, told: 0 });
  });

  it("says nothing of kinds that the person wants on no mail, or of own acts", async () => {
    await record(
      { kind: "changed", detail: "priority" },
      {},
      { kind: "your_turn", detail: "status", actorId: person.userId },
      { kind: "mentioned", detail: "copied_in", addresses: ["somebody@example.com"] },
    );
    await drain();
    expect(mail.told.map(({ notices }) => notices.map(({ kind }) => kind))).toEqual([["answered"]]);
  });

  it("waits in no queue whose channel is not there", async () => {
    await record({});
    expect(await drainNotices(Date.now() + 10_000, {})).toEqual({ taken: 1, told: 0, failed: 0 });
    expect(await rows()).toEqual([{ ...NOTHING, window: false }]);
  });
});

describe("within 15 minutes", () => {
  it("79 events are two mails: one at once, one with all the rest", async () => {
    await record({});
    await drain();
    for (let count = 1; count < 79; count += 1) await record({});
    await drain();
    expect(mail.told).toHaveLength(1);
    await pass(14);
    await drain();
    expect(mail.told).toHaveLength(1);
    await pass(1.1);
    await drain();
    expect(mail.told.map(({ notices }) => notices.length)).toEqual([1, 78]);
    await record({});
    await drain();
    expect(mail.told).toHaveLength(2);
    await pass(15.1);
    await drain();
    expect(mail.told.map(({ notices }) => notices.length)).toEqual([1, 78, 1]);
  });

  it("what was read meanwhile is not sent, and what comes after is, alone", async () => {
    await record({});
    await drain();
    await record({}, {});
    await read();
    await pass(16);
    expect(await drain()).toMatchObject({ told: 0 });
    expect(await rows()).toEqual([{ ...NOTHING, window: true }]);
    await record({});
    await read();
    await record({});
    await drain();
    expect(mail.told.map(({ notices }) => notices.length)).toEqual([1, 1]);
  });
});

describe("quiet hours", () => {
  it("hold what can wait", async () => {
    await choose({}, { quiet: around(-60, 60) });
    await record({});
    await drain();
    expect(mail.told).toEqual([]);
    await pass(61);
    await sql(
      "UPDATE notification_setting SET quiet_from = $1, quiet_until = $2",
      around(-121, -1),
    );
    await drain();
    expect(mail.told).toHaveLength(1);
  });

  it("do not hold what wakes", async () => {
    await choose({}, { quiet: around(-60, 60) });
    await record({ wakes: true });
    await drain();
    expect(mail.told).toMatchObject([{ wakes: true }]);
  });

  it("end with one mail, if very much came", async () => {
    await choose({}, { quiet: around(-60, 60) });
    await record(...[0, 1, 2, 3, 4].map((ticket) => ({ ticket })));
    await drain();
    await pass(61);
    await sql(
      "UPDATE notification_setting SET quiet_from = $1, quiet_until = $2",
      around(-121, -1),
    );
    await drain();
    await pass(1);
    await drain();
    expect(mail.told).toEqual([]);
    expect(mail.digests).toMatchObject([{ isStorm: false, more: 0 }]);
    expect(mail.digests[0]?.topics).toHaveLength(5);
  });
});

describe("nothing is told to somebody who", () => {
  it.each<[string, () => Promise<unknown>]>([
    [
      "has left the organization",
      () => sql("DELETE FROM membership WHERE user_id = $1", [person.userId]),
    ],
    ["is disabled", () => disableUser(person.userId)],
    [
      "may not see the ticket any more, as it is private",
      async () => {
        await sql("DELETE FROM ticket_follow");
        await sql("INSERT INTO ticket_setting (ticket_id, is_private) VALUES ($1, true)", [
          tickets[0],
        ]);
      },
    ],
    [
      "has a new address that is not proved",
      () => sql(`UPDATE "user" SET email_verified_at = NULL WHERE id = $1`, [person.userId]),
    ],
    ["has muted it", () => sql("UPDATE ticket_follow SET level = 'mute'")],
    ["wants no such mail", () => choose({ answered: { mail: "off" } })],
    ["follows a ticket that is gone", () => sql("DELETE FROM ticket")],
  ])("%s", async (_who, happen) => {
    await record({});
    await happen();
    expect(await drain()).toEqual({ taken: 1, told: 0, failed: 0 });
    expect(mail.told).toEqual([]);
    expect(await rows()).toEqual([{ ...NOTHING, window: false }]);
  });
});

describe("a push", () => {
  it("is told beside the mail, by its own choice", async () => {
    await sql(
      `INSERT INTO push_subscription (id, user_id, endpoint_hash, sealed_subscription, user_agent) VALUES ('p', $1, $1, '-', '-')`,
      [person.userId],
    );
    await choose({ answered: { mail: "off" } });
    await record({});
    await drain();
    expect(mail.told).toEqual([]);
    expect(push.told).toHaveLength(1);
  });
});

describe("an outcome", () => {
  const failed = async (state: string, detail: NoticeDetail) => {
    await sql(
      `INSERT INTO submission (id, form_key, user_id, organization_id, connection_id, kind, state, ticket_id, payload, payload_hash)
       VALUES ('s', 'f', $1, $2, $3, 'reply', $4::"SubmissionState", $5, '{}', '-')`,
      [person.userId, organizationId, connection.connectionId, state, tickets[0]],
    );
    await record({ kind: "failed", detail, submissionId: "s", recipientId: person.userId });
  };

  it("that may settle by itself is held for two minutes, and not told once it has", async () => {
    await failed("unknown", "unknown");
    await drain();
    expect(mail.told).toEqual([]);
    await sql("UPDATE submission SET state = 'sent'");
    await pass(3);
    await drain();
    expect(mail.told).toEqual([]);
    expect(await rows()).toEqual([{ ...NOTHING, window: false }]);
  });

  it("that stays unknown is told after them, once, with what came meanwhile", async () => {
    await record({});
    await failed("unknown", "unknown");
    await record({});
    await drain();
    const kinds = () => mail.told.map(({ notices }) => notices.map(({ kind }) => kind));
    expect(kinds()).toEqual([["answered"]]);
    await pass(16);
    await drain();
    expect(kinds()).toEqual([["answered"], ["failed", "answered"]]);
  });

  it("that is final is told at once, on a muted ticket, too", async () => {
    await sql("UPDATE ticket_follow SET level = 'mute'");
    await failed("rejected", "rejected");
    await drain();
    expect(mail.told).toMatchObject([{ reason: "own" }]);
  });
});

describe("a digest", () => {
  beforeEach(() => choose({ answered: { mail: "digest" } }));

  /** To a minute after the person's hour. */
  async function passToDigest(): Promise<void> {
    const [row] = await sql<{ due: Date }>("SELECT digest_due_at AS due FROM notification_setting");
    await pass(((row?.due.getTime() ?? 0) - Date.now()) / 60_000 + 5);
    await sql("UPDATE notification_setting SET digest_at = $1", [around(-1, 0)[0]]);
  }

  it("comes once at the person's hour, whatever the count, without what was read", async () => {
    await record({ ticket: 0 }, { ticket: 1 }, { ticket: 1 }, { ticket: 2 });
    await record({ ticket: 1 });
    await drain();
    expect(mail.told).toEqual([]);
    const [row] = await sql<{ due: Date }>("SELECT digest_due_at AS due FROM notification_setting");
    expect(row?.due).toEqual(nextAtLocal("UTC", 480, new Date()));
    await sql("UPDATE notification SET unread_since = NULL WHERE topic = $1", [
      `ticket:${tickets[0]}`,
    ]);
    await passToDigest();
    expect(await drain()).toMatchObject({ told: 1 });
    expect(mail.digests).toHaveLength(1);
    expect(mail.digests[0]?.topics.map(({ notices }) => notices.length).sort()).toEqual([1, 3]);
    expect(await sql("SELECT digest_due_at FROM notification_setting")).toEqual([
      { digest_due_at: null },
    ]);
    await pass(24 * 60);
    await drain();
    expect(mail.digests).toHaveLength(1);
  });

  it("is none when all was read", async () => {
    await record({});
    await drain();
    await read();
    await passToDigest();
    expect(await drain()).toMatchObject({ told: 0, failed: 0 });
    expect(mail.digests).toEqual([]);
    expect(await rows()).toMatchObject([NOTHING]);
  });

  it("loses what is told before, with a notice that comes at once", async () => {
    await record({});
    await drain();
    expect(await rows()).toMatchObject([{ in_digest: true }]);
    await record({ kind: "your_turn", detail: "status" });
    await drain();
    expect(mail.told).toMatchObject([{ notices: [{ kind: "answered" }, { kind: "your_turn" }] }]);
    await passToDigest();
    await drain();
    expect(mail.digests).toEqual([]);
  });
});

describe("beyond the limits", () => {
  const used = (key: string, points: number, hours: number) =>
    sql(
      "INSERT INTO rate_limit (key, points, expire) VALUES ($1, $2, (extract(epoch FROM now()) * 1000)::bigint + $3 * 3600000::bigint)",
      [key, points, hours],
    );

  it("of a person's hour, the rest becomes one digest that says so", async () => {
    await used(`notices:mail:${person.userId}`, 18, 1);
    await record({ ticket: 0 }, { ticket: 1 }, { ticket: 2 }, { ticket: 3 });
    await drain();
    expect(mail.told).toHaveLength(2);
    await pass(30);
    await sql("DELETE FROM rate_limit");
    await record({ ticket: 4 });
    await drain();
    expect(mail.told).toHaveLength(2);
    await pass(29);
    await drain();
    expect(mail.digests).toEqual([]);
    await pass(2);
    await drain();
    expect(mail.digests).toMatchObject([{ isStorm: true }]);
    expect(mail.digests[0]?.topics).toHaveLength(3);
    await record({ ticket: 5 });
    await drain();
    expect(mail.told).toHaveLength(3);
  });

  it("of an organization's day, too", async () => {
    await used(`notices-org:${organizationId}`, 2_000, 24);
    await record({});
    await drain();
    expect(mail.told).toEqual([]);
    expect(await rows()).toMatchObject([{ in_digest: true }]);
  });
});

describe("a failure", () => {
  it("rolls back what was told, and is tried again ever more slowly", async () => {
    await record({});
    const tell = vi.spyOn(mail, "tell").mockRejectedValue(new Error("no room"));
    expect(await drain()).toEqual({ taken: 1, told: 0, failed: 1 });
    expect(await rows()).toEqual([{ untold: true, due: true, in_digest: false, window: false }]);
    await pass(60);
    expect(await drain()).toMatchObject({ failed: 1 });
    await pass(29);
    expect(await drain()).toMatchObject({ taken: 0 });
    tell.mockRestore();
    await pass(2);
    await drain();
    expect(mail.told).toHaveLength(1);
  });

  it("of the queue itself is made good within a minute", async () => {
    await record({});
    await sql("DELETE FROM pgboss.job");
    await scheduleOverdueNotices();
    expect(await drain()).toMatchObject({ taken: 0 });
    await pass(2);
    await scheduleOverdueNotices();
    expect(await drain()).toMatchObject({ told: 1 });
  });
});

describe("what is kept", () => {
  it("ends: notices, read and unread rows, and what cannot be told", async () => {
    const DAY = 24 * 60;
    const counts = async () => [
      (await sql("SELECT 1 FROM notice")).length,
      (await sql("SELECT 1 FROM notification")).length,
      (await sql("SELECT 1 FROM notice_delivery")).length,
    ];
    const clean = async () => {
      await sql("DELETE FROM maintenance");
      await deleteOldNotices();
      return counts();
    };
    await record({ ticket: 0 }, { ticket: 1 });
    await sql("UPDATE notification SET unread_since = NULL WHERE topic = $1", [
      `ticket:${tickets[0]}`,
    ]);
    expect(await clean()).toEqual([2, 2, 2]);
    await pass(8 * DAY);
    expect(await clean()).toEqual([2, 2, 0]);
    await pass(83 * DAY);
    expect(await clean()).toEqual([0, 2, 0]);
    await pass(90 * DAY);
    expect(await clean()).toEqual([0, 1, 0]);
    await pass(190 * DAY);
    expect(await clean()).toEqual([0, 0, 0]);
    await record({});
    await drain();
    expect(await clean()).toEqual([1, 1, 1]);
    await pass(2 * DAY);
    expect(await clean()).toEqual([1, 1, 0]);
  });
});
