import { describe, expect, it } from "vitest";

import type { Viewer } from "@/lib/auth/types";
import { replaceKey } from "@/lib/connections/commands";
import { AppError } from "@/lib/errors";
import { message } from "@/lib/i18n/message";
import { readTicketNow } from "@/lib/mirror/read-ticket";
import { syncConnection } from "@/lib/mirror/sync/run-sync";
import { useTestDatabase } from "@/tests/helpers/database";
import type { MemoryAccount } from "@/tests/helpers/memory-account";
import { useMemoryConnection } from "@/tests/helpers/memory-connection";
import { eventRows, ticketRows } from "@/tests/helpers/mirror/rows";
import { sql } from "@/tests/helpers/sql";

useTestDatabase();

let account: MemoryAccount;
let viewer: Viewer;
let connectionId: string;

useMemoryConnection((connected) => {
  ({ account, viewer, connectionId } = connected);
});

const sync = () => syncConnection(connectionId, { trigger: "person" });

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
    expect((await ticketRows()).map((ticket) => ticket.external_id)).toEqual([
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
          senderId: null,
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
    expect(await eventRows()).toEqual([
      {
        kind: "first_seen",
        field: null,
        before: null,
        after: { status: "open", updatedAt: "2026-03-01T10:00:00.000Z" },
      },
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
    expect((await ticketRows())[0]).toMatchObject({ status: "answered", turn: "yours" });
    expect(
      await sql(
        "SELECT raw->>'status' AS status FROM revision JOIN raw_content USING (ticket_id, content_hash) ORDER BY id",
      ),
    ).toEqual([{ status: "open" }, { status: "answered" }]);
  });

  it("keeps a status that nobody knows, as unclear", async () => {
    account.put("m-1", { status: "escalated to the moon" });
    await sync();
    expect((await ticketRows())[0]).toMatchObject({
      status: "escalated to the moon",
      turn: "unclear",
    });
  });

  it("stores text that PostgreSQL cannot hold, and goes on", async () => {
    account.put("m-1", { subject: "null \u0000 and half \uD83D", body: "\u0000" });
    account.put("m-2");
    expect(await sync()).toMatchObject({ outcome: "complete", ticketsChanged: 2 });
    expect((await ticketRows())[0]?.subject).toBe("null \uFFFD and half \uFFFD");
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
    expect(await ticketRows()).toHaveLength(2);
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
      error: { code: "provider_unauthorized", words: "The access code is not known." },
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
        throw new AppError("provider_unreadable", { words: "The answer makes no sense." });
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
        text: message("sync.ticketIncomplete", {
          number: "1",
          reason: message("errors.provider_unreadable"),
        }),
        words: "The answer makes no sense.",
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
    const [ticket] = await ticketRows();
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
      await replaceKey(viewer, { connectionId, credential: "next-key" });
      throw new AppError("provider_unauthorized", { words: "The old code is revoked." });
    };
    expect(await sync()).toMatchObject({ outcome: "failed" });
    expect(await sql("SELECT status, last_error_code FROM connection")).toEqual([
      { status: "active", last_error_code: null },
    ]);
    expect(await sync()).toMatchObject({ outcome: "complete", ticketsRead: 1 });
  });
});
