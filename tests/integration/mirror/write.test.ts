import { randomBytes } from "node:crypto";

import { describe, expect, it } from "vitest";

import type { Viewer } from "@/lib/auth/types";
import { syncConnection } from "@/lib/mirror/sync/run-sync";
import { writeSnapshots } from "@/lib/mirror/write/write-snapshots";
import { useTestDatabase } from "@/tests/helpers/database";
import type { MemoryAccount } from "@/tests/helpers/memory-account";
import { useMemoryConnection } from "@/tests/helpers/memory-connection";
import { memoryProvider } from "@/tests/helpers/memory-provider";
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
const target = () => ({
  connectionId,
  organizationId: viewer.memberships[0]?.organizationId ?? "",
  provider: memoryProvider(account),
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
    expect(await ticketRows()).toEqual([]);
  });
});

it("keeps the provider's order of files that it shows at once", async () => {
  const names = Array.from({ length: 40 }, (_none, index) => `${(index * 7) % 40}.log`);
  const snapshot = account.put("m-1", {
    attachments: names.map((filename) => ({
      externalId: `f-${filename}`,
      messageExternalId: null,
      filename,
      mimeType: null,
      downloadUrl: "/f",
    })),
  });
  await writeSnapshots(target(), [{ snapshot }], { runId: null });
  const shown = await sql<{ filename: string }>("SELECT filename FROM attachment ORDER BY id");
  expect(shown.map(({ filename }) => filename)).toEqual(names);
});

it("shortens values that an index could not hold, and keeps them in the raw record", async () => {
  // A compressed text would fit.
  const long = randomBytes(9_000).toString("base64");
  const odd = { status: long, priority: long, category: { id: long, label: long } };
  const snapshot = account.put("m-1", { ...odd, fields: { assignee_id: long } });
  const raw = { status: long };
  const write = () =>
    writeSnapshots(target(), [{ snapshot: { ...snapshot, raw } }], { runId: null });
  await write();
  const short = `${long.slice(0, 199)}…`;
  expect((await ticketRows())[0]).toMatchObject({ status: short, priority: short });
  expect(await sql("SELECT category_id, category_label, fields FROM ticket")).toEqual([
    { category_id: short, category_label: short, fields: { assignee_id: short } },
  ]);
  expect(await sql("SELECT raw FROM raw_content")).toEqual([{ raw }]);
  expect(await write()).toMatchObject({ changed: 0, events: 0 });
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
    expect((await ticketRows())[0]?.status).toBe("answered");
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
    expect((await ticketRows())[0]?.status).toBe("answered");
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
    expect((await ticketRows())[0]?.status).toBe("answered");
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
    expect((await eventRows()).filter((event) => event.field === "status")).toHaveLength(1);
  });

  it("keeps text and messages when only a summary is known", async () => {
    const messages = [
      {
        externalId: "msg-1",
        sender: "staff",
        senderId: null,
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
