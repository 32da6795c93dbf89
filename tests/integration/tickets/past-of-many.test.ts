import { beforeAll, expect, it } from "vitest";

import type { Viewer } from "@/lib/auth/types";
import type { MirrorTarget } from "@/lib/mirror/write/ticket-row";
import { writeSnapshots } from "@/lib/mirror/write/write-snapshots";
import { registerProvider } from "@/lib/providers/registry";
import { organizationFigures } from "@/lib/review/organization/figures";
import { pastFigures } from "@/lib/review/organization/past/past-figures";
import { listAllTickets } from "@/lib/review/queries";
import type { TicketListItem } from "@/lib/tickets/list/types";
import { listTickets } from "@/lib/tickets/queries";
import { filtersOf, type TicketFilters } from "@/lib/tickets/schemas";
import { useTestDatabase } from "@/tests/helpers/database";
import { MemoryAccount } from "@/tests/helpers/memory-account";
import { memoryProvider } from "@/tests/helpers/memory-provider";
import { makeOrganization, makeViewer } from "@/tests/helpers/people";
import { makeTarget } from "@/tests/helpers/search/search-target";
import { sql } from "@/tests/helpers/sql";

useTestDatabase();

const [COUNT, ROUNDS] = [250, 3];
const STATUSES = ["open", "answered", "closed", "hold"];

const account = new MemoryAccount();
let target: MirrorTarget;
let member: Viewer;
let staff: Viewer;

const LISTS = ["", "turn=yours&turn=theirs", "turn=done&sort=waiting", "q=walrus", "priority=high"];
const STAFF_LISTS = [...LISTS, "sort=replied", "answered=2026-01-01..2026-12-31&sort=replied"];

/** A list's facts of the ticket, without those of now. */
function shown({ isUnread, isArchived, lastAuthor, readAt, hit, ...row }: TicketListItem) {
  return row;
}

type List = (filters: TicketFilters) => ReturnType<typeof listTickets>;

/** All pages, with the counts of the tabs. */
async function whole(list: List, address: string, at?: Date): Promise<unknown> {
  const filters = { ...filtersOf(new URLSearchParams(address)), at: at?.toISOString() };
  const first = await list(filters);
  const rows = first.items.map(shown);
  for (let after = first.nextCursor; after !== null;) {
    const page = await list({ ...filters, after });
    rows.push(...page.items.map(shown));
    after = page.nextCursor;
  }
  return { rows, counts: first.counts };
}

async function everything(at?: Date): Promise<Record<string, unknown>> {
  const pages: Record<string, unknown> = {};
  for (const one of LISTS) pages[one] = await whole((to) => listTickets(member, to), one, at);
  for (const one of STAFF_LISTS)
    pages[`staff ${one}`] = await whole((to) => listAllTickets(staff, to), one, at);
  const { turns } = at
    ? await pastFigures(staff, target.organizationId, at)
    : await organizationFigures(staff, target.organizationId);
  pages.organization = turns.map(({ turn, count }) => [turn, count]);
  return pages;
}

async function betweenWrites(): Promise<Date> {
  const [row] = await sql<{ at: Date }>(
    "SELECT date_trunc('milliseconds', clock_timestamp()) + interval '3 ms' AS at, pg_sleep(0.01)",
  );
  return row?.at ?? new Date();
}

const minute = (count: number) => new Date(Date.UTC(2026, 2, 1, 0, count));

/** A third of the tickets change in each round; replies come late in some. */
async function write(round: number): Promise<void> {
  const numbers = Array.from({ length: COUNT }, (_unused, number) => number);
  const changed = numbers.filter((number) => round === 0 || (number + round) % 3 === 0);
  const replied = (number: number) => round > 0 && number % 2 === 0;
  const snapshots = changed.map((number) => ({
    snapshot: account.put(`m-${number}`, {
      subject: (number + round) % 5 === 0 ? `Walrus ${number}` : `Ticket ${number}`,
      status: STATUSES[(number + round) % STATUSES.length],
      priority: (number * round) % 4 === 1 ? "high" : "low",
      openedAt: minute(number),
      updatedAt: minute(1_000 * round + number),
      lastMessageAt: null,
      messages: replied(number) ? [reply(minute(number + 1 + (number % 17)))] : [],
      readAt: new Date(),
    }),
  }));
  await writeSnapshots(target, snapshots, { runId: null });
}

const reply = (sentAt: Date) => ({
  externalId: "reply",
  sender: "staff",
  senderId: null,
  senderName: "Kim",
  body: "Done.",
  encrypted: false,
  sentAt,
});

beforeAll(async () => {
  const organizationId = await makeOrganization("Northwind");
  const provider = memoryProvider(account);
  registerProvider(provider);
  target = await makeTarget(organizationId, provider);
  member = await makeViewer({ organizationId });
  staff = await makeViewer({ role: "staff" });
});

it("shows hundreds of tickets as they were, on every page, with counts and searches", async () => {
  const taken: Array<{ at: Date; then: Record<string, unknown> }> = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    await write(round);
    taken.push({ at: await betweenWrites(), then: await everything() });
  }
  for (const { at, then } of taken) {
    expect(then["staff "]).toHaveProperty("rows.length", COUNT);
    expect(await everything(at)).toEqual(then);
  }
  const [first, ...others] = taken.map(({ then }) => JSON.stringify(then));
  for (const other of others) expect(other).not.toBe(first);
});
