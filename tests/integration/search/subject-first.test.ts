import { afterAll, beforeAll, describe, expect, it } from "vitest";

import type { Viewer } from "@/lib/auth/types";
import { writeSnapshots } from "@/lib/mirror/write/write-snapshots";
import { registerProvider } from "@/lib/providers/registry";
import { searchTickets } from "@/lib/tickets/list/search-tickets";
import { listTickets } from "@/lib/tickets/queries";
import { ticketFilters } from "@/lib/tickets/schemas";
import { useTestDatabase } from "@/tests/helpers/database";
import { MemoryAccount } from "@/tests/helpers/memory-account";
import { memoryProvider } from "@/tests/helpers/memory-provider";
import { makeOrganization, makeViewer } from "@/tests/helpers/people";
import { statementsDuring } from "@/tests/helpers/postgres/statements-during";
import { makeTarget } from "@/tests/helpers/search/search-target";
import { sql } from "@/tests/helpers/sql";

useTestDatabase();

const account = new MemoryAccount();
const provider = memoryProvider(account);
let viewer: Viewer;
let unregister: () => void;

const hour = (hours: number) => new Date(Date.UTC(2026, 2, 5, hours));

beforeAll(async () => {
  unregister = registerProvider(provider);
  const organizationId = await makeOrganization();
  viewer = await makeViewer({ organizationId });
  const target = await makeTarget(organizationId, provider);
  const put = (id: string, subject: string, hours: number, body = "") =>
    account.put(id, { subject, body, updatedAt: hour(hours) });
  const snapshots = [
    put("t-1", "\u00d6verf\u00f6ring avbruten", 1),
    put("t-2", "Re: \u00f6verf\u00f6ring avbruten igen", 2),
    put("t-3", "Avbruten \u00f6verf\u00f6ring", 3),
    put("t-4", "Annat", 4, "En \u00f6verf\u00f6ring avbruten av misstag"),
    put("t-5", "Re: \u00f6verf\u00f6ring avbruten", 5),
    put("t-6", "Zebra", 1),
    put("t-7", "Zebra 3200", 2),
    put("t-3200", "Other", 0, "zebra"),
  ];
  await writeSnapshots(
    target,
    snapshots.map((snapshot) => ({ snapshot })),
    { runId: null },
  );
});

afterAll(() => unregister());

async function found(q: string, more: object = {}): Promise<string[]> {
  const { items } = await listTickets(viewer, ticketFilters.parse({ q, ...more }));
  return items.map(({ number }) => number);
}

describe("a search", () => {
  it("shows the very subject first, then subjects with the phrase, then others by activity", async () => {
    const ranked = ["1", "5", "2", "4", "3"];
    expect(await found("\u00f6verf\u00f6ring avbruten")).toEqual(ranked);
    expect(await found(" \u00d6VERF\u00d6RING  avbruten ")).toEqual(ranked);
    expect(await found('"\u00f6verf\u00f6ring avbruten"')).toEqual(["1", "5", "2", "4"]);
    expect(
      (await searchTickets(viewer, "\u00f6verf\u00f6ring avbruten")).map(({ number }) => number),
    ).toEqual(ranked);
  });

  it("ranks a single word by activity, and a number before any subject", async () => {
    expect(await found("zebra")).toEqual(["7", "6", "3200"]);
    await sql("UPDATE ticket SET subject = '3200' WHERE external_id = 't-6'");
    expect((await found("3200"))[0]).toBe("3200");
    await sql("UPDATE ticket SET subject = 'Zebra' WHERE external_id = 't-6'");
  });

  it("compares subjects for phrases only, so that an index orders the tickets with one word", async () => {
    const compared = async (q: string) =>
      (await statementsDuring(() => found(q))).some((statement) => statement.includes("strpos("));
    expect(await compared("\u00f6verf\u00f6ring avbruten")).toBe(true);
    expect(await compared("\u00f6verf\u00f6ring")).toBe(false);
  });

  it("keeps a chosen order, and mistakes no operator for a phrase", async () => {
    expect(await found("\u00f6verf\u00f6ring avbruten", { sort: "oldest" })).toEqual([
      "1",
      "2",
      "3",
      "4",
      "5",
    ]);
    expect(await found("\u00f6verf\u00f6ring -igen")).toEqual(["5", "4", "3", "1"]);
  });

  it("gives every ticket once over its pages, in either direction", async () => {
    const q = "\u00f6verf\u00f6ring avbruten";
    const template = account.tickets.get("t-4");
    const target = await makeTarget(viewer.memberships[0]?.organizationId ?? "", provider);
    const many = Array.from({ length: 60 }, (_none, index) => ({
      snapshot: account.put(`m-${100 + index}`, {
        ...template,
        subject: index % 2 === 0 ? `Re: ${q} ${index}` : "Annat",
        updatedAt: hour(6 + index),
      }),
    }));
    await writeSnapshots(target, many, { runId: null });
    const page = (more: object) => listTickets(viewer, ticketFilters.parse({ q, ...more }));
    const first = await page({});
    const second = await page({ after: first.nextCursor });
    const third = await page({ after: second.nextCursor });
    const ids = [first, second, third].flatMap(({ items }) => items.map(({ id }) => id));
    expect(ids).toHaveLength(65);
    expect(new Set(ids).size).toBe(65);
    expect(first.items[0]?.number).toBe("1");
    expect(third.nextCursor).toBeNull();
    const back = await page({ before: third.previousCursor });
    expect(back.items.map(({ id }) => id)).toEqual(second.items.map(({ id }) => id));
  });
});
