import { beforeAll, beforeEach, describe, expect, it } from "vitest";

import type { Viewer } from "@/lib/auth/types";
import { AppError } from "@/lib/errors";
import { syncConnection } from "@/lib/mirror/sync/run-sync";
import { registerProvider } from "@/lib/providers/registry";
import { useTestDatabase } from "@/tests/helpers/database";
import { MemoryAccount } from "@/tests/helpers/memory-account";
import { memoryProvider } from "@/tests/helpers/memory-provider";
import { makeConnection, makeOrganization, makeViewer } from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";

useTestDatabase();

let account: MemoryAccount;
let owner: Viewer;
let connectionId: string;

beforeAll(async () => {
  owner = await makeViewer({ organizationId: await makeOrganization() });
});
beforeEach(async () => {
  await sql("DELETE FROM connection");
  account = new MemoryAccount();
  registerProvider(memoryProvider(account));
  for (const id of ["m-1", "m-2", "m-3", "m-4", "m-5"]) account.put(id);
  connectionId = await makeConnection(owner, "memory", account.key);
  await sweep();
});

const sweep = (options = {}) => syncConnection(connectionId, { trigger: "cron", ...options });

async function covered(): Promise<{ from: Date; until: Date }> {
  const [row] = await sql<{ from: Date; until: Date }>(
    `SELECT covered_from AS "from", covered_until AS until FROM connection WHERE id = $1`,
    [connectionId],
  );
  if (!row) throw new Error("There is no connection.");
  return row;
}

const ticketRows = () => sql("SELECT external_id, xmin::text FROM ticket ORDER BY external_id");

describe("a sweep that lists every mirrored ticket", () => {
  it("covers all of them from its start to its end, and writes none that is unchanged", async () => {
    const [before, rows] = [await covered(), await ticketRows()];
    await sweep();
    const after = await covered();
    expect(after.from > before.until).toBe(true);
    expect(after.until >= after.from).toBe(true);
    expect(await ticketRows()).toEqual(rows);
  });

  it("dates what the next one finds, and the database when it stored that", async () => {
    await sweep();
    const { from } = await covered();
    // A sweep counts only for readings that surely began after it ended.
    await new Promise((resolve) => setTimeout(resolve, 150));
    account.put("m-2", { status: "closed", updatedAt: null });
    const changedAt = new Date();
    await sweep();
    const [event] = await sql<{ not_before: Date; recorded_at: Date }>(
      "SELECT not_before, recorded_at FROM event WHERE kind = 'changed' AND field = 'status'",
    );
    expect(from.getTime() - (event?.not_before.getTime() ?? 0)).toBe(100);
    expect(event?.recorded_at.getTime()).toBeGreaterThanOrEqual(changedAt.getTime());
  });
});

describe("no sweep covers", () => {
  it.each<[string, () => Promise<unknown>]>([
    [
      "that fails on the way",
      () => {
        let pages = 0;
        account.before = (what) => {
          if (what === "list" && ++pages > 1) throw new AppError("provider_unavailable");
        };
        return sweep();
      },
    ],
    [
      "that takes several runs",
      async () => {
        while ((await sweep({ budget: -1 })).outcome === "handed_on");
      },
    ],
    [
      "whose list lacks a ticket that the mirror has",
      () => {
        account.tickets.delete("m-3");
        return sweep({ full: false });
      },
    ],
  ])("%s", async (_what, work) => {
    const before = await covered();
    await work();
    expect(await covered()).toEqual(before);
  });

  it("but one that has asked for what its list lacks", async () => {
    await sql(
      "UPDATE ticket SET first_seen_at = now() - interval '1 day', opened_at = now() - interval '1 day'",
    );
    account.tickets.delete("m-3");
    const before = await covered();
    expect(await sweep({ full: true })).toMatchObject({ gone: 1 });
    expect((await covered()).from > before.from).toBe(true);
  });

  it("but one beside which a ticket cannot be read", async () => {
    const before = await covered();
    account.put("m-1", { status: "closed" });
    account.beforeRead = () => {
      throw new AppError("provider_unreadable");
    };
    expect(await sweep()).toMatchObject({ outcome: "partial", unreadable: 1 });
    expect((await covered()).from > before.from).toBe(true);
  });
});
