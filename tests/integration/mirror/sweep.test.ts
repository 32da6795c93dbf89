import { describe, expect, it } from "vitest";

import type { ErrorCode } from "@/lib/error-codes";
import { AppError } from "@/lib/errors";
import { runDue } from "@/lib/jobs/run-due";
import { syncConnection, type SyncOptions } from "@/lib/mirror/sync/run-sync";
import { useTestDatabase } from "@/tests/helpers/database";
import type { MemoryAccount } from "@/tests/helpers/memory-account";
import { useMemoryConnection } from "@/tests/helpers/memory-connection";
import { sql } from "@/tests/helpers/sql";

useTestDatabase();

let account: MemoryAccount;
let connectionId: string;

useMemoryConnection(
  (connected) => {
    ({ account, connectionId } = connected);
  },
  { clear: ["pgboss.job"] },
);

const sync = (options: Partial<SyncOptions> = {}) =>
  syncConnection(connectionId, { trigger: "cron", ...options });
const full = () => sync({ full: true });
const fill = (count: number) =>
  Array.from({ length: count }, (_unused, index) => account.put(`m-${index + 1}`));
const gone = async () =>
  (
    await sql<{ external_id: string }>(
      "SELECT external_id FROM ticket WHERE gone_at IS NOT NULL ORDER BY external_id",
    )
  ).map((row) => row.external_id);
const kinds = async () =>
  (
    await sql<{ kind: string }>(
      "SELECT kind FROM event WHERE kind IN ('gone', 'returned') ORDER BY id",
    )
  ).map((row) => row.kind);
const connection = async () =>
  (
    await sql<{ checkpoint: { pages: number } | null; next_at: Date | null; failures: number }>(
      "SELECT checkpoint, next_at, failures FROM connection WHERE id = $1",
      [connectionId],
    )
  )[0];

describe("a ticket that the provider shows no more", () => {
  it("is marked after a complete full sweep, stays readable, and comes back when it is shown again", async () => {
    fill(3);
    await sync();
    const removed = account.tickets.get("m-2");
    account.tickets.delete("m-2");
    expect(await sync()).toMatchObject({ outcome: "complete", full: false, gone: 0 });
    expect(await gone()).toEqual([]);
    expect(await full()).toMatchObject({ outcome: "complete", full: true, gone: 1 });
    expect(await gone()).toEqual(["m-2"]);
    expect(await sql("SELECT subject FROM ticket WHERE external_id = 'm-2'")).toEqual([
      { subject: "Subject of m-2" },
    ]);
    if (removed) account.tickets.set("m-2", removed);
    expect(await sync()).toMatchObject({ returned: 1 });
    expect(await gone()).toEqual([]);
    expect(await kinds()).toEqual(["gone", "returned"]);
  });

  it.each<ErrorCode>([
    "provider_unauthorized",
    "provider_forbidden",
    "provider_unavailable",
    "provider_timeout",
    "provider_unreadable",
  ])("is not what %s means, in the list or when it is asked for", async (code) => {
    fill(5);
    await sync();
    account.tickets.delete("m-2");
    let lists = 0;
    account.before = (what) => {
      if (what === "list" && ++lists === 2) throw new AppError(code);
    };
    await full();
    expect(await gone()).toEqual([]);
    account.before = (what) => {
      if (what === "read") throw new AppError(code);
    };
    await sql("UPDATE connection SET status = 'active', checkpoint = NULL");
    await full();
    expect(await gone()).toEqual([]);
  });

  it("is not one that slipped past the reader while pages shifted", async () => {
    fill(6);
    await sync();
    let lists = 0;
    account.before = (what) => {
      // Between two pages the first ticket goes, and everything moves up by one.
      if (what === "list" && ++lists === 2) account.tickets.delete("m-1");
    };
    expect(await full()).toMatchObject({ outcome: "complete" });
    expect(await gone()).toEqual([]);
    account.before = () => undefined;
    await full();
    expect(await gone()).toEqual(["m-1"]);
  });
});

describe("a sweep that cannot go on", () => {
  it("hands on when its time is over, and the next one goes on from there", async () => {
    fill(9);
    expect(await sync({ budget: -1 })).toMatchObject({ outcome: "handed_on", pages: 1 });
    expect((await connection())?.checkpoint).toMatchObject({ pages: 1, from: "2" });
    expect((await connection())?.next_at?.getTime()).toBeLessThanOrEqual(Date.now() + 100);
    const lists: string[] = [];
    account.before = (what) => void lists.push(what);
    expect(await sync()).toMatchObject({ outcome: "complete", ticketsRead: 7 });
    expect(lists.filter((what) => what === "list")).toHaveLength(4);
    expect((await connection())?.checkpoint).toBeNull();
    expect(await sql("SELECT count(*)::int AS count FROM ticket")).toEqual([{ count: 9 }]);
  });

  it("goes on from the last committed page after a failure", async () => {
    fill(9);
    let lists = 0;
    account.before = (what) => {
      if (what === "list" && ++lists === 3) throw new AppError("provider_unavailable");
    };
    expect(await sync()).toMatchObject({ outcome: "failed" });
    expect((await connection())?.checkpoint).toMatchObject({ pages: 2, from: "4" });
    account.before = () => undefined;
    expect(await sync()).toMatchObject({ outcome: "complete", ticketsRead: 5 });
    expect(await sql("SELECT count(*)::int AS count FROM ticket")).toEqual([{ count: 9 }]);
  });

  it("never has a place ahead of its rows", async () => {
    fill(9);
    account.beforeRead = (id) => {
      if (id === "m-5") throw new Error("killed");
    };
    expect(await sync()).toMatchObject({ outcome: "failed" });
    expect((await connection())?.checkpoint).toMatchObject({ pages: 2 });
    expect(
      await sql(
        "SELECT count(*)::int AS count FROM ticket WHERE external_id IN ('m-1', 'm-2', 'm-3', 'm-4')",
      ),
    ).toEqual([{ count: 4 }]);
  });

  it("waits longer each time it fails, and is due at once for a new key", async () => {
    account.before = () => {
      throw new AppError("provider_unavailable");
    };
    const waits: number[] = [];
    for (let round = 0; round < 3; round += 1) {
      await sync();
      waits.push(((await connection())?.next_at?.getTime() ?? 0) - Date.now());
    }
    expect(waits[0]).toBeLessThan(waits[1] ?? 0);
    expect(waits[1]).toBeLessThan(waits[2] ?? 0);
    expect((await connection())?.failures).toBe(3);
  });

  it("is not planned again while the credential is dead", async () => {
    account.key = "another";
    await sync();
    expect((await connection())?.next_at).toBeNull();
  });
});

describe("services and categories", () => {
  it("are mirrored with a history of what changed, and their going", async () => {
    account.boxes = [
      { kind: "box", externalId: "box-1", name: "Box one", status: "active", details: { cpu: 2 } },
      { kind: "box", externalId: "box-2", name: "Box two", status: "active", details: {} },
    ];
    await sync();
    const again = () => sql("UPDATE connection SET resources_read_at = '{}'").then(() => sync());
    account.boxes = [
      {
        kind: "box",
        externalId: "box-1",
        name: "Box one",
        status: "suspended",
        details: { cpu: 4 },
      },
    ];
    await again();
    expect(
      await sql(
        "SELECT external_id, status, details, gone_at IS NOT NULL AS gone FROM service ORDER BY external_id",
      ),
    ).toEqual([
      { external_id: "box-1", status: "suspended", details: { cpu: 4 }, gone: false },
      { external_id: "box-2", status: "active", details: {}, gone: true },
    ]);
    expect(
      await sql(
        "SELECT field, before, after FROM service_change WHERE field <> 'gone' ORDER BY id",
      ),
    ).toEqual([
      { field: "status", before: "active", after: "suspended" },
      { field: "details.cpu", before: 2, after: 4 },
    ]);
    account.boxes = account.boxes.map((box) => ({ ...box, status: "Suspended" }));
    await again();
    expect(
      await sql("SELECT count(*)::int AS of_status FROM service_change WHERE field = 'status'"),
    ).toEqual([{ of_status: 1 }]);
    expect(await sql("SELECT status FROM service WHERE gone_at IS NULL")).toEqual([
      { status: "Suspended" },
    ]);
    account.topics = [{ externalId: "sales", label: "Sales" }];
    await again();
    expect(
      await sql(
        "SELECT external_id, label, gone_at IS NOT NULL AS gone FROM category ORDER BY external_id",
      ),
    ).toEqual([
      { external_id: "help", label: "Help", gone: true },
      { external_id: "sales", label: "Sales", gone: false },
    ]);
  });

  it("a ticket keeps its service's details as they were when it was first read", async () => {
    const service = (cpu: number) => [
      { kind: "box", externalId: "box-1", name: "Box one", details: { cpu } },
    ];
    account.put("m-1", { services: service(2) });
    await sync();
    account.put("m-1", { services: service(8), status: "answered", updatedAt: new Date() });
    await sync();
    expect(await sql("SELECT details FROM ticket_service")).toEqual([{ details: { cpu: 2 } }]);
    expect(await sql("SELECT details FROM service")).toEqual([{ details: { cpu: 8 } }]);
  });

  it("that this key may not list leave the tickets alone", async () => {
    fill(2);
    account.before = (what) => {
      if (what === "boxes") throw new AppError("provider_forbidden");
    };
    expect(await sync()).toMatchObject({ outcome: "complete", ticketsRead: 2 });
  });
});

describe("runs", () => {
  it("of twenty callers at once, one reads", async () => {
    fill(4);
    let lists = 0;
    account.before = (what) => {
      if (what === "list") lists += 1;
    };
    await Promise.all(Array.from({ length: 20 }, () => runDue(5_000)));
    expect(lists).toBe(2);
    expect(await sql("SELECT outcome FROM sync_run")).toEqual([{ outcome: "complete" }]);
  });

  it("say what they read, changed and cost", async () => {
    fill(3);
    await sync();
    expect(
      await sql(
        `SELECT pages, tickets_read, details_read, tickets_changed, events, "full", calls FROM sync_run`,
      ),
    ).toEqual([
      {
        pages: 4,
        tickets_read: 3,
        details_read: 3,
        tickets_changed: 3,
        events: 3,
        full: true,
        calls: 7,
      },
    ]);
  });

  it("are summed up by day when they are 90 days old", async () => {
    fill(1);
    await sync();
    await sync();
    await sql(
      "UPDATE sync_run SET started_at = started_at - interval '91 days', milliseconds = 5, bytes = 7",
    );
    await sql("DELETE FROM maintenance");
    await runDue(1_000);
    expect(
      await sql("SELECT runs, failed, tickets_read, bytes::int, milliseconds::int FROM sync_day"),
    ).toEqual([{ runs: 2, failed: 0, tickets_read: 2, bytes: 14, milliseconds: 10 }]);
  });
});
