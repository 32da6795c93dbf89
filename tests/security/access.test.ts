import { describe, expect, it } from "vitest";

import type { Viewer } from "@/lib/auth/types";
import { connectAccount, disconnect, replaceKey } from "@/lib/connections/commands";
import { firstSteps } from "@/lib/connections/first-steps";
import { filingAccounts, listConnections } from "@/lib/connections/queries";
import { syncNow } from "@/lib/connections/sync-now";
import { getReviewTicket, listAllTickets } from "@/lib/review/queries";
import { downloadAttachment } from "@/lib/tickets/detail/download-attachment";
import { fileTicket } from "@/lib/tickets/filing/file-ticket";
import { ticketLife } from "@/lib/tickets/life/ticket-life";
import { searchTickets } from "@/lib/tickets/list/search-tickets";
import { getTicket, listTickets } from "@/lib/tickets/queries";
import { ticketFilters } from "@/lib/tickets/schemas";
import { useTestDatabase } from "@/tests/helpers/database";
import type { MemoryAccount } from "@/tests/helpers/memory-account";
import { currentViewer, makeConnection } from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";
import { forms } from "@/tests/helpers/submissions/submissions";

import { GUARDED_COMMANDS, type GuardedTicket, useGuardedTicket } from "./guarded-ticket";

useTestDatabase();

let guarded: GuardedTicket;
let account: MemoryAccount;
const filters = ticketFilters.parse({});
let owner: Viewer;
let member: Viewer;
let stranger: Viewer;
let outsider: Viewer;
let staff: Viewer;
let connectionId: string;
let ticketId: string;
let attachmentId: string;

useGuardedTicket((made) => {
  guarded = made;
  ({ account, owner, member, stranger, outsider, connectionId, ticketId, attachmentId, staff } =
    guarded);
});

describe.each([
  ["another organization's manager", () => stranger],
  ["a person of no organization", () => outsider],
])("%s", (_who, viewer) => {
  it("sees nothing in the lists", async () => {
    expect((await listTickets(viewer(), filters)).items).toEqual([]);
    expect(
      (
        await listTickets(viewer(), {
          ...filters,
          organization: owner.memberships.map((one) => one.organizationId),
        })
      ).items,
    ).toEqual([]);
    expect((await listTickets(viewer(), { ...filters, q: "Subject" })).items).toEqual([]);
    expect(await searchTickets(viewer(), "Subject")).toEqual([]);
    expect((await listTickets(viewer(), filters)).freshness).toEqual([]);
    expect(await listConnections(viewer())).toEqual([]);
    expect(await filingAccounts(viewer())).toEqual([]);
    const steps = await firstSteps(viewer());
    expect([steps?.connections ?? [], steps?.hasTickets ?? false]).toEqual([[], false]);
  });

  it("finds no ticket and no file under their ids", async () => {
    expect(await getTicket(viewer(), ticketId)).toBeNull();
    expect(await ticketLife(viewer(), "customer", ticketId)).toBeNull();
    await expect(downloadAttachment(viewer(), attachmentId)).rejects.toMatchObject({
      code: "not_found",
    });
  });

  it.each(GUARDED_COMMANDS)("is told by %s that there is nothing", async (_name, call) => {
    const written = account.journal.length;
    await expect(call(viewer(), guarded)).rejects.toMatchObject({ code: "not_found" });
    expect(account.journal).toHaveLength(written);
  });

  it("cannot connect an account to an organization that is not theirs", async () => {
    await expect(
      connectAccount(viewer(), {
        organizationId: owner.memberships[0]?.organizationId,
        provider: "memory",
        label: "Mine",
        credential: account.key,
      }),
    ).rejects.toMatchObject({ code: "not_found" });
  });

  it("has no staff view", async () => {
    await expect(listAllTickets(viewer(), filters)).rejects.toMatchObject({ code: "not_found" });
    await expect(getReviewTicket(viewer(), ticketId)).rejects.toMatchObject({ code: "not_found" });
    await expect(ticketLife(viewer(), "staff", ticketId)).rejects.toMatchObject({
      code: "not_found",
    });
  });
});

describe("a member who is no manager", () => {
  it("reads and files, but does not touch connections", async () => {
    expect(await getTicket(member, ticketId)).not.toBeNull();
    expect(await ticketLife(member, "customer", ticketId)).not.toBeNull();
    expect(await firstSteps(member)).toMatchObject({
      connections: [{ connectionId }],
      hasTickets: true,
      mayConnect: false,
      mayFile: true,
      managers: [owner.name],
    });
    await expect(
      connectAccount(member, { provider: "memory", label: "Mine", credential: account.key }),
    ).rejects.toMatchObject({ code: "forbidden" });
    await expect(
      replaceKey(member, { connectionId, credential: account.key }),
    ).rejects.toMatchObject({ code: "forbidden" });
    await expect(disconnect(member, { connectionId })).rejects.toMatchObject({ code: "forbidden" });
  });

  it("has no staff view either", async () => {
    await expect(getReviewTicket(owner, ticketId)).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("a session", () => {
  it("ends when the account is disabled, is gone, or its version is raised", async () => {
    const raise = (by: number) =>
      sql('UPDATE "user" SET session_version = session_version + $1 WHERE id = $2', [
        by,
        owner.userId,
      ]);
    expect(await currentViewer(owner.userId)).not.toBeNull();
    await raise(1);
    expect(await currentViewer(owner.userId)).toBeNull();
    await raise(-1);
    expect(await currentViewer("01ARZ3NDEKTSV4RRFFQ69G5FAV")).toBeNull();
    await sql('UPDATE "user" SET disabled_at = now() WHERE id = $1', [owner.userId]);
    expect(await currentViewer(owner.userId)).toBeNull();
    await sql('UPDATE "user" SET disabled_at = NULL WHERE id = $1', [owner.userId]);
  });
});

describe("the credential", () => {
  it("is nowhere in the database in clear, and in nothing that a viewer gets", async () => {
    const [row] = await sql<{ sealed_credential: string }>(
      "SELECT sealed_credential FROM connection WHERE id = $1",
      [connectionId],
    );
    expect(row?.sealed_credential).not.toContain(account.key);
    expect(
      Buffer.from(row?.sealed_credential.split(".").at(-1) ?? "", "base64url").toString(),
    ).not.toContain(account.key);
    for (const seen of [
      await listConnections(owner),
      await listTickets(owner, filters),
      await getReviewTicket(staff, ticketId),
    ])
      expect(JSON.stringify(seen)).not.toContain(account.key);
  });

  it("does not open in another connection's row", async () => {
    const second = await makeConnection(owner, "memory", account.key, "Second");
    await sql(
      "UPDATE connection SET sealed_credential = (SELECT sealed_credential FROM connection WHERE id = $1) WHERE id = $2",
      [connectionId, second],
    );
    expect(await syncNow(owner, { connectionId: second })).toMatchObject({
      outcome: "failed",
      message: "We can’t decrypt the stored key. A manager can replace it in Connections.",
    });
  });

  it("is gone after disconnecting, while the tickets stay readable", async () => {
    await disconnect(owner, { connectionId });
    expect(
      await sql("SELECT status, sealed_credential FROM connection WHERE id = $1", [connectionId]),
    ).toEqual([{ status: "disconnected", sealed_credential: null }]);
    expect(await getTicket(owner, ticketId)).toMatchObject({ actions: [] });
    await expect(syncNow(owner, { connectionId })).rejects.toMatchObject({
      code: "connection_inactive",
    });
    await expect(fileTicket(owner, forms(() => connectionId).filing())).rejects.toMatchObject({
      code: "connection_inactive",
    });
  });

  it("saves nothing when the provider does not accept it", async () => {
    const before = await sql("SELECT count(*) FROM connection");
    await expect(
      connectAccount(owner, { provider: "memory", label: "Wrong", credential: "wrong" }),
    ).rejects.toMatchObject({
      code: "provider_unauthorized",
      words: "The access code is not known.",
      fieldErrors: { credential: { key: "errors.provider_unauthorized" } },
    });
    expect(await sql("SELECT count(*) FROM connection")).toEqual(before);
  });
});
