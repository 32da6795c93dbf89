import { setTimeout as sleep } from "node:timers/promises";

import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";

import type { Viewer } from "@/lib/auth/types";
import { syncNow } from "@/lib/connections/sync-now";
import { CLOCK_ERROR_MS } from "@/lib/db/clock";
import { registerProvider } from "@/lib/providers/registry";
import { refreshTicket } from "@/lib/tickets/commands";
import { useTestDatabase } from "@/tests/helpers/database";
import { MemoryAccount } from "@/tests/helpers/memory-account";
import { memoryProvider } from "@/tests/helpers/memory-provider";
import { makeConnection, makeOrganization, makeViewer } from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";

useTestDatabase();

const account = new MemoryAccount();
let owner: Viewer;
let connectionId: string;
let ticketId: string;

beforeAll(async () => {
  registerProvider(memoryProvider(account));
  owner = await makeViewer({ organizationId: await makeOrganization() });
  connectionId = await makeConnection(owner, "memory", account.key);
});
afterEach(() => {
  vi.useRealTimers();
});

/** Does something as an instance would whose clock is wrong by so many minutes. */
async function withClockOff<T>(minutes: number, work: () => Promise<T>): Promise<T> {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + minutes * 60_000 });
  return work().finally(() => vi.useRealTimers());
}

/** Readings closer than the clocks' error may change places. */
async function changed(subject: string): Promise<void> {
  await sleep(CLOCK_ERROR_MS);
  account.put("m-1", { subject, updatedAt: new Date() });
}

const subjectOf = async () =>
  (await sql<{ subject: string }>("SELECT subject FROM ticket WHERE id = $1", [ticketId]))[0]
    ?.subject;

describe.each([5, -5, 600])("an instance whose clock is %i minutes off", (minutes) => {
  it("makes nobody's later reading of a ticket look old", async () => {
    await changed(`First ${minutes}`);
    await withClockOff(minutes, () => syncNow(owner, { connectionId }));
    ticketId =
      (await sql<{ id: string }>("SELECT id FROM ticket WHERE external_id = 'm-1'"))[0]?.id ?? "";
    await changed(`Second ${minutes}`);
    expect(await withClockOff(minutes, () => refreshTicket(owner, ticketId))).toMatchObject({
      outcome: "changed",
    });
    await changed(`Third ${minutes}`);
    expect(await refreshTicket(owner, ticketId)).toMatchObject({ outcome: "changed" });
    expect(await subjectOf()).toBe(`Third ${minutes}`);
    await changed(`Fourth ${minutes}`);
    expect(await withClockOff(minutes, () => syncNow(owner, { connectionId }))).toMatchObject({
      outcome: "complete",
      ticketsChanged: 1,
    });
    expect(await subjectOf()).toBe(`Fourth ${minutes}`);
  });

  it("dates what it saw, what is gone and its runs as the database does", async () => {
    account.put("m-2", { subject: "Soon gone" });
    await withClockOff(minutes, () => syncNow(owner, { connectionId }));
    account.tickets.delete("m-2");
    await sql("UPDATE connection SET deletions_checked_at = NULL WHERE id = $1", [connectionId]);
    await withClockOff(minutes, () => syncNow(owner, { connectionId }));
    const off = await sql(
      `SELECT what, at FROM (SELECT 'ticket read' AS what, read_at AS at FROM ticket UNION ALL SELECT 'gone', gone_at FROM ticket UNION ALL SELECT 'event', seen_at FROM event
         UNION ALL SELECT 'revision', seen_at FROM revision UNION ALL SELECT 'service', read_at FROM service UNION ALL SELECT 'category', read_at FROM category
         UNION ALL SELECT 'run', started_at FROM sync_run UNION ALL SELECT 'sweep', last_read_at FROM connection UNION ALL SELECT 'full sweep', deletions_checked_at FROM connection
         UNION ALL SELECT 'resource', value::timestamptz FROM connection, jsonb_each_text(resources_read_at)) AS times
        WHERE at IS NOT NULL AND at NOT BETWEEN now() - interval '2 minutes' AND now() + interval '1 second'`,
    );
    expect(off).toEqual([]);
    expect(
      await sql("SELECT 1 FROM ticket WHERE external_id = 'm-2' AND gone_at IS NOT NULL"),
    ).toHaveLength(1);
  });
});
