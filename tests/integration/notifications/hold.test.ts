import { beforeEach, describe, expect, it, vi } from "vitest";

import { deleteOldNotices } from "@/lib/notifications/delete-old";
import { nextAtLocal } from "@/lib/notifications/deliver/local-hours";
import { scheduleOverdueNotices } from "@/lib/notifications/deliver/schedule";

import { useTestDatabase } from "../../helpers/database";
import { around, useDeliveryScene } from "../../helpers/notifications/delivery-scene";
import { sql } from "../../helpers/sql";

useTestDatabase();
const scene = useDeliveryScene();
const { record, drain, pass, rows, read, choose } = scene;

const NOTHING = { untold: false, due: false, in_digest: false };

describe("quiet hours", () => {
  it("hold what can wait", async () => {
    await choose({}, { quiet: around(-60, 60) });
    await record({});
    await drain();
    expect(scene.mail.sent).toEqual([]);
    await pass(61);
    await sql(
      "UPDATE notification_setting SET quiet_from = $1, quiet_until = $2",
      around(-121, -1),
    );
    await drain();
    expect(scene.mail.sent).toHaveLength(1);
  });

  it("do not hold what wakes", async () => {
    await choose({}, { quiet: around(-60, 60) });
    await record({ wakes: true });
    await drain();
    expect(scene.mail.sent).toMatchObject([{ wakes: true }]);
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
    expect(scene.mail.sent).toEqual([]);
    expect(scene.mail.digests).toMatchObject([{ isStorm: false, more: 0 }]);
    expect(scene.mail.digests[0]?.topics).toHaveLength(5);
  });
});

describe("a digest", () => {
  beforeEach(() => choose({ answered: { mail: "digest" } }));

  /** Moves the digest to a minute ago. */
  async function passToDigest(): Promise<void> {
    const [row] = await sql<{ due: Date }>("SELECT digest_due_at AS due FROM notification_setting");
    await pass(((row?.due.getTime() ?? 0) - Date.now()) / 60_000 + 5);
    await sql("UPDATE notification_setting SET digest_at = $1", [around(-1, 0)[0]]);
  }

  it("comes once at the person's hour, whatever the count, without what was read", async () => {
    await record({ ticket: 0 }, { ticket: 1 }, { ticket: 1 }, { ticket: 2 });
    await record({ ticket: 1 });
    await drain();
    expect(scene.mail.sent).toEqual([]);
    const [row] = await sql<{ due: Date }>("SELECT digest_due_at AS due FROM notification_setting");
    expect(row?.due).toEqual(nextAtLocal("UTC", 480, new Date()));
    await sql("UPDATE notification SET unread_since = NULL WHERE topic = $1", [
      `ticket:${scene.tickets[0]}`,
    ]);
    await passToDigest();
    expect(await drain()).toMatchObject({ sent: 1 });
    expect(scene.mail.digests).toHaveLength(1);
    expect(scene.mail.digests[0]?.topics.map(({ notices }) => notices.length).sort()).toEqual([
      1, 3,
    ]);
    expect(await sql("SELECT digest_due_at FROM notification_setting")).toEqual([
      { digest_due_at: null },
    ]);
    await pass(24 * 60);
    await drain();
    expect(scene.mail.digests).toHaveLength(1);
  });

  it("is none when all was read", async () => {
    await record({});
    await drain();
    await read();
    await passToDigest();
    expect(await drain()).toMatchObject({ sent: 0, failed: 0 });
    expect(scene.mail.digests).toEqual([]);
    expect(await rows()).toMatchObject([NOTHING]);
  });

  it("omits what was sent before, with a notice that comes at once", async () => {
    await record({});
    await drain();
    expect(await rows()).toMatchObject([{ in_digest: true }]);
    await record({ kind: "your_turn", detail: "status" });
    await drain();
    expect(scene.mail.sent).toMatchObject([
      { notices: [{ kind: "answered" }, { kind: "your_turn" }] },
    ]);
    await passToDigest();
    await drain();
    expect(scene.mail.digests).toEqual([]);
  });
});

describe("beyond the limits", () => {
  const used = (key: string, points: number, hours: number) =>
    sql(
      `INSERT INTO rate_limit (key, points, expire)
       VALUES ($1, $2, (extract(epoch FROM now()) * 1000)::bigint + $3 * 3600000::bigint)`,
      [key, points, hours],
    );

  it("of a person's hour, the rest becomes one digest that says so", async () => {
    await used(`notices:mail:${scene.person.userId}`, 18, 1);
    await record({ ticket: 0 }, { ticket: 1 }, { ticket: 2 }, { ticket: 3 });
    await drain();
    expect(scene.mail.sent).toHaveLength(2);
    await pass(30);
    await sql("DELETE FROM rate_limit");
    await record({ ticket: 4 });
    await drain();
    expect(scene.mail.sent).toHaveLength(2);
    await pass(29);
    await drain();
    expect(scene.mail.digests).toEqual([]);
    await pass(2);
    await drain();
    expect(scene.mail.digests).toMatchObject([{ isStorm: true }]);
    expect(scene.mail.digests[0]?.topics).toHaveLength(3);
    await record({ ticket: 5 });
    await drain();
    expect(scene.mail.sent).toHaveLength(3);
  });

  it("of an organization's day, too", async () => {
    await used(`notices-org:${scene.organizationId}`, 2_000, 24);
    await record({});
    await drain();
    expect(scene.mail.sent).toEqual([]);
    expect(await rows()).toMatchObject([{ in_digest: true }]);
  });
});

describe("a failure", () => {
  it("rolls back, and is retried ever more slowly", async () => {
    await record({});
    const send = vi.spyOn(scene.mail, "send").mockRejectedValue(new Error("no room"));
    expect(await drain()).toEqual({ taken: 1, sent: 0, failed: 1 });
    expect(await rows()).toEqual([{ untold: true, due: true, in_digest: false, window: false }]);
    await pass(60);
    expect(await drain()).toMatchObject({ failed: 1 });
    await pass(29);
    expect(await drain()).toMatchObject({ taken: 0 });
    send.mockRestore();
    await pass(2);
    await drain();
    expect(scene.mail.sent).toHaveLength(1);
  });

  it("of the queue itself is made good within a minute", async () => {
    await record({});
    await sql("DELETE FROM pgboss.job");
    await scheduleOverdueNotices();
    expect(await drain()).toMatchObject({ taken: 0 });
    await pass(2);
    await scheduleOverdueNotices();
    expect(await drain()).toMatchObject({ sent: 1 });
  });
});

describe("what is kept", () => {
  it("ends: notices, read and unread rows, and failed deliveries", async () => {
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
      `ticket:${scene.tickets[0]}`,
    ]);
    expect(await clean()).toEqual([2, 2, 2]);
    await pass(8 * DAY);
    expect(await clean()).toEqual([2, 2, 0]);
    await pass(173 * DAY);
    expect(await clean()).toEqual([2, 1, 0]);
    await pass(190 * DAY);
    expect(await clean()).toEqual([2, 0, 0]);
    await pass(30 * DAY);
    expect(await clean()).toEqual([0, 0, 0]);
    await record({});
    await drain();
    expect(await clean()).toEqual([1, 1, 1]);
    await pass(2 * DAY);
    expect(await clean()).toEqual([1, 1, 0]);
  });
});
