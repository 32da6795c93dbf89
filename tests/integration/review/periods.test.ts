import pg from "pg";
import { afterAll, beforeAll, expect, it, vi } from "vitest";

import type { Viewer } from "@/lib/auth/types";
import { syncNow } from "@/lib/connections/sync-now";
import { registerProvider } from "@/lib/providers/registry";
import { listAllTickets } from "@/lib/review/queries";
import { listTickets } from "@/lib/tickets/queries";
import { ticketFilters } from "@/lib/tickets/schemas";
import { useTestDatabase } from "@/tests/helpers/database";
import { MemoryAccount } from "@/tests/helpers/memory-account";
import { memoryProvider } from "@/tests/helpers/memory-provider";
import { makeConnection, makeOrganization, makeViewer } from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";

useTestDatabase();

const account = new MemoryAccount();
let viewer: Viewer;
let unregister = () => {};

beforeAll(async () => {
  unregister = registerProvider(memoryProvider(account));
  viewer = await makeViewer({ organizationId: await makeOrganization() });
  for (const day of ["01", "02"])
    account.put(`m-${day}`, { openedAt: new Date(`2026-03-${day}T00:30Z`) });
  await syncNow(viewer, { connectionId: await makeConnection(viewer, "memory", account.key) });
});

afterAll(() => unregister());

async function found(filters: object): Promise<string[]> {
  const west = { ...viewer, timeZone: "America/Los_Angeles" };
  const { items } = await listTickets(west, ticketFilters.parse(filters));
  return items.map(({ number }) => number).sort();
}

it("lists what was opened in a period of days in UTC, wherever the viewer is", async () => {
  expect(await found({ opened: "2026-03-01..2026-03-01" })).toEqual(["01"]);
  expect(await found({ opened: "2026-03-01..9999-12-31" })).toEqual(["01", "02"]);
  expect(await found({ opened: "2026-02-01..2026-02-28" })).toEqual([]);
});

it("begins with the period where staff list all organizations: it is far down in their list", async () => {
  const staff = await makeViewer({ role: "staff" });
  const texts: string[] = [];
  const query = pg.Client.prototype.query as (...given: unknown[]) => unknown;
  const spy = vi.spyOn(pg.Client.prototype, "query").mockImplementation(function (
    this: pg.Client,
    ...given: unknown[]
  ) {
    texts.push((given[0] as { text?: string }).text ?? "");
    return query.apply(this, given);
  } as never);
  const filters = ticketFilters.parse({ opened: "2026-03-02..2026-03-02" });
  const { items } = await listAllTickets(staff, filters).finally(() => spy.mockRestore());
  expect(items.map(({ number }) => number)).toEqual(["02"]);
  const page = texts.find((text) => text.includes('"sort_rank"')) ?? "";
  expect(page).toMatch(/"id" = ANY\(ARRAY\(\(select [^)]*"ticket_timeline"/);
  expect(page).not.toContain("exists");
});

it("lists what was first answered or done in a period, to the millisecond", async () => {
  await sql(`UPDATE ticket_timeline
    SET done_at = '2026-03-05T23:59:59.999Z', first_answer_at = '2026-03-06T00:00Z'
    WHERE ticket_id = (SELECT id FROM ticket WHERE number = '02')`);
  const days = ["04", "05", "06", "07"].map((day) => `2026-03-${day}..2026-03-${day}`);
  for (const [name, index] of [
    ["done", 1],
    ["answered", 2],
  ] as const) {
    const numbers = await Promise.all(days.map((day) => found({ [name]: day })));
    expect(numbers).toEqual(days.map((_day, at) => (at === index ? ["02"] : [])));
  }
  const both = { done: "2026-03-01..2026-03-05", answered: "2026-03-06..2026-03-31" };
  expect(await found(both)).toEqual(["02"]);
  expect(await found({ ...both, opened: "2026-03-01..2026-03-01" })).toEqual([]);
});
