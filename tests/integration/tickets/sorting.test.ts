import { beforeAll, expect, it } from "vitest";

import { ownScope } from "@/lib/auth/scope";
import type { Viewer } from "@/lib/auth/types";
import { renewTimelinesBatch } from "@/lib/mirror/write/timeline/renew-timelines";
import { writeSnapshots } from "@/lib/mirror/write/write-snapshots";
import { providers } from "@/lib/providers/registry";
import { listPage, listReader } from "@/lib/tickets/list/list-page";
import { bySeverity } from "@/lib/tickets/list/severity";
import { ticketFilters } from "@/lib/tickets/schemas";
import { useTestDatabase } from "@/tests/helpers/database";
import { MemoryAccount } from "@/tests/helpers/memory-account";
import { memoryProvider } from "@/tests/helpers/memory-provider";
import { makeOrganization, makeViewer } from "@/tests/helpers/people";
import { makeTarget } from "@/tests/helpers/search/search-target";
import { sql } from "@/tests/helpers/sql";

useTestDatabase();

const COUNT = 90;
const PER_PAGE = 7;
const PRIORITIES = ["high", "odd", null, "low", "urgent", "another", "normal"];
const STATUSES = ["open", "answered", "closed", "mysterious"];

let viewer: Viewer;

const reply = (sentAt: Date) => ({
  externalId: "reply",
  sender: "staff",
  senderId: null,
  senderName: "Kim",
  body: "Done.",
  encrypted: false,
  sentAt,
});

/** Mixes times, priorities and statuses; three tickets share each time. */
beforeAll(async () => {
  const account = new MemoryAccount();
  const organizationId = await makeOrganization();
  viewer = await makeViewer({ organizationId });
  const tickets = Array.from({ length: COUNT }, (_unused, index) => {
    const at = (minute: number) => new Date(Date.UTC(2026, 2, 1, 0, minute));
    return account.put(`m-${index}`, {
      priority: PRIORITIES[index % PRIORITIES.length],
      status: STATUSES[(index * 5) % STATUSES.length],
      openedAt: at((index * 11) % 20),
      updatedAt: at(30 + ((index * 7) % 30)),
      lastMessageAt: null,
      messages: index % 4 === 0 ? [] : [reply(at(((index * 11) % 20) + (index % 5)))],
    });
  });
  const target = await makeTarget(organizationId, memoryProvider(account));
  await writeSnapshots(
    target,
    tickets.map((snapshot) => ({ snapshot })),
    { runId: null },
  );
});

const page = (filters: object, size: number) =>
  listPage(listReader(viewer, ownScope(viewer)), ticketFilters.parse(filters), size);

/** Ids of all pages, from first to last and back. */
async function pagesOf(filters: object): Promise<{ there: string[]; back: string[] }> {
  const there: string[] = [];
  const back: string[] = [];
  let one = await page(filters, PER_PAGE);
  for (;;) {
    there.push(...one.items.map(({ id }) => id));
    if (one.nextCursor === null) break;
    one = await page({ ...filters, after: one.nextCursor }, PER_PAGE);
  }
  for (;;) {
    back.unshift(...one.items.map(({ id }) => id));
    if (one.previousCursor === null) break;
    one = await page({ ...filters, before: one.previousCursor }, PER_PAGE);
  }
  return { there, back };
}

const FILTERS = [
  {},
  { turn: "theirs" },
  { status: "answered" },
  { priority: ["high", "odd"] },
  { priority: "-high" },
  { status: ["-open", "-closed"], turn: ["yours", "unclear"] },
];

it.each(
  ["activity", "oldest", "opened", "priority", "waiting", "replied"].flatMap((sort) =>
    FILTERS.map((filters) => ({ sort, ...filters })),
  ),
)("shows each ticket once, paging forwards and backwards: %j", async (filters) => {
  const whole = (await page(filters, COUNT + 1)).items.map(({ id }) => id);
  expect(whole.length).toBeGreaterThan(PER_PAGE);
  expect(await pagesOf(filters)).toEqual({ there: whole, back: whole });
});

it("sorts the most severe first, and unknown priorities last", async () => {
  const rows = await sql<{ id: string; priority: string | null; at: Date }>(
    "SELECT id, priority, activity_at AS at FROM ticket",
  );
  const severity = bySeverity(providers().map(({ priorities }) => priorities));
  const rank = (priority: string | null) => {
    const place = severity.indexOf(priority ?? "");
    return place === -1 ? severity.length : place;
  };
  const expected = rows.toSorted(
    (one, other) =>
      rank(one.priority) - rank(other.priority) ||
      other.at.getTime() - one.at.getTime() ||
      (one.id < other.id ? 1 : -1),
  );
  expect((await page({ sort: "priority" }, COUNT)).items.map(({ id }) => id)).toEqual(
    expected.map(({ id }) => id),
  );
});

it("sorts the slowest first reply first, with and without timelines that fit", async () => {
  const rows = await sql<{ id: string; ms: number | null }>(
    `SELECT t.id, extract(epoch FROM l.first_answer_at - l.first_asked_at)::int * 1000 AS ms
     FROM ticket t JOIN ticket_timeline l ON l.ticket_id = t.id`,
  );
  expect(new Set(rows.map(({ ms }) => ms)).size).toBe(6);
  const key = ({ ms }: { ms: number | null }) => ms ?? -1;
  const expected = rows
    .toSorted((one, other) => key(other) - key(one) || (one.id < other.id ? 1 : -1))
    .map(({ id }) => id);
  const shown = async () => (await page({ sort: "replied" }, COUNT)).items.map(({ id }) => id);
  expect(await shown()).toEqual(expected);
  await sql(
    `INSERT INTO outdated_timeline SELECT id, connection_id FROM ticket WHERE number LIKE '%3'`,
  );
  await sql(`UPDATE ticket_timeline SET began_at = NULL
    WHERE ticket_id IN (SELECT ticket_id FROM outdated_timeline)`);
  expect(await shown()).toEqual(expected);
  expect((await pagesOf({ sort: "replied" })).back).toEqual(expected);
  while ((await renewTimelinesBatch()) > 0);
  const answered = "2026-03-01..2026-03-01";
  const replied = await page({ sort: "replied", answered }, COUNT);
  const withReply = new Set(rows.flatMap(({ id, ms }) => (ms === null ? [] : [id])));
  expect(replied.items.map(({ id }) => id)).toEqual(expected.filter((id) => withReply.has(id)));
  expect(
    (await page({ sort: "replied", answered: "2026-03-02..2026-03-02" }, COUNT)).items,
  ).toEqual([]);
});

it("counts a wait older than the first read from the last activity", async () => {
  const waits = async () => {
    const { items } = await page({ sort: "waiting", turn: "yours" }, COUNT);
    return items.map(({ turnSince, activityAt }) => ({ turnSince, activityAt }));
  };
  const imported = await waits();
  expect(imported.length).toBeGreaterThan(PER_PAGE);
  const times = imported.map(({ activityAt }) => activityAt);
  expect(imported.map(({ turnSince }) => turnSince)).toEqual(times);
  expect(times).toEqual(times.toSorted((one, other) => one.getTime() - other.getTime()));
  await sql("UPDATE ticket_timeline SET since_seen = true");
  for (const { turnSince, activityAt } of await waits())
    expect(turnSince?.getTime()).toBeGreaterThan(activityAt.getTime());
});

it("sorts tickets by waiting whose timelines an older portal has found to be as they were", async () => {
  await sql("UPDATE ticket SET read_at = now()");
  // It writes nothing if nothing that it knows of differs.
  await sql("DELETE FROM outdated_timeline");
  const found = (await page({ sort: "waiting" }, COUNT)).items.map(({ id }) => id);
  expect(found).toEqual(await byTruth());
});

it("shows tickets with the turn that an older portal stored for a status it did not know", async () => {
  const closed = "status = 'closed'";
  const rows = await sql<{ id: string }>(`SELECT id FROM ticket WHERE ${closed}`);
  const store = async (turn: string) => {
    await sql(`UPDATE ticket SET turn = '${turn}' WHERE ${closed}`);
    await sql("DELETE FROM outdated_timeline");
    await sql(`UPDATE ticket_timeline SET turn = '${turn}'
      WHERE ticket_id IN (SELECT id FROM ticket WHERE ${closed})`);
  };
  await store("unclear");
  for (const filters of [{ sort: "waiting" }, { turn: "unclear" }]) {
    const { items } = await page({ ...filters, status: "closed" }, COUNT);
    expect(items.map(({ id }) => id).toSorted()).toEqual(rows.map(({ id }) => id).toSorted());
  }
  await store("done");
});

it("sorts tickets that the provider no longer has last among the waiting", async () => {
  const ids = async () => (await page({ sort: "waiting" }, COUNT)).items.map(({ id }) => id);
  const [first = ""] = await ids();
  await sql("UPDATE ticket SET gone_at = now() WHERE id = $1", [first]);
  const open = await sql("SELECT 1 FROM ticket WHERE turn <> 'done'");
  expect((await ids()).indexOf(first)).toBeGreaterThanOrEqual(open.length - 1);
});

/** Independently of any query: rank, time and id, as the list must have them. */
async function byTruth(): Promise<string[]> {
  const rows = await sql<{ id: string; turn: string; gone: boolean; at: Date; began: Date | null }>(
    `SELECT t.id, t.turn, t.gone_at IS NOT NULL AS gone, t.activity_at AS at,
       CASE WHEN l.since_seen OR l.since_at < t.activity_at THEN l.since_at
         WHEN l.since_at IS NOT NULL THEN t.activity_at END AS began
     FROM ticket t LEFT JOIN ticket_timeline l ON l.ticket_id = t.id`,
  );
  const rank = ({ turn, gone }: { turn: string; gone: boolean }) =>
    gone || turn === "done" ? 2 : turn === "paused" ? 1 : 0;
  const time = ({ began, at }: { began: Date | null; at: Date }) => (began ?? at).getTime();
  const sorted = rows.toSorted(
    (one, other) =>
      rank(one) - rank(other) || time(one) - time(other) || (one.id < other.id ? -1 : 1),
  );
  return sorted.map(({ id }) => id);
}

it("sorts by waiting in one order, with and without timelines that fit", async () => {
  const orders = async () => {
    const truth = await byTruth();
    expect((await page({ sort: "waiting" }, COUNT)).items.map(({ id }) => id)).toEqual(truth);
    expect(await pagesOf({ sort: "waiting" })).toEqual({ there: truth, back: truth });
  };
  await orders();
  await sql(
    `UPDATE ticket_timeline SET since_seen = true, since_at = since_at - interval '1 day'
     WHERE began_at IS NOT NULL
       AND ticket_id IN (SELECT id FROM ticket WHERE length(external_id) = 3)`,
  );
  await orders();
  await sql("UPDATE ticket SET read_at = now() WHERE external_id LIKE '%1'");
  await sql("UPDATE ticket SET gone_at = now() WHERE external_id LIKE '%2'");
  await sql("UPDATE ticket SET read_at = now(), turn = 'paused' WHERE external_id LIKE '%3'");
  const [{ left } = { left: 0 }] = await sql<{ left: number }>(
    "SELECT count(*)::int AS left FROM ticket_timeline WHERE began_at IS NULL",
  );
  expect(left).toBeGreaterThan(20);
  await orders();
  const missing = "SELECT id FROM ticket WHERE external_id LIKE '%4'";
  await sql(`DELETE FROM ticket_timeline WHERE ticket_id IN (${missing})`);
  await sql(
    `INSERT INTO outdated_timeline (ticket_id, connection_id)
     SELECT id, connection_id FROM ticket WHERE external_id LIKE '%4'`,
  );
  await orders();
});
