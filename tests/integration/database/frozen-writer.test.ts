import { randomUUID } from "node:crypto";

import pg from "pg";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";

import { countAttempt } from "@/lib/auth/limits/sign-in-throttle";
import type { Viewer } from "@/lib/auth/types";
import { disconnect } from "@/lib/connections/commands";
import { syncNow } from "@/lib/connections/sync-now";
import { health } from "@/lib/db/health";
import { transaction } from "@/lib/db/kysely";
import { beginWithLimits } from "@/lib/db/limits";
import { pool } from "@/lib/db/pool";
import { NEW_TICKET_KEY } from "@/lib/files/draft-key";
import { deliverSubmission } from "@/lib/jobs/submissions";
import { registerProvider } from "@/lib/providers/registry";
import { controlSync } from "@/lib/review/sync/commands";
import { refreshTicket } from "@/lib/tickets/commands";
import { fileTicket } from "@/lib/tickets/filing/file-ticket";
import { getTicket, listTickets } from "@/lib/tickets/queries";
import { ticketFilters } from "@/lib/tickets/schemas";
import { useTestDatabase } from "@/tests/helpers/database";
import { MemoryAccount } from "@/tests/helpers/memory-account";
import { memoryProvider } from "@/tests/helpers/memory-provider";
import { makeConnection, makeOrganization, makeViewer } from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";

const database = useTestDatabase();
const filters = ticketFilters.parse({});
const CLICKS = 16;

interface House {
  viewer: Viewer;
  connectionId: string;
  ticketIds: string[];
  account: MemoryAccount;
}

let frozen: House;
let stranger: House;
let staff: Viewer;
let holder: pg.Client;

async function house(provider: string): Promise<House> {
  const account = new MemoryAccount();
  registerProvider(memoryProvider(account, provider));
  for (let count = 0; count < CLICKS; count += 1)
    account.put(`m-${count}`, { subject: `Matter ${count}` });
  const viewer = await makeViewer({ organizationId: await makeOrganization(provider) });
  const connectionId = await makeConnection(viewer, provider, account.key);
  await syncNow(viewer, { connectionId });
  const tickets = await sql<{ id: string }>("SELECT id FROM ticket WHERE connection_id = $1", [
    connectionId,
  ]);
  return { viewer, connectionId, ticketIds: tickets.map(({ id }) => id), account };
}

beforeAll(async () => {
  frozen = await house("frozen");
  stranger = await house("other");
  staff = await makeViewer({ role: "staff" });
});

// A process that stopped between BEGIN and COMMIT: it holds what a writer of the account holds.
beforeEach(async () => {
  holder = new pg.Client({ connectionString: database.url });
  holder.on("error", () => undefined);
  await holder.connect();
});
afterEach(() => holder.end().catch(() => undefined));

async function freeze(begin: string): Promise<void> {
  await holder.query(begin);
  await holder.query("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", [
    frozen.connectionId,
  ]);
  await holder.query("SELECT 1 FROM connection WHERE id = $1 FOR UPDATE", [frozen.connectionId]);
}

/** Everything that people and the scheduler can start for the account, many times over. */
function crowd(): Array<Promise<unknown>> {
  const { viewer, connectionId, ticketIds, account } = frozen;
  for (const id of account.tickets.keys())
    account.put(id, { status: "answered", updatedAt: new Date() });
  return [
    ...ticketIds.map((ticketId) => refreshTicket(viewer, ticketId)),
    ...ticketIds.slice(0, 6).map(() => syncNow(viewer, { connectionId })),
    ...ticketIds.slice(0, 6).map(() => syncNow(viewer, { connectionId }, "cron")),
    ...ticketIds
      .slice(0, 6)
      .map(() =>
        fileTicket(viewer, filing()).then(({ submissionId }) => deliverSubmission(submissionId)),
      ),
    controlSync(staff, { connectionId, move: "retry" }),
    disconnect(viewer, { connectionId, erase: true }),
  ];
}

function filing() {
  return {
    formKey: randomUUID(),
    connectionId: frozen.connectionId,
    values: { subject: "Site down", message: "Since 02:00." },
    draftKey: NEW_TICKET_KEY,
    files: [],
  };
}

/** What another organization does meanwhile; returns how long the slowest took, in milliseconds. */
async function workOfOthers(until: Promise<unknown>): Promise<{ rounds: number; slowest: number }> {
  let isOver = false;
  void until.then(() => (isOver = true));
  let rounds = 0;
  let slowest = 0;
  while (!isOver) {
    const begun = performance.now();
    const answers = await Promise.all([
      listTickets(stranger.viewer, filters),
      getTicket(stranger.viewer, stranger.ticketIds[0] ?? ""),
      health(),
      countAttempt(`${randomUUID()}@example.com`, {
        address: randomUUID(),
        userAgent: "",
        deviceToken: undefined,
      }),
      transaction((client) => sql("SELECT 1", [], client)),
    ]);
    expect(answers[0].items).toHaveLength(CLICKS);
    expect(answers[2].status).toBe("ok");
    slowest = Math.max(slowest, performance.now() - begun);
    rounds += 1;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return { rounds, slowest };
}

describe("while one process holds an account's locks and does not go on", () => {
  it("everybody else works, whoever presses is told within seconds, and nothing hangs", async () => {
    await freeze("BEGIN");
    const begun = performance.now();
    const outcomes = Promise.allSettled(crowd());
    const { rounds, slowest } = await workOfOthers(outcomes);
    const seconds = (performance.now() - begun) / 1_000;
    expect(rounds).toBeGreaterThan(20);
    expect(slowest).toBeLessThan(2_000);
    expect(seconds).toBeLessThan(40);
    for (const outcome of await outcomes)
      if (outcome.status === "rejected") expect(outcome.reason).toMatchObject({ code: "busy" });
    expect(
      await sql("SELECT status, last_error_code FROM connection WHERE id = $1", [
        frozen.connectionId,
      ]),
    ).toEqual([{ status: "active", last_error_code: null }]);
  });

  it("the server ends its transaction after a few seconds, and the account works again", async () => {
    await freeze(beginWithLimits("background"));
    const begun = performance.now();
    frozen.account.put("m-0", { subject: "Written after the freeze", updatedAt: new Date() });
    await expect
      .poll(() => refreshTicket(frozen.viewer, frozen.ticketIds[0] ?? ""), {
        timeout: 15_000,
        interval: 200,
      })
      .toMatchObject({ outcome: expect.stringMatching(/^(un)?changed$/) as string });
    expect(performance.now() - begun).toBeLessThan(12_000);
    await expect(holder.query("COMMIT")).rejects.toThrow();
  });
});

describe("a transaction of ours that pauses too long", () => {
  it("is ended by the server; its connection is dropped, and the process lives on", async () => {
    const before = new Set(await pids());
    await expect(
      transaction(async (client) => {
        before.add(
          (await sql<{ pid: number }>("SELECT pg_backend_pid() AS pid", [], client))[0]?.pid ?? 0,
        );
        await sql("SET LOCAL idle_in_transaction_session_timeout = 100", [], client);
        await new Promise((resolve) => setTimeout(resolve, 400));
        await sql("SELECT 1", [], client);
      }),
    ).rejects.toMatchObject({ code: "busy" });
    expect(await sql("SELECT 1 AS one")).toEqual([{ one: 1 }]);
    expect(pool().totalCount).toBeLessThanOrEqual((await pids()).length);
  });
});

async function pids(): Promise<number[]> {
  return (
    await sql<{ pid: number }>(
      "SELECT pid FROM pg_stat_activity WHERE datname = current_database()",
    )
  ).map(({ pid }) => pid);
}
