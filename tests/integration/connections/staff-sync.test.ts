import { beforeAll, describe, expect, it } from "vitest";

import type { Viewer } from "@/lib/auth/types";
import { type SyncFilters, syncFilters } from "@/lib/review/sync/filters";
import { listSyncStates, syncStatesQuery } from "@/lib/review/sync/queries";
import { useTestDatabase } from "@/tests/helpers/database";
import { makeViewer } from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";

useTestDatabase();

const CONNECTIONS = 6_000;

let staff: Viewer;

beforeAll(async () => {
  staff = await makeViewer({ role: "staff" });
  await sql(
    `INSERT INTO organization (id, name)
      SELECT 'org-' || n, 'Company ' || n || ' of many' FROM generate_series(1, 2000) n`,
  );
  await sql(
    `INSERT INTO connection (id, organization_id, provider, label, created_by_id, status,
        last_read_at, last_error_at, paused_at, next_at)
      SELECT 'con-' || n, 'org-' || 1 + n % 2000, CASE WHEN n % 2 = 0 THEN 'hostup' ELSE 'upsun' END,
        'Account ' || md5(n::text), $1,
        (CASE WHEN n % 300 = 0 THEN 'needs_attention' WHEN n % 50 = 1 THEN 'disconnected'
          ELSE 'active' END)::"ConnectionStatus",
        CASE WHEN n % 90 <> 0 THEN now() - make_interval(secs => n % 700) END,
        CASE WHEN n % 200 = 2 THEN now() END, CASE WHEN n % 1000 = 3 THEN now() END,
        now() + CASE WHEN n % 1500 = 4 THEN interval '-1 hour' ELSE interval '1 minute' END
      FROM generate_series(1, ${CONNECTIONS}) n`,
    [staff.userId],
  );
  await sql("VACUUM ANALYZE connection");
});

const page = (filters: object) => listSyncStates(staff, syncFilters.parse(filters));

async function everyId(filters: Partial<SyncFilters>): Promise<string[]> {
  const ids: string[] = [];
  for (let after: string | undefined, more = true; more; more = after !== undefined) {
    const { states, next } = await page({ ...filters, after });
    ids.push(...states.map(({ connectionId }) => connectionId));
    after = next ?? undefined;
  }
  return ids;
}

const expected = async (condition: string) =>
  (
    await sql<{ id: string }>(`SELECT id FROM connection WHERE ${condition} ORDER BY
      status = 'disconnected', status <> 'needs_attention' AND last_error_at IS NULL,
      last_read_at NULLS FIRST, id`)
  ).map(({ id }) => id);

const FAILING = "(status = 'needs_attention' OR status = 'active' AND last_error_at IS NOT NULL)";

const PAUSED = "(status = 'active' AND paused_at IS NOT NULL)";
const WORKING = "status = 'active' AND last_error_at IS NULL AND paused_at IS NULL";
const OVERDUE = `(${WORKING} AND next_at < now() - interval '5 min')`;
const ON_TIME = `${WORKING} AND NOT ${OVERDUE}`;

describe("the accounts of all organizations", () => {
  it.each([
    ["failing", `${FAILING} AND NOT ${PAUSED}`],
    ["overdue", OVERDUE],
    ["first_sync", `${ON_TIME} AND last_read_at IS NULL`],
    ["paused", PAUSED],
    ["disconnected", "status = 'disconnected'"],
  ] as const)("that are %s are each on one page, and counted", async (state, condition) => {
    const ids = await everyId({ state });
    expect(ids.length).toBeGreaterThan(0);
    expect(ids).toEqual(await expected(condition));
    expect((await page({})).sums[state]).toBe(ids.length);
  });

  it("are each in one state, and the states sum to all that are listed", async () => {
    const { connections, ...states } = (await page({})).sums;
    expect(Object.values(states).reduce((sum, count) => sum + count, 0)).toBe(connections);
    expect(connections).toBe(CONNECTIONS);
    const healthy = await expected(`${ON_TIME} AND last_read_at IS NOT NULL`);
    expect(states.healthy).toBe(healthy.length);
    const listed = await page({ state: "healthy" });
    expect(listed.states.map(({ connectionId }) => connectionId)).toEqual(healthy.slice(0, 10));
  });

  it("are found by account, organization and provider", async () => {
    expect(await everyId({ q: "45c48cce2e2d7fbdea1afc51c7c6ad26" })).toEqual(["con-9"]);
    const own = await everyId({ q: "company 77 of many account" });
    expect(own).toEqual(expect.arrayContaining(["con-76", "con-2076", "con-4076"]));
    const hostup = await everyId({ state: "failing", provider: "hostup", q: "company" });
    expect(hostup).toEqual(await expected(`${FAILING} AND provider = 'hostup'`));
    expect(await everyId({ q: "no such account" })).toEqual([]);
  });

  it("that were never read come before the others, and the next page after them", async () => {
    const first = await page({});
    expect(first.states[0]?.lastReadAt).toBeNull();
    const second = await page({ after: first.next ?? "" });
    const ids = [...first.states, ...second.states].map(({ connectionId }) => connectionId);
    expect(ids).toEqual((await expected("true")).slice(0, ids.length));
  });

  it.each([{}, { state: "failing" }, { state: "healthy" }, { after: "1.1750000000000.con-5" }])(
    "are read by an index: %j",
    async (filters) => {
      const plan = JSON.stringify(
        await syncStatesQuery(syncFilters.parse(filters)).explain("text"),
      );
      expect(plan).toContain("connection_worst_first");
      expect(plan).not.toContain("Seq Scan on connection");
    },
  );
});
