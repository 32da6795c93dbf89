import { describe, expect, it } from "vitest";

import type { Viewer } from "@/lib/auth/types";
import { AppError } from "@/lib/errors";
import { readTicketNow } from "@/lib/mirror/read-ticket";
import { syncConnection } from "@/lib/mirror/sync/run-sync";
import { writeSnapshots } from "@/lib/mirror/write/write-snapshots";
import { getTicket } from "@/lib/tickets/queries";
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

describe("reading one ticket", () => {
  it("tells whether it changed, and moves the time of reading either way", async () => {
    account.put("m-1");
    await sync();
    const [before] = await ticketRows();
    expect(await readTicketNow(before?.id ?? "")).toEqual({ outcome: "unchanged" });
    const [touched] = await ticketRows();
    expect(touched?.read_at.getTime()).toBeGreaterThan(before?.read_at.getTime() ?? 0);
    account.put("m-1", { status: "answered" });
    expect(await readTicketNow(before?.id ?? "")).toEqual({ outcome: "changed" });
  });

  it("marks one that the provider itself does not have, at once and once, and keeps all of it", async () => {
    account.put("m-1");
    await sync();
    account.tickets.clear();
    const [ticket] = await ticketRows();
    for (let i = 0; i < 2; i++)
      expect(await readTicketNow(ticket?.id ?? "", { background: i === 0 })).toMatchObject({
        outcome: "gone",
      });
    expect(await ticketRows()).toMatchObject([
      { ...ticket, gone_at: expect.any(Date), timeline_at: expect.any(Date) },
    ]);
    expect((await eventRows()).map(({ kind }) => kind)).toEqual(["first_seen", "gone"]);
    const [run] = await sql(
      "SELECT r.trigger, r.gone FROM event e JOIN sync_run r ON r.id = e.run_id WHERE e.kind = 'gone'",
    );
    expect(run).toEqual({ trigger: "opened", gone: 1 });
    expect((await getTicket(viewer, ticket?.id ?? ""))?.actions).toEqual([]);
  });

  it("takes the mark away when the provider has it again", async () => {
    const snapshot = account.put("m-1");
    await sync();
    account.tickets.clear();
    const [ticket] = await ticketRows();
    await readTicketNow(ticket?.id ?? "");
    account.tickets.set("m-1", snapshot);
    expect(await readTicketNow(ticket?.id ?? "")).toMatchObject({ outcome: "changed" });
    expect(await ticketRows()).toMatchObject([{ gone_at: null }]);
  });

  it.each([
    "provider_forbidden",
    "provider_unavailable",
    "provider_unreadable",
    "provider_unauthorized",
  ] as const)("marks nothing on %s", async (code) => {
    account.put("m-1");
    await sync();
    const [ticket] = await ticketRows();
    account.beforeRead = () => {
      throw new AppError(code);
    };
    expect(await readTicketNow(ticket?.id ?? "")).toMatchObject({ outcome: "failed" });
    expect(await ticketRows()).toMatchObject([{ gone_at: null }]);
  });

  it("marks none that was filed minutes ago, and none that was read while the provider was asked", async () => {
    account.put("m-1");
    account.put("m-2", { openedAt: new Date() });
    await sync();
    const stored = [...account.tickets.values()].find(({ externalId }) => externalId === "m-1");
    account.tickets.clear();
    const [first, fresh] = await ticketRows();
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
    expect(await ticketRows()).toMatchObject([{ gone_at: null }, { gone_at: null }]);
  });
});
