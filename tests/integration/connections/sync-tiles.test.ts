import { beforeAll, expect, it } from "vitest";

import { type SyncState, syncState } from "@/components/freshness/sync-state";
import type { Viewer } from "@/lib/auth/types";
import { syncFilters, type SyncStateFilter } from "@/lib/review/sync/filters";
import { listSyncStates } from "@/lib/review/sync/queries";
import { useTestDatabase } from "@/tests/helpers/database";
import { makeViewer } from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";

useTestDatabase();

let staff: Viewer;

const CASES = 3 * 2 ** 6;

/** An account of each combination of what the states depend on. */
beforeAll(async () => {
  staff = await makeViewer({ role: "staff" });
  await sql("INSERT INTO organization (id, name) VALUES ('org', 'Northwind Trading')");
  await sql(
    `INSERT INTO connection (id, organization_id, provider, label, created_by_id, status,
        last_read_at, last_error_at, last_error_message, paused_at, next_at, lease_until,
        provider_pause_until, provider_pause_reason)
      SELECT 'con-' || n, 'org', 'hostup', 'Account ' || n, $1,
        ('{active,needs_attention,disconnected}'::"ConnectionStatus"[])[1 + n % 3],
        CASE WHEN (n / 3) & 1 > 0 THEN now() END,
        CASE WHEN (n / 3) & 2 > 0 THEN now() END,
        CASE WHEN (n / 3) & 2 > 0 THEN 'The provider answered with an error.' END,
        CASE WHEN (n / 3) & 4 > 0 THEN now() END,
        now() - CASE WHEN (n / 3) & 8 > 0 THEN interval '1 hour' ELSE interval '1 minute' END,
        now() + CASE WHEN (n / 3) & 16 > 0 THEN interval '1 hour' ELSE interval '-1 hour' END,
        CASE WHEN (n / 3) & 32 > 0 THEN now() + interval '1 hour' END, 'requested'
      FROM generate_series(0, ${CASES - 1}) n`,
    [staff.userId],
  );
});

const page = (filters: object) => listSyncStates(staff, syncFilters.parse(filters));

/** The state of its badge, where there is no tile of that name. */
const TILES: Partial<Record<SyncState, SyncStateFilter>> = {
  ...{ needs_key: "failing", failing: "failing", overdue: "overdue" },
  ...{ paused: "paused", disconnected: "disconnected" },
};

it("each account is in the tile of its badge, and in no other", async () => {
  const { connections, ...counts } = (await page({})).sums;
  const found = new Map<string, SyncStateFilter>();
  for (const [tile, count] of Object.entries(counts) as Array<[SyncStateFilter, number]>) {
    let listed = 0;
    for (let after: string | undefined, more = true; more; more = after !== undefined) {
      const { states, next } = await page({ state: tile, after });
      listed += states.length;
      for (const state of states) {
        expect(found.has(state.connectionId)).toBe(false);
        found.set(state.connectionId, tile);
        const own = TILES[syncState(state, new Date())];
        expect(tile).toBe(own ?? (state.lastReadAt ? "healthy" : "first_sync"));
      }
      after = next ?? undefined;
    }
    expect(listed).toBe(count);
    expect(count).toBeGreaterThan(0);
  }
  expect([found.size, connections]).toEqual([CASES, CASES]);
});

it("a first sync says how much is left as its progress does, or that it is not known", async () => {
  const progress = async (total: number | null, tickets: number) => {
    await sql(
      `UPDATE connection SET tickets_total = $1, last_read_at = NULL, checkpoint =
         jsonb_build_object('startedAt', now(), 'tickets', $2::int) WHERE id = 'con-0'`,
      [total, tickets],
    );
    return (await page({ q: "account 0", state: "first_sync" })).states[0];
  };
  expect(await progress(200, 50)).toMatchObject({ backlog: 150, progress: { tickets: 50 } });
  expect((await progress(null, 50))?.backlog).toBeNull();
  expect((await progress(40, 50))?.backlog).toBeNull();
});
