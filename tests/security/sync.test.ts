import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";

import { GET as getTicketUpdates } from "@/app/api/tickets/[id]/updates/route";
import { revokeSession } from "@/lib/auth/sessions";
import type { Viewer } from "@/lib/auth/types";
import { disconnect } from "@/lib/connections/commands";
import { syncNow } from "@/lib/connections/sync-now";
import { registerProvider } from "@/lib/providers/registry";
import { getReviewTicket } from "@/lib/review/queries";
import { SYNC_ACTIONS } from "@/lib/review/schemas";
import { controlSync } from "@/lib/review/sync/commands";
import type { SyncStateFilter } from "@/lib/review/sync/filters";
import { getSyncState, listSyncStates } from "@/lib/review/sync/queries";
import { ticketUpdates } from "@/lib/tickets/detail/ticket-updates";
import { getTicket } from "@/lib/tickets/queries";
import { clearCookies, useSession } from "@/tests/helpers/auth/request-mock";
import { useTestDatabase } from "@/tests/helpers/database";
import { MemoryAccount } from "@/tests/helpers/memory-account";
import { memoryProvider } from "@/tests/helpers/memory-provider";
import { currentViewer, makeConnection, makeSession, makeViewers } from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";

// Only the cookie is mocked: the session it names is still checked in the database.
vi.mock("next/headers", () => import("@/tests/helpers/auth/request-mock"));

useTestDatabase();

const account = new MemoryAccount();
const UNKNOWN = "01ARZ3NDEKTSV4RRFFQ69G5FAV";
let owner: Viewer;
let member: Viewer;
let stranger: Viewer;
let outsider: Viewer;
let disabled: Viewer;
let staff: Viewer;
let connectionId: string;
let ticketId: string;
let unregister = () => {};

beforeAll(async () => {
  unregister = registerProvider(memoryProvider(account));
  ({ owner, member, stranger, outsider, staff, disabled } = await makeViewers());
  account.put("m-1");
  connectionId = await makeConnection(owner, "memory", account.key);
  await syncNow(owner, { connectionId });
  ticketId = (await sql<{ id: string }>("SELECT id FROM ticket"))[0]?.id ?? "";
});

afterAll(() => unregister());

beforeEach(() => clearCookies());

const since = new Date("2026-01-01T00:00:00Z");
const connectionState = async () =>
  (
    await sql(
      "SELECT status, paused_at, next_at, provider_pause_until, deletions_checked_at, checkpoint, failures, sync_requested_at FROM connection WHERE id = $1",
      [connectionId],
    )
  )[0];

const customers: Array<[string, () => Viewer]> = [
  ["another organization's manager", () => stranger],
  ["a person of no organization", () => outsider],
  ["a member", () => member],
  ["a manager of the organization itself", () => owner],
];

describe.each(customers)("%s", (_who, viewer) => {
  it("has no view of the reading, not of their own account either", async () => {
    await expect(listSyncStates(viewer())).rejects.toMatchObject({ code: "not_found" });
    await expect(getSyncState(viewer(), connectionId)).rejects.toMatchObject({ code: "not_found" });
    await expect(getReviewTicket(viewer(), ticketId, new Date())).rejects.toMatchObject({
      code: "not_found",
    });
  });

  it.each(SYNC_ACTIONS)("cannot %s, and nothing is changed", async (move) => {
    const before = await connectionState();
    await expect(controlSync(viewer(), { connectionId, move })).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(controlSync(viewer(), { connectionId: UNKNOWN, move })).rejects.toMatchObject({
      code: "not_found",
    });
    expect(await connectionState()).toEqual(before);
    expect(
      await sql("SELECT 1 FROM audit_entry WHERE actor_id = $1 AND action LIKE 'sync.%'", [
        viewer().userId,
      ]),
    ).toEqual([]);
  });
});

describe.each(customers.slice(0, 2))("%s, of somebody else's ticket", (_who, viewer) => {
  it("is told no news, no past and nothing of its connection, and the provider is not asked", async () => {
    const before = account.reads;
    await sql("UPDATE ticket SET read_at = now() - interval '1 hour'");
    await sql("UPDATE connection SET last_read_at = now() - interval '1 hour'");
    const stood = await connectionState();
    await expect(ticketUpdates(viewer(), { ticketId, since })).rejects.toMatchObject({
      code: "not_found",
    });
    expect(await getTicket(viewer(), ticketId, new Date())).toBeNull();
    for (const erase of [false, true])
      await expect(disconnect(viewer(), { connectionId, erase })).rejects.toMatchObject({
        code: "not_found",
      });
    expect(account.reads).toBe(before);
    expect(await connectionState()).toEqual(stood);
  });
});

describe("a member who is no manager", () => {
  it("follows a ticket and its past, but neither ends an account nor erases it", async () => {
    expect(await ticketUpdates(member, { ticketId, since })).toMatchObject({ changed: true });
    expect((await getTicket(member, ticketId, new Date()))?.asOf).not.toBeNull();
    for (const erase of [false, true])
      await expect(disconnect(member, { connectionId, erase })).rejects.toMatchObject({
        code: "forbidden",
      });
    expect(await sql("SELECT 1 FROM ticket WHERE id = $1", [ticketId])).toHaveLength(1);
  });
});

describe("staff", () => {
  it("see and move the reading, each move with a line in the audit trail", async () => {
    expect((await listSyncStates(staff)).states.map((state) => state.connectionId)).toEqual([
      connectionId,
    ]);
    expect((await getSyncState(staff, connectionId))?.runs.length).toBeGreaterThan(0);
    expect(await getSyncState(staff, UNKNOWN)).toBeNull();
    for (const move of SYNC_ACTIONS) await controlSync(staff, { connectionId, move });
    expect(
      await sql(
        "SELECT action, target_id FROM audit_entry WHERE actor_id = $1 AND action LIKE 'sync.%' ORDER BY id",
        [staff.userId],
      ),
    ).toEqual(SYNC_ACTIONS.map((move) => ({ action: `sync.${move}`, target_id: connectionId })));
  });

  it("still see when deleted tickets were last checked after asking for a full sweep", async () => {
    await sql(`UPDATE sync_run SET "full" = false WHERE connection_id = $1`, [connectionId]);
    await sql(
      `UPDATE connection SET deletions_checked_at = now() - interval '37 minutes' WHERE id = $1`,
      [connectionId],
    );
    await sql(
      `INSERT INTO sync_run (id, connection_id, organization_id, trigger, outcome, "full", started_at)
       SELECT 'run-full', id, organization_id, 'cron', 'complete', true, deletions_checked_at FROM connection WHERE id = $1`,
      [connectionId],
    );
    const before = (await getSyncState(staff, connectionId))?.state.deletionsCheckedAt;
    await controlSync(staff, { connectionId, move: "full_sweep" });
    expect((await getSyncState(staff, connectionId))?.state.deletionsCheckedAt).toEqual(before);
    expect((await listSyncStates(staff)).states[0]?.deletionsCheckedAt).toEqual(before);
  });

  it("narrow the list to what fails, is late or is paused, page through older runs, and see how a day went", async () => {
    const listed = async (state?: SyncStateFilter) =>
      (await listSyncStates(staff, { state })).states.map((state) => state.connectionId);
    await sql("UPDATE connection SET paused_at = now(), last_error_at = NULL WHERE id = $1", [
      connectionId,
    ]);
    expect([
      await listed("paused"),
      await listed("failing"),
      await listed("overdue"),
      await listed(),
    ]).toEqual([[connectionId], [], [], [connectionId]]);
    await sql(
      "UPDATE connection SET paused_at = NULL, last_error_at = now(), next_at = now() - interval '1 hour' WHERE id = $1",
      [connectionId],
    );
    expect([await listed("paused"), await listed("failing"), await listed("overdue")]).toEqual([
      [],
      [connectionId],
      [],
    ]);
    const newest = await getSyncState(staff, connectionId);
    expect(newest?.state.hours).toHaveLength(24);
    expect(newest?.state.hours.at(-1)).toMatchObject({
      lagSeconds: expect.any(Number),
      backlog: 0,
    });
    expect((await getSyncState(staff, connectionId, new Date(0)))?.runs).toEqual([]);
    await sql("UPDATE connection SET last_error_at = NULL WHERE id = $1", [connectionId]);
  });

  it("see nothing of a credential there", async () => {
    for (const seen of [await listSyncStates(staff), await getSyncState(staff, connectionId)])
      expect(JSON.stringify(seen)).not.toMatch(/right-key|sealed/);
  });

  it("do not disconnect or erase a customer's account, nor follow its ticket as if it were theirs", async () => {
    for (const erase of [false, true])
      await expect(disconnect(staff, { connectionId, erase })).rejects.toMatchObject({
        code: "not_found",
      });
    await expect(ticketUpdates(staff, { ticketId, since })).rejects.toMatchObject({
      code: "not_found",
    });
    expect(await getTicket(staff, ticketId, new Date())).toBeNull();
  });
});

describe("the address for updates", () => {
  const ask = async (
    id = ticketId,
    query = `?since=${since.toISOString()}`,
    headers: Record<string, string> = { "sec-fetch-site": "same-origin", host: "127.0.0.1:9" },
  ) => {
    const answer = await getTicketUpdates(
      new Request(`http://127.0.0.1:9/api/tickets/${id}/updates${query}`, { headers }),
      { params: Promise.resolve({ id }) },
    );
    return {
      status: answer.status,
      body: await answer.json(),
      caching: answer.headers.get("cache-control"),
    };
  };
  const as = ({ session }: Viewer) => useSession(session.id);

  it("answers its people, and is kept by no cache", async () => {
    await as(member);
    expect(await ask()).toMatchObject({
      status: 200,
      body: { ok: true, data: { changed: true } },
      caching: "private, no-store",
    });
  });

  it("answers nobody who is not signed in, whose account is disabled, or whose session was ended", async () => {
    expect(await ask()).toMatchObject({
      status: 401,
      body: { ok: false, code: "unauthenticated" },
    });
    expect(await currentViewer(disabled.userId)).toBeNull();
    await as(disabled);
    expect(await ask()).toMatchObject({ status: 401 });
    const ended = await makeSession(member.userId);
    expect(await revokeSession(member.userId, ended)).toBe(true);
    await useSession(ended);
    expect(await ask()).toMatchObject({ status: 401 });
  });

  it("knows no ticket of others, no unknown one and no submission", async () => {
    await as(stranger);
    const foreign = await ask();
    expect(foreign).toMatchObject({ status: 404, body: { ok: false, code: "not_found" } });
    expect(await ask(UNKNOWN)).toEqual(foreign);
    expect(await ask("not-an-id")).toEqual(foreign);
  });

  it("is asked by the portal's own pages only, and with a time", async () => {
    await as(member);
    expect(
      await ask(ticketId, `?since=${since.toISOString()}`, {
        "sec-fetch-site": "cross-site",
        host: "127.0.0.1:9",
      }),
    ).toMatchObject({ status: 403 });
    expect(await ask(ticketId, "?since=lately")).toMatchObject({ status: 400 });
  });
});
