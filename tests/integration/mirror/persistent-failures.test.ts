import { afterEach, beforeAll, describe, expect, it } from "vitest";

import type { Viewer } from "@/lib/auth/types";
import { disconnect, replaceKey } from "@/lib/connections/commands";
import { syncNow } from "@/lib/connections/sync-now";
import { transaction } from "@/lib/db/kysely";
import { AppError } from "@/lib/errors";
import { LEASE } from "@/lib/mirror/connection/lease";
import { readTicketNow } from "@/lib/mirror/read-ticket";
import { syncConnection, type SyncOptions } from "@/lib/mirror/sync/run-sync";
import { controlSync } from "@/lib/review/sync/commands";
import { getTicket } from "@/lib/tickets/queries";
import { useTestDatabase } from "@/tests/helpers/database";
import type { MemoryAccount } from "@/tests/helpers/memory-account";
import { useMemoryConnection } from "@/tests/helpers/memory-connection";
import { makeViewer } from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";

useTestDatabase();

let account: MemoryAccount;
let viewer: Viewer;
let staff: Viewer;
let connectionId: string;

useMemoryConnection((connected) => {
  ({ account, viewer, connectionId } = connected);
});

beforeAll(async () => {
  staff = await makeViewer({ role: "staff" });
});

const sync = (options: Partial<SyncOptions> = {}) =>
  syncConnection(connectionId, { trigger: "cron", ...options });
const fill = (count: number, status = "open") =>
  Array.from({ length: count }, (_unused, index) => account.put(`m-${index + 1}`, { status }));
const sleep = (milliseconds: number) =>
  new Promise<void>((resolve) => setTimeout(resolve, milliseconds));
const connection = async () => {
  const [row] = await sql<{
    status: string;
    next: number | null;
    held: boolean;
    checkpoint: { from: string | null } | null;
  }>(
    "SELECT status, extract(epoch FROM next_at - now())::float8 AS next, coalesce(lease_until > now(), false) AS held, checkpoint FROM connection WHERE id = $1",
    [connectionId],
  );
  if (!row) throw new Error("no connection");
  return row;
};

describe("a place in a list", () => {
  it("that the provider does not know any more is not asked for a second time", async () => {
    fill(9);
    expect(await sync({ budget: -1 })).toMatchObject({ outcome: "handed_on" });
    let asked = 0;
    account.before = (what) => {
      if (what === "list" && ++asked === 1)
        throw new AppError("provider_invalid", { words: "The cursor has expired." });
    };
    expect(await sync()).toMatchObject({ outcome: "failed" });
    expect((await connection()).checkpoint?.from ?? null).toBeNull();
    expect(await sync()).toMatchObject({ outcome: "complete", ticketsRead: 9 });
  });
});

describe("a provider that takes longer than the lease", () => {
  const usual = { ...LEASE };
  afterEach(() => Object.assign(LEASE, usual));

  it("is read by one sweep all the same, which lets go at its end", async () => {
    LEASE.seconds = 1;
    account.pageSize = 10;
    fill(8);
    account.before = (what) => (what === "read" ? sleep(900) : undefined);
    const first = sync();
    await sleep(1_500);
    expect(await sync()).toMatchObject({ outcome: "busy" });
    expect(await first).toMatchObject({ outcome: "complete", ticketsRead: 8 });
    expect(await connection()).toMatchObject({ held: false });
  });
});

describe("a key that was replaced", () => {
  it("is not called dead because the one before it is", async () => {
    fill(1);
    await sync();
    const [ticket] = await sql<{ id: string }>("SELECT id FROM ticket");
    let letGo: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (letGo = resolve));
    account.before = async (what) => {
      if (what !== "read" || account.key !== "right-key") return;
      await held;
      throw new AppError("provider_unauthorized");
    };
    const reading = readTicketNow(ticket?.id ?? "");
    await sleep(100);
    account.key = "new-key";
    await replaceKey(viewer, { connectionId, credential: "new-key" });
    letGo();
    expect(await reading).toMatchObject({ outcome: "failed" });
    expect(await connection()).toMatchObject({ status: "active" });
  });
});

describe("a full sweep that staff ask for", () => {
  it("while another one runs follows it at once", async () => {
    fill(4, "closed");
    await sync();
    let lists = 0;
    account.before = async (what) => {
      if (what === "list" && ++lists === 2)
        await controlSync(staff, { connectionId, move: "full_sweep" });
    };
    expect(await sync()).toMatchObject({ outcome: "complete", full: false });
    expect((await connection()).next).toBeLessThan(5);
    expect(await sync()).toMatchObject({ outcome: "complete", full: true });
    expect((await connection()).next).toBeGreaterThan(60);
  });
});

describe("a ticket that can never be read in full", () => {
  it("does not make the whole account be read every minute", async () => {
    fill(4, "closed");
    account.beforeRead = (id) => {
      if (id === "m-2") throw new AppError("provider_forbidden");
    };
    expect(await sync()).toMatchObject({ outcome: "partial", unreadable: 1 });
    expect((await connection()).next).toBeLessThan(70);
    expect(await sync()).toMatchObject({ outcome: "partial", unreadable: 1 });
    expect((await connection()).next).toBeGreaterThan(20 * 60);
  });
});

describe("many tickets that this key may not read in full", () => {
  it("do not keep the rest of the account from being read", async () => {
    fill(30, "closed");
    account.beforeRead = (id) => {
      if (Number(id.slice(2)) <= 15) throw new AppError("provider_forbidden");
    };
    expect(await sync()).toMatchObject({ outcome: "partial", unreadable: 15, ticketsRead: 30 });
  });

  it("are not taken for a provider that does not answer", async () => {
    fill(30, "closed");
    account.beforeRead = () => {
      throw new AppError("provider_unavailable");
    };
    expect(await sync()).toMatchObject({
      outcome: "failed",
      error: { code: "provider_unavailable" },
    });
  });
});

describe("what a person asks for", () => {
  it("while another sweep runs is read again soon after it, and not when its turn would come", async () => {
    fill(4, "closed");
    let lists = 0;
    let said = "";
    account.before = async (what) => {
      if (what === "list" && ++lists === 2)
        said = (await syncNow(viewer, { connectionId })).outcome;
    };
    expect(await sync()).toMatchObject({ outcome: "complete" });
    expect(said).toBe("busy");
    expect((await connection()).next).toBeLessThan(60);
  });

  it("of an account that staff have paused is not asked of its provider", async () => {
    fill(1);
    await controlSync(staff, { connectionId, move: "pause" });
    expect(await syncNow(viewer, { connectionId })).toMatchObject({
      outcome: "failed",
      message: expect.stringContaining("paused"),
    });
    expect(await sql("SELECT 1 FROM sync_run")).toEqual([]);
    await controlSync(staff, { connectionId, move: "resume" });
    expect(await syncNow(viewer, { connectionId })).toMatchObject({
      outcome: "complete",
      ticketsRead: 1,
    });
  });
});

describe("a sweep whose time is over", () => {
  it("begins no further resource, and what it has looked for is looked for", async () => {
    fill(2);
    expect(await sync({ budget: -1 })).toMatchObject({
      outcome: "handed_on",
      ticketsRead: 2,
      full: true,
    });
    expect(await sync({ budget: -1 })).toMatchObject({ outcome: "handed_on", ticketsRead: 0 });
    expect(await sync()).toMatchObject({ outcome: "complete", ticketsRead: 0 });
    expect(await sync()).toMatchObject({ outcome: "complete", ticketsRead: 2, full: false });
  });
});

describe("more deletions than are asked for at once", () => {
  it("are all found by the sweeps that follow", async () => {
    account.pageSize = 100;
    const all = fill(250);
    await sync();
    for (const { externalId } of all.slice(10)) account.tickets.delete(externalId);
    await sql("UPDATE connection SET deletions_checked_at = now() - interval '2 hours'");
    expect(await sync()).toMatchObject({ gone: 200, full: false });
    expect(await sync()).toMatchObject({ gone: 40, full: true });
    expect(await sync()).toMatchObject({ gone: 0, full: false });
  });
});

describe("a reading of one ticket that was killed", () => {
  it("is not under way for ever", async () => {
    fill(1);
    await sync();
    await sql(
      `INSERT INTO sync_run (id, connection_id, organization_id, trigger, started_at) SELECT 'killed', id, organization_id, 'opened', now() - interval '1 hour' FROM connection`,
    );
    await sync();
    expect(await sql("SELECT outcome, error_code FROM sync_run WHERE id = 'killed'")).toEqual([
      { outcome: "failed", error_code: "internal" },
    ]);
  });
});

describe("an account that is erased", () => {
  it("leaves no words of what was being written meanwhile", async () => {
    let erased: Promise<unknown> = Promise.resolve();
    await transaction(async (client) => {
      await sql("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", [connectionId], client);
      await sql(
        `INSERT INTO ticket (id, organization_id, connection_id, provider, external_id, number, status, turn, cc, collaborator_ids, fields, activity_at, summary_hash, first_seen_at, read_at)
         SELECT 'late', organization_id, id, provider, 'm-1', '1', 'open', 'theirs', '{}', '{}', '{}', now(), '', now(), now() FROM connection`,
        [],
        client,
      );
      erased = disconnect(viewer, { connectionId, erase: true });
      await sleep(300);
      await sql(
        "INSERT INTO ticket_search (ticket_id, organization_id, words) SELECT id, organization_id, to_tsvector('simple', 'secret') FROM ticket WHERE id = 'late'",
        [],
        client,
      );
    });
    await erased;
    expect(await sql("SELECT ticket_id FROM ticket_search WHERE ticket_id = 'late'")).toEqual([]);
  });
});

describe("a message and a file that the provider shows no more", () => {
  it("stay here, with one event each for their going, and for their coming back", async () => {
    const message = (externalId: string) => ({
      externalId,
      sender: "staff",
      senderId: null,
      senderName: "Sven",
      body: externalId,
      encrypted: false,
      sentAt: new Date(),
    });
    const files = [
      {
        externalId: "f",
        messageExternalId: null,
        filename: "log.txt",
        mimeType: null,
        downloadUrl: null,
      },
    ];
    const become = async (count: number, seconds: number) => {
      account.put("m-1", {
        messages: ["a", "b"].slice(0, count).map(message),
        attachments: files.slice(0, count - 1),
        messageCount: count,
        updatedAt: new Date(Date.now() + seconds * 1_000),
      });
      await sync();
    };
    await become(2, 0);
    for (const [index, count] of [1, 1, 2, 1].entries()) await become(count, index + 1);
    expect(
      await sql(
        "SELECT kind, field FROM event WHERE kind LIKE 'message_%' OR kind LIKE 'attachment_%' ORDER BY id",
      ),
    ).toEqual(
      ["removed", "added", "removed"].flatMap((what) => [
        { kind: `message_${what}`, field: "b" },
        { kind: `attachment_${what}`, field: "f" },
      ]),
    );
    expect(await sql("SELECT before FROM event WHERE kind = 'attachment_removed' LIMIT 1")).toEqual(
      [{ before: { filename: "log.txt" } }],
    );
    const [row] = await sql<{ id: string }>("SELECT id FROM ticket WHERE connection_id = $1", [
      connectionId,
    ]);
    const shown = await getTicket(viewer, row?.id ?? "");
    expect(
      Object.fromEntries(
        shown?.messages.map(({ id, removedAt }) => [id, removedAt !== undefined]) ?? [],
      ),
    ).toEqual({ opening: false, a: false, b: true });
    expect(shown?.attachments).toMatchObject([{ filename: "log.txt", href: null }]);
  });
});
