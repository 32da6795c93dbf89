import { beforeAll, expect, it } from "vitest";

import { ownScope } from "@/lib/auth/scope";
import type { Viewer } from "@/lib/auth/types";
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
  ["activity", "oldest", "opened", "priority", "waiting"].flatMap((sort) =>
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

it("sorts tickets that the provider no longer has last among the waiting", async () => {
  const ids = async () => (await page({ sort: "waiting" }, COUNT)).items.map(({ id }) => id);
  const [first = ""] = await ids();
  await sql("UPDATE ticket SET gone_at = now() WHERE id = $1", [first]);
  const open = await sql("SELECT 1 FROM ticket WHERE turn <> 'done'");
  expect((await ids()).indexOf(first)).toBeGreaterThanOrEqual(open.length - 1);
});
