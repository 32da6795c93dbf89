import { beforeEach, describe, expect, it } from "vitest";

import { runDue } from "@/lib/jobs/run-due";
import type { MirrorTarget } from "@/lib/mirror/write/ticket-row";
import { renewTimelinesBatch } from "@/lib/mirror/write/timeline/renew-timelines";
import { writeSnapshots } from "@/lib/mirror/write/write-snapshots";
import type { TicketProvider, TicketSnapshot } from "@/lib/providers/contract";
import { registerProvider } from "@/lib/providers/registry";
import { ticketLife } from "@/lib/tickets/life/ticket-life";
import { useTestDatabase } from "@/tests/helpers/database";
import { MemoryAccount } from "@/tests/helpers/memory-account";
import { memoryProvider } from "@/tests/helpers/memory-provider";
import { expectTimelinesRecomputed } from "@/tests/helpers/mirror/timelines";
import { makeOrganization, makeViewer } from "@/tests/helpers/people";
import { makeTarget } from "@/tests/helpers/search/search-target";
import { sql } from "@/tests/helpers/sql";

useTestDatabase();

let account: MemoryAccount;
let provider: TicketProvider;
let target: MirrorTarget;

beforeEach(async () => {
  await sql("TRUNCATE connection CASCADE");
  account = new MemoryAccount();
  provider = memoryProvider(account);
  target = await makeTarget(await makeOrganization(), provider);
});

/** A time of the first of March 2026; the ticket is opened at 10:00. */
const on = (clock: string) => new Date(`2026-03-01T${clock}:00.000Z`);

async function write(id: string, readAt: Date, changes: Partial<TicketSnapshot> = {}) {
  const put = account.put(id, changes);
  const snapshot = { ...put, readAt, raw: changes.raw ?? put.raw };
  await writeSnapshots(target, [{ snapshot }], { runId: null });
  await expectTimelinesRecomputed(target.connectionId, provider);
}

const message = (externalId: string, sender: string, sentAt: Date) => ({
  externalId,
  sender,
  senderId: null,
  senderName: null,
  body: externalId,
  encrypted: false,
  sentAt,
});

async function segments(): Promise<string[]> {
  const rows = await sql<{ turn: string; from: string; to: string | null }>(
    `SELECT turn::text, to_char(starts_at AT TIME ZONE 'UTC', 'HH24:MI') AS from,
       to_char(ends_at AT TIME ZONE 'UTC', 'HH24:MI') AS to
     FROM turn_segment ORDER BY ticket_id, position`,
  );
  return rows.map(({ turn, from, to }) => `${turn} ${from}–${to ?? ""}`);
}

/** Of the first of March, in minutes. */
async function sums(where = "service_id = ''") {
  const minutes = (name: string) => `(sum(${name}_ms) / 60000)::int AS ${name}_minutes`;
  const [row] = await sql(
    `SELECT sum(opened)::int AS opened, sum(done)::int AS done, sum(answers)::int AS answers,
       ${minutes("answer")}, ${minutes("first_answer")}, ${minutes("theirs")}, ${minutes("yours")}
     FROM day_sum WHERE day = '2026-03-01' AND ${where}`,
  );
  return row;
}

const counts = async () =>
  sql(
    "SELECT (SELECT count(*)::int FROM ticket_timeline) AS made, (SELECT count(*)::int FROM outdated_timeline) AS outdated",
  );

describe("a ticket's timeline", () => {
  it("is kept from opening to done, with answers and sums", async () => {
    await write("m-1", on("10:05"));
    const asked = [message("1", "automation", on("10:01")), message("2", "staff", on("10:30"))];
    await write("m-1", on("10:35"), {
      status: "answered",
      updatedAt: on("10:30"),
      messages: asked,
      messageCount: 2,
    });
    const again = [...asked, message("3", "customer", on("11:00"))];
    await write("m-1", on("11:05"), {
      status: "open",
      updatedAt: on("11:00"),
      messages: again,
      messageCount: 3,
    });
    await write("m-1", on("12:00"), {
      status: "closed",
      updatedAt: on("11:50"),
      messages: [...again, message("4", "staff", on("11:45"))],
      messageCount: 4,
    });
    expect(await segments()).toEqual([
      "theirs 10:00–10:30",
      "yours 10:30–11:00",
      "theirs 11:00–11:50",
      "done 11:50–",
    ]);
    expect(await sums()).toEqual({
      opened: 1,
      done: 1,
      answers: 2,
      answer_minutes: 75,
      first_answer_minutes: 30,
      theirs_minutes: 80,
      yours_minutes: 30,
    });
  });

  it("is shown with its lengths, and with automation as no answer", async () => {
    const automatic = message("1", "automation", on("10:01"));
    await write("m-1", on("10:05"), { messages: [automatic], messageCount: 1 });
    const messages = [automatic, message("2", "staff", on("10:30"))];
    const answered = { status: "answered", messages, messageCount: 2 };
    await write("m-1", on("10:35"), { ...answered, updatedAt: on("10:30") });
    const office = [{ from: "10:15", to: "10:45" }];
    const calendar = { timeZone: "UTC", hours: Array(7).fill(office) };
    await sql("UPDATE organization SET calendar = $1", [JSON.stringify(calendar)]);
    const [ticket] = await sql<{ id: string }>("SELECT id FROM ticket");
    const staff = await makeViewer({ role: "staff" });
    const life = await ticketLife(staff, "staff", ticket?.id ?? "");
    const minutes = (count: number) => count * 60_000;
    expect(life?.answers).toEqual([
      {
        isFirst: true,
        askedAt: on("10:00"),
        answered: { at: on("10:30"), after: expect.any(Date), before: expect.any(Date) },
        took: { wallMs: minutes(30), businessMs: minutes(15) },
      },
    ]);
    expect(life?.totals[0]).toMatchObject({
      turn: "theirs",
      length: { wallMs: minutes(30), businessMs: minutes(15) },
    });
    expect(life).toMatchObject({ timeZone: "UTC", unanswered: null, done: null });
  });

  it("is corrected by a message that shows late and by another time of the opening", async () => {
    const later = message("2", "staff", on("10:40"));
    await write("m-1", on("10:05"));
    await write("m-1", on("10:45"), { messages: [later], messageCount: 1, updatedAt: on("10:40") });
    expect(await sums()).toMatchObject({ answers: 1, first_answer_minutes: 40 });
    await write("m-1", on("11:00"), {
      messages: [message("1", "staff", on("10:20")), later],
      messageCount: 2,
    });
    expect(await sums()).toMatchObject({ answers: 1, first_answer_minutes: 20 });
    await write("m-1", on("11:10"), { openedAt: on("10:10") });
    expect(await sums()).toMatchObject({ opened: 1, answers: 1, first_answer_minutes: 10 });
    await write("m-1", on("11:20"), { openedAt: new Date("2026-02-28T10:00:00Z") });
    expect(await sums()).toMatchObject({ opened: 0, answers: 1 });
  });

  it("is corrected where only the sides of who wrote become known", async () => {
    const raw = { same: true };
    const messages = [message("1", "unknown", on("10:30"))];
    await write("m-1", on("10:35"), { messages, messageCount: 1, raw });
    expect(await sums()).toMatchObject({ answers: 0 });
    const known = messages.map((each) => ({ ...each, sender: "staff" }));
    await write("m-1", on("10:40"), { messages: known, messageCount: 1, raw });
    expect(await sums()).toMatchObject({ answers: 1, first_answer_minutes: 30 });
  });

  it("counts a ticket once in all, and once for each of its services", async () => {
    const box = (externalId: string) => ({ kind: "box", externalId, name: null, details: {} });
    const named = { ...box("x"), externalId: null, name: "An old box" };
    await write("m-1", on("10:05"), { services: [box("a"), box("b"), named] });
    await write("m-2", on("10:05"), { services: [box("b")] });
    await write("m-3", on("10:05"));
    expect(await sums()).toMatchObject({ opened: 3 });
    const byService = () =>
      sql(
        `SELECT s.external_id, sum(d.opened)::int AS opened FROM day_sum d JOIN service s ON s.id = d.service_id
         WHERE d.opened <> 0 GROUP BY 1 ORDER BY 1`,
      );
    expect(await byService()).toEqual([
      { external_id: "a", opened: 1 },
      { external_id: "b", opened: 2 },
    ]);
    await write("m-1", on("10:20"), {
      services: [box("c")],
      category: { id: "sales", label: "Sales" },
    });
    expect(await byService()).toEqual([
      { external_id: "b", opened: 1 },
      { external_id: "c", opened: 1 },
    ]);
    expect(await sums("service_id = '' AND category_id = 'sales'")).toMatchObject({ opened: 1 });
  });

  it("of an import has answers by the provider's times, and no turn before it was seen", async () => {
    await write("m-1", on("15:00"), {
      status: "closed",
      updatedAt: on("14:00"),
      messages: [message("1", "staff", on("10:30"))],
      messageCount: 1,
    });
    expect(await sums()).toEqual({
      opened: 1,
      done: 0,
      answers: 1,
      answer_minutes: 30,
      first_answer_minutes: 30,
      theirs_minutes: 0,
      yours_minutes: 0,
    });
    expect((await segments()).map((segment) => segment.split(" ")[0])).toEqual([
      "not_seen",
      "done",
    ]);
  });

  it("is not written again when nothing changed", async () => {
    await write("m-1", on("10:05"));
    const versions = () =>
      sql(
        `SELECT xmin::text FROM ticket_timeline UNION ALL SELECT xmin::text FROM turn_segment
         UNION ALL SELECT xmin::text FROM ticket_state UNION ALL SELECT xmin::text FROM day_sum`,
      );
    const before = await versions();
    await write("m-1", on("11:05"));
    await write("m-1", on("11:05"), { fields: { rack: "R1" } });
    expect(await versions()).toEqual(before);
  });
});

describe("timelines of earlier versions", () => {
  const forget = () =>
    sql(
      `WITH a AS (DELETE FROM ticket_timeline), b AS (DELETE FROM turn_segment), c AS (DELETE FROM answer),
         d AS (DELETE FROM ticket_state), e AS (DELETE FROM day_sum)
       INSERT INTO outdated_timeline (ticket_id, connection_id) SELECT id, connection_id FROM ticket`,
    );

  it("are made by the worker, in batches, as if they had always been kept", async () => {
    const unregister = registerProvider(provider);
    try {
      for (let index = 0; index < 5; index++) await write(`m-${index}`, on("10:05"));
      await write("m-1", on("10:40"), { status: "answered", updatedAt: on("10:30") });
      await forget();
      expect(await renewTimelinesBatch(2)).toBe(2);
      expect(await counts()).toEqual([{ made: 2, outdated: 3 }]);
      expect(await runDue(5_000)).toMatchObject({ timelines: 3 });
      expect(await renewTimelinesBatch()).toBe(0);
      await expectTimelinesRecomputed(target.connectionId, provider);
      expect(await sums()).toMatchObject({ opened: 5, theirs_minutes: 30 });
    } finally {
      unregister();
    }
  });

  it("are made anew after an older portal has written a ticket, and only then", async () => {
    const unregister = registerProvider(provider);
    try {
      await write("m-1", on("10:05"));
      expect(await counts()).toEqual([{ made: 1, outdated: 0 }]);
      await sql("UPDATE ticket SET status = 'answered', turn = 'yours', read_at = $1", [
        on("10:30"),
      ]);
      await sql(
        `INSERT INTO event (ticket_id, organization_id, kind, field, before, after, seen_at, happened_at)
         SELECT id, organization_id, 'changed', 'status', '"open"', '"answered"', read_at, $1 FROM ticket`,
        [on("10:20")],
      );
      await sql(
        `INSERT INTO ticket (id, organization_id, connection_id, provider, external_id, number, status, turn,
           activity_at, summary_hash, first_seen_at, read_at)
         SELECT 'old', organization_id, connection_id, provider, 'm-2', '2', 'open', 'theirs', $1, '', $1, $1 FROM ticket`,
        [on("10:30")],
      );
      expect(await counts()).toEqual([{ made: 1, outdated: 2 }]);
      expect(await renewTimelinesBatch()).toBe(2);
      expect(await counts()).toEqual([{ made: 2, outdated: 0 }]);
      await expectTimelinesRecomputed(target.connectionId, provider);
    } finally {
      unregister();
    }
  });

  it("have since when it is whose turn, also if an older portal writes them", async () => {
    const began = async () => {
      const rows = await sql<{ began_at: Date | null }>("SELECT began_at FROM ticket_timeline");
      return rows[0]?.began_at;
    };
    await write("m-1", on("15:00"), { status: "closed", updatedAt: on("14:00") });
    expect(await began()).toEqual(on("14:00"));
    await sql("UPDATE ticket_timeline SET turn = 'yours', since_at = $1", [on("13:00")]);
    expect(await began()).toEqual(on("13:00"));
    await sql("UPDATE ticket_timeline SET since_at = $1, since_seen = true", [on("16:00")]);
    expect(await began()).toEqual(on("16:00"));
    await sql("UPDATE ticket SET read_at = now()");
    expect(await began()).toBeNull();
  });

  it("that cannot be made do not keep the others from being made", async () => {
    for (let index = 0; index < 4; index++) await write(`m-${index}`, on("10:05"));
    await forget();
    const [odd] = await sql<{ id: string }>("SELECT id FROM ticket WHERE external_id = 'm-2'");
    await sql(`ALTER TABLE turn_segment ADD CONSTRAINT odd CHECK (ticket_id <> '${odd?.id}')`);
    try {
      expect(await renewTimelinesBatch()).toBe(4);
      expect(await counts()).toEqual([{ made: 3, outdated: 1 }]);
      expect(await renewTimelinesBatch()).toBe(0);
      expect(await sums()).toMatchObject({ opened: 3 });
      await sql("UPDATE ticket SET read_at = now() WHERE id = $1", [odd?.id]);
      expect(await renewTimelinesBatch()).toBe(1);
    } finally {
      await sql("ALTER TABLE turn_segment DROP CONSTRAINT odd");
    }
  });
});
