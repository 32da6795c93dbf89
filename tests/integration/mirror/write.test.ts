import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

import type { Viewer } from "@/lib/auth/types";
import { replaceKey } from "@/lib/connections/commands";
import { sql } from "@/lib/db/sql";
import { AppError } from "@/lib/errors";
import { readTicketNow } from "@/lib/mirror/read-ticket";
import { syncConnection } from "@/lib/mirror/sync/run-sync";
import { writeSnapshots } from "@/lib/mirror/write/write-snapshots";
import { registerProvider } from "@/lib/providers/registry";
import { getTicket } from "@/lib/tickets/queries";
import { useTestDatabase } from "@/tests/helpers/database";
import { MemoryAccount } from "@/tests/helpers/memory-account";
import { memoryProvider } from "@/tests/helpers/memory-provider";
import { makeConnection, makeOrganization, makeViewer } from "@/tests/helpers/people";

useTestDatabase();

let account: MemoryAccount;
let connectionId: string;
let organizationId: string;
let manager: Viewer;
let unregister = () => {};

beforeAll(async () => {
  organizationId = await makeOrganization();
});

beforeEach(async () => {
  account = new MemoryAccount();
  unregister = registerProvider(memoryProvider(account));
  await sql("DELETE FROM connection");
  manager = await makeViewer({ organizationId });
  connectionId = await makeConnection(manager, "memory", account.key);
});

afterAll(() => unregister());

const sync = () => syncConnection(connectionId, { trigger: "person" });
const tickets = () =>
  sql<{
    id: string;
    external_id: string;
    subject: string;
    status: string;
    turn: string;
    read_at: Date;
  }>("SELECT * FROM ticket ORDER BY external_id");
const events = () =>
  sql<{ kind: string; field: string | null; before: unknown; after: unknown }>(
    "SELECT kind, field, before, after FROM event ORDER BY id",
  );
const target = () => ({ connectionId, organizationId, provider: memoryProvider(account) });

describe("a sweep", () => {
  it("mirrors every page of the account and stores its run", async () => {
    for (const id of ["m-1", "m-2", "m-3", "m-4", "m-5"]) account.put(id);
    const report = await sync();
    expect(report).toMatchObject({
      outcome: "complete",
      pages: 5,
      ticketsRead: 5,
      detailsRead: 5,
      ticketsChanged: 5,
      events: 5,
    });
    expect((await tickets()).map((ticket) => ticket.external_id)).toEqual([
      "m-1",
      "m-2",
      "m-3",
      "m-4",
      "m-5",
    ]);
    const [run] = await sql("SELECT * FROM sync_run WHERE id = $1", [report.runId]);
    expect(run).toMatchObject({
      outcome: "complete",
      pages: 5,
      tickets_read: 5,
      tickets_changed: 5,
      events: 5,
    });
  });

  it("reads nothing in full and writes no row when nothing changed", async () => {
    for (const id of ["m-1", "m-2", "m-3"]) account.put(id);
    await sync();
    const before = await sql("SELECT xmin::text, id FROM ticket ORDER BY id");
    account.reads = 0;
    expect(await sync()).toMatchObject({
      outcome: "complete",
      ticketsRead: 3,
      detailsRead: 0,
      ticketsChanged: 0,
      events: 0,
    });
    expect(account.reads).toBe(0);
    expect(await sql("SELECT xmin::text, id FROM ticket ORDER BY id")).toEqual(before);
  });

  it("records one event for each change, with what was before and after", async () => {
    account.put("m-1", { fields: { rack: "A1" } });
    await sync();
    account.put("m-1", {
      status: "answered",
      priority: "high",
      fields: { rack: "B2" },
      services: [{ kind: "box", externalId: "box-1", name: "Box one", details: { cpu: 2 } }],
      messages: [
        {
          externalId: "msg-1",
          sender: "staff",
          senderName: "Sven",
          body: "Look again.",
          encrypted: false,
          sentAt: new Date("2026-03-02T10:00:00Z"),
        },
      ],
      attachments: [
        {
          externalId: "f-1",
          messageExternalId: "msg-1",
          filename: "log.txt",
          mimeType: "text/plain",
          downloadUrl: "/f-1",
        },
      ],
      messageCount: 1,
      updatedAt: new Date("2026-03-02T10:00:00Z"),
    });
    await sync();
    expect(await events()).toEqual([
      { kind: "first_seen", field: null, before: null, after: { status: "open" } },
      { kind: "changed", field: "status", before: "open", after: "answered" },
      { kind: "changed", field: "priority", before: "low", after: "high" },
      { kind: "changed", field: "fields.rack", before: "A1", after: "B2" },
      {
        kind: "message_added",
        field: "msg-1",
        before: null,
        after: { sender: "staff", senderName: "Sven" },
      },
      { kind: "attachment_added", field: "f-1", before: null, after: { filename: "log.txt" } },
      {
        kind: "service_linked",
        field: "box-1",
        before: null,
        after: { kind: "box", externalId: "box-1", name: "Box one" },
      },
    ]);
    expect((await tickets())[0]).toMatchObject({ status: "answered", turn: "yours" });
    expect(
      await sql(
        "SELECT raw->>'status' AS status FROM revision JOIN raw_content USING (ticket_id, content_hash) ORDER BY id",
      ),
    ).toEqual([{ status: "open" }, { status: "answered" }]);
  });

  it("keeps a status that nobody knows, as unclear", async () => {
    account.put("m-1", { status: "escalated to the moon" });
    await sync();
    expect((await tickets())[0]).toMatchObject({
      status: "escalated to the moon",
      turn: "unclear",
    });
  });

  it("stores text that PostgreSQL cannot hold, and goes on", async () => {
    account.put("m-1", { subject: "null \u0000 and half \uD83D", body: "\u0000" });
    account.put("m-2");
    expect(await sync()).toMatchObject({ outcome: "complete", ticketsChanged: 2 });
    expect((await tickets())[0]?.subject).toBe("null \uFFFD and half \uFFFD");
  });

  it("keeps what it has read when a later page fails, and says so on the run and the connection", async () => {
    for (const id of ["m-1", "m-2", "m-3"]) account.put(id);
    let lists = 0;
    account.before = (what) => {
      if (what === "list" && ++lists === 2) throw new Error("broken pipe");
    };
    expect(await sync()).toMatchObject({
      outcome: "failed",
      pages: 1,
      ticketsRead: 2,
      error: { code: "internal" },
    });
    expect(await tickets()).toHaveLength(2);
    const [connection] = await sql(
      "SELECT status, last_error_code, last_read_at, lease_until FROM connection WHERE id = $1",
      [connectionId],
    );
    expect(connection).toEqual({
      status: "active",
      last_error_code: "internal",
      last_read_at: null,
      lease_until: null,
    });
  });

  it("marks the connection as needing attention when its credential is dead, and heals with a working one", async () => {
    account.put("m-1");
    account.key = "another-key";
    expect(await sync()).toMatchObject({
      outcome: "failed",
      error: { code: "provider_unauthorized", message: "The access code is not known." },
    });
    expect(await sql("SELECT status FROM connection")).toEqual([{ status: "needs_attention" }]);
    account.key = "right-key";
    await sync();
    expect(await sql("SELECT status, last_error_code FROM connection")).toEqual([
      { status: "active", last_error_code: null },
    ]);
  });
});

describe("a ticket that cannot be read in full", () => {
  const unreadable = (id: string) => {
    account.beforeRead = (asked) => {
      if (asked === id)
        throw new AppError("provider_unreadable", { message: "The answer makes no sense." });
    };
  };

  it("does not keep the sweep from the others, is kept as its list entry tells it, and is named on the run", async () => {
    for (const id of ["m-1", "m-2", "m-3"]) account.put(id);
    unreadable("m-1");
    const report = await sync();
    expect(report).toMatchObject({
      outcome: "partial",
      ticketsRead: 3,
      ticketsChanged: 3,
      unreadable: 1,
      error: {
        code: "provider_unreadable",
        message: "Ticket 1 could not be read in full: The answer makes no sense.",
      },
    });
    expect(
      await sql("SELECT external_id, summary_hash = '' AS due FROM ticket ORDER BY external_id"),
    ).toEqual([
      { external_id: "m-1", due: true },
      { external_id: "m-2", due: false },
      { external_id: "m-3", due: false },
    ]);
    account.beforeRead = () => undefined;
    expect(await sync()).toMatchObject({ outcome: "complete", detailsRead: 1 });
    expect(await sql("SELECT body FROM ticket WHERE external_id = 'm-1'")).toEqual([
      { body: "Body of m-1" },
    ]);
  });

  it("ends the sweep when it is not the only one", async () => {
    account.pageSize = 50;
    for (let index = 0; index < 20; index++) account.put(`m-${index}`);
    account.beforeRead = () => {
      throw new AppError("provider_unavailable");
    };
    expect(await sync()).toMatchObject({
      outcome: "failed",
      error: { code: "provider_unavailable" },
    });
  });

  it("is the trouble of whoever opened it, and not of the whole connection", async () => {
    account.put("m-1");
    await sync();
    unreadable("m-1");
    const [ticket] = await tickets();
    expect(await readTicketNow(ticket?.id ?? "")).toMatchObject({
      outcome: "failed",
      code: "provider_unreadable",
    });
    expect(await sql("SELECT status, last_error_code FROM connection")).toEqual([
      { status: "active", last_error_code: null },
    ]);
  });
});

describe("a key that is replaced while a sweep runs", () => {
  it("is not marked dead by the sweep that still uses the old one", async () => {
    account.put("m-1");
    let replaced = false;
    account.before = async (what) => {
      if (what !== "list" || replaced) return;
      replaced = true;
      account.key = "next-key";
      await replaceKey(manager, { connectionId, credential: "next-key" });
      throw new AppError("provider_unauthorized", { message: "The old code is revoked." });
    };
    expect(await sync()).toMatchObject({ outcome: "failed" });
    expect(await sql("SELECT status, last_error_code FROM connection")).toEqual([
      { status: "active", last_error_code: null },
    ]);
    expect(await sync()).toMatchObject({ outcome: "complete", ticketsRead: 1 });
  });
});

describe("one sweep at a time", () => {
  it("runs once for twenty callers", async () => {
    account.put("m-1");
    account.before = () => new Promise((resolve) => setTimeout(resolve, 300));
    const outcomes = (await Promise.all(Array.from({ length: 20 }, sync))).map(
      (report) => report.outcome,
    );
    expect(outcomes.filter((outcome) => outcome === "complete")).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === "busy")).toHaveLength(19);
  });

  it("lets a writer that has lost its lease write nothing", async () => {
    const [row] = await sql<{ lease_token: number }>(
      "UPDATE connection SET lease_token = lease_token + 2 RETURNING lease_token",
    );
    const snapshot = account.put("m-1");
    await expect(
      writeSnapshots(target(), [{ snapshot }], {
        runId: null,
        leaseToken: (row?.lease_token ?? 0) - 1,
      }),
    ).rejects.toMatchObject({ code: "conflict" });
    expect(await tickets()).toEqual([]);
  });
});

describe("a stale read", () => {
  it("never overwrites a newer one, by our time of reading", async () => {
    const older = {
      ...account.put("m-1", { status: "open" }),
      readAt: new Date("2026-03-05T10:00:00Z"),
    };
    const newer = {
      ...account.put("m-1", { status: "answered" }),
      readAt: new Date("2026-03-05T10:00:05Z"),
    };
    await writeSnapshots(target(), [{ snapshot: newer }], { runId: null });
    expect(await writeSnapshots(target(), [{ snapshot: older }], { runId: null })).toMatchObject({
      stale: 1,
      changed: 0,
      events: 0,
    });
    expect((await tickets())[0]?.status).toBe("answered");
  });

  it("never overwrites a newer one with content that stood before, by the provider's time of change", async () => {
    const older = {
      ...account.put("m-1", { status: "open", updatedAt: new Date("2026-03-06T09:00:00Z") }),
      readAt: new Date("2026-03-06T09:30:00Z"),
    };
    const newer = {
      ...account.put("m-1", { status: "answered", updatedAt: new Date("2026-03-06T10:00:00Z") }),
      readAt: new Date("2026-03-06T11:00:00Z"),
    };
    for (const snapshot of [older, newer])
      await writeSnapshots(target(), [{ snapshot }], { runId: null });
    const replica = { ...older, readAt: new Date("2026-03-06T12:00:00Z") };
    expect(await writeSnapshots(target(), [{ snapshot: replica }], { runId: null })).toMatchObject({
      stale: 1,
    });
    expect((await tickets())[0]?.status).toBe("answered");
  });

  it("is not one that shows a change late, under an older time: its content is new", async () => {
    const first = {
      ...account.put("m-1", { status: "open", updatedAt: new Date("2026-03-06T10:02:00Z") }),
      readAt: new Date("2026-03-06T10:03:00Z"),
    };
    const late = {
      ...account.put("m-1", { status: "answered", updatedAt: new Date("2026-03-06T10:00:30Z") }),
      readAt: new Date("2026-03-06T10:05:00Z"),
    };
    for (const snapshot of [first, late])
      await writeSnapshots(target(), [{ snapshot }], { runId: null });
    expect((await tickets())[0]?.status).toBe("answered");
  });

  it("records a change once when two writers see it at the same time", async () => {
    await writeSnapshots(
      target(),
      [{ snapshot: { ...account.put("m-1"), readAt: new Date("2026-03-05T10:00:00Z") } }],
      { runId: null },
    );
    const changed = {
      ...account.put("m-1", { status: "answered" }),
      readAt: new Date("2026-03-05T10:01:00Z"),
    };
    await Promise.all(
      Array.from({ length: 8 }, () =>
        writeSnapshots(target(), [{ snapshot: changed }], { runId: null }),
      ),
    );
    expect((await events()).filter((event) => event.field === "status")).toHaveLength(1);
  });

  it("keeps text and messages when only a summary is known", async () => {
    const messages = [
      {
        externalId: "msg-1",
        sender: "staff",
        senderName: null,
        body: "Hello",
        encrypted: false,
        sentAt: null,
      },
    ];
    await writeSnapshots(target(), [{ snapshot: account.put("m-1", { messages }) }], {
      runId: null,
    });
    const summary = {
      ...account.put("m-1", { status: "closed" }),
      body: undefined,
      messages: undefined,
      attachments: undefined,
      complete: false,
      readAt: new Date(),
    };
    await writeSnapshots(target(), [{ snapshot: summary }], { runId: null });
    expect(await sql("SELECT status, body, summary_hash FROM ticket")).toEqual([
      { status: "closed", body: "Body of m-1", summary_hash: "" },
    ]);
    expect(await sql("SELECT body FROM message")).toEqual([{ body: "Hello" }]);
  });
});

describe("reading one ticket", () => {
  it("tells whether it changed, and moves the time of reading either way", async () => {
    account.put("m-1");
    await sync();
    const [before] = await tickets();
    expect(await readTicketNow(before?.id ?? "")).toEqual({ outcome: "unchanged" });
    const [touched] = await tickets();
    expect(touched?.read_at.getTime()).toBeGreaterThan(before?.read_at.getTime() ?? 0);
    account.put("m-1", { status: "answered" });
    expect(await readTicketNow(before?.id ?? "")).toEqual({ outcome: "changed" });
  });

  it("marks one that the provider itself does not have, at once and once, and keeps all of it", async () => {
    account.put("m-1");
    await sync();
    account.tickets.clear();
    const [ticket] = await tickets();
    for (let i = 0; i < 2; i++)
      expect(await readTicketNow(ticket?.id ?? "", { background: i === 0 })).toMatchObject({
        outcome: "gone",
      });
    expect(await tickets()).toMatchObject([{ ...ticket, gone_at: expect.any(Date) }]);
    expect((await events()).map(({ kind }) => kind)).toEqual(["first_seen", "gone"]);
    const [run] = await sql(
      "SELECT r.trigger, r.gone FROM event e JOIN sync_run r ON r.id = e.run_id WHERE e.kind = 'gone'",
    );
    expect(run).toEqual({ trigger: "opened", gone: 1 });
    expect((await getTicket(manager, ticket?.id ?? ""))?.actions).toEqual([]);
  });

  it("takes the mark away when the provider has it again", async () => {
    const snapshot = account.put("m-1");
    await sync();
    account.tickets.clear();
    const [ticket] = await tickets();
    await readTicketNow(ticket?.id ?? "");
    account.tickets.set("m-1", snapshot);
    expect(await readTicketNow(ticket?.id ?? "")).toMatchObject({ outcome: "changed" });
    expect(await tickets()).toMatchObject([{ gone_at: null }]);
  });

  it.each([
    "provider_forbidden",
    "provider_unavailable",
    "provider_unreadable",
    "provider_unauthorized",
  ] as const)("marks nothing on %s", async (code) => {
    account.put("m-1");
    await sync();
    const [ticket] = await tickets();
    account.beforeRead = () => {
      throw new AppError(code);
    };
    expect(await readTicketNow(ticket?.id ?? "")).toMatchObject({ outcome: "failed" });
    expect(await tickets()).toMatchObject([{ gone_at: null }]);
  });

  it("marks none that was filed minutes ago, and none that was read while the provider was asked", async () => {
    account.put("m-1");
    account.put("m-2", { openedAt: new Date() });
    await sync();
    const stored = [...account.tickets.values()].find(({ externalId }) => externalId === "m-1");
    account.tickets.clear();
    const [first, fresh] = await tickets();
    expect(await readTicketNow(fresh?.id ?? "")).toMatchObject({
      outcome: "failed",
      code: "provider_not_found",
    });
    account.before = async (what) => {
      if (what === "read" && stored)
        await writeSnapshots(target(), [{ snapshot: { ...stored, readAt: new Date() } }], {
          runId: null,
        });
    };
    await readTicketNow(first?.id ?? "");
    expect(await tickets()).toMatchObject([{ gone_at: null }, { gone_at: null }]);
  });
});
