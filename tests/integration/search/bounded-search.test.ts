import { afterAll, afterEach, beforeAll, expect, it, vi } from "vitest";

import type { Viewer } from "@/lib/auth/types";
import { pool } from "@/lib/db/pool";
import { writeSnapshots } from "@/lib/mirror/write/write-snapshots";
import { registerProvider } from "@/lib/providers/registry";
import { listTickets } from "@/lib/tickets/queries";
import { ticketFilters } from "@/lib/tickets/schemas";
import { useTestDatabase } from "@/tests/helpers/database";
import { MemoryAccount } from "@/tests/helpers/memory-account";
import { memoryProvider } from "@/tests/helpers/memory-provider";
import { makeOrganization, makeViewer } from "@/tests/helpers/people";
import { makeTarget } from "@/tests/helpers/search/search-target";
import { sql } from "@/tests/helpers/sql";

useTestDatabase();

const account = new MemoryAccount();
const provider = memoryProvider(account);
let viewer: Viewer;
let colleague: Viewer;
let unregister: () => void;

beforeAll(async () => {
  unregister = registerProvider(provider);
  const organizationId = await makeOrganization();
  viewer = await makeViewer({ organizationId });
  colleague = await makeViewer({ organizationId });
  const at = (hour: number) => ({ updatedAt: new Date(Date.UTC(2026, 2, 5, hour)) });
  const snapshots = [
    account.put("t-1", { subject: "Site down", body: "", ...at(1) }),
    account.put("t-2", { subject: "Other", body: "site down", ...at(2) }),
    account.put("t-3", { subject: "Site", body: "site", ...at(0) }),
  ];
  const target = await makeTarget(organizationId, provider);
  await writeSnapshots(
    target,
    snapshots.map((snapshot) => ({ snapshot })),
    { runId: null },
  );
});

afterAll(() => unregister());

afterEach(() => vi.restoreAllMocks());

type Sent = { text: string; values: unknown[]; name?: string };

/** Runs `then` after each statement that reads the rows of tickets. */
function onListStatements(then: (query: Sent) => Promise<unknown> | void): void {
  const send = pool().query.bind(pool()) as (query: unknown) => Promise<unknown>;
  vi.spyOn(pool(), "query").mockImplementation((async (query: Sent) => {
    const answer = await send(query);
    if (/sort_time|"connectionId"/.test(query.text)) await then(query);
    return answer;
  }) as never);
}

async function found(q: string): Promise<string[]> {
  const { items } = await listTickets(viewer, ticketFilters.parse({ q }));
  return items.map(({ number }) => number);
}

it("plans a search for its values, without workers, and its rows' columns once", async () => {
  const sent: Sent[] = [];
  onListStatements((query) => void sent.push(query));
  expect(await found("site")).toEqual(["2", "1", "3"]);
  expect(sent.map(({ name }) => name !== undefined)).toEqual([false, true]);
  expect(sent[0]?.text).toContain("current_schema()");
  sent.length = 0;
  await listTickets(viewer, ticketFilters.parse({}));
  expect(sent.map(({ name }) => name !== undefined)).toEqual([true, true]);
  expect(sent[0]?.text).not.toContain("current_schema()");
});

it("does not show a ticket that becomes private between the two statements", async () => {
  const hide = () =>
    sql(
      `INSERT INTO ticket_setting (ticket_id, is_private, owner_id)
        SELECT id, true, $1 FROM ticket WHERE external_id = 't-2' ON CONFLICT DO NOTHING`,
      [colleague.userId],
    );
  onListStatements((query) => (query.name ? undefined : hide()));
  expect(await found("site down")).toEqual(["1"]);
  await sql("DELETE FROM ticket_setting");
});

it("compares the subjects of the scope's newest tickets, in the order of the index", async () => {
  expect(await found("site down")).toEqual(["1", "2"]);
  await sql(
    `INSERT INTO ticket SELECT (jsonb_populate_record(t, jsonb_build_object(
        'id', lpad(n::text, 26, 'F'), 'external_id', 'n-' || n, 'activity_at', now()))).*
      FROM ticket t, generate_series(1, 1000) AS n WHERE t.external_id = 't-2'`,
  );
  expect(await found("site down")).toEqual(["2", "1"]);
});
