import { describe, expect, it } from "vitest";

import { connectAccount } from "@/lib/connections/commands";
import { filingAccounts, listConnections } from "@/lib/connections/queries";
import { addMember } from "@/lib/organizations/member-commands";
import { searchTickets } from "@/lib/tickets/list/search-tickets";
import { getTicket, listTickets } from "@/lib/tickets/queries";
import { ticketFilters } from "@/lib/tickets/schemas";
import { useTestDatabase } from "@/tests/helpers/database";
import { currentViewer, makeViewer } from "@/tests/helpers/people";

import { GUARDED_COMMANDS, type GuardedTicket, useGuardedTicket } from "./guarded-ticket";

useTestDatabase();

let guarded: GuardedTicket;
useGuardedTicket((made) => (guarded = made));

/** Reading is what readers may do. */
const READS = new Set(["refreshTicket", "filingChoices", "syncNow"]);
const WRITES = GUARDED_COMMANDS.filter(([name]) => !READS.has(name));

describe("a reader", () => {
  it("sees tickets, files and connections, without anything to do", async () => {
    const { reader, ticketId, owner } = guarded;
    expect((await listTickets(reader, ticketFilters.parse({}))).items).toHaveLength(1);
    expect(await searchTickets(reader, "Subject")).toEqual([
      expect.objectContaining({ id: ticketId }),
    ]);
    expect(await searchTickets(reader, " ")).toEqual([]);
    expect(await listConnections(reader)).toHaveLength(1);
    const ticket = await getTicket(reader, ticketId);
    expect(ticket).toMatchObject({ isReader: true, actions: [], continueBy: null });
    expect(ticket?.attachments.length).toBeGreaterThan(0);
    expect((await getTicket(owner, ticketId))?.actions).not.toEqual([]);
  });

  it("has no account to file through", async () => {
    expect(await filingAccounts(guarded.reader)).toEqual([]);
    expect(await filingAccounts(guarded.member)).toHaveLength(1);
  });

  it.each(WRITES)("is refused by %s, and nothing is sent", async (_name, call) => {
    const written = guarded.account.journal.length;
    await expect(call(guarded.reader, guarded)).rejects.toMatchObject({ code: "forbidden" });
    expect(guarded.account.journal).toHaveLength(written);
  });

  it("connects no account", async () => {
    const { reader, organizationId, account } = guarded;
    await expect(
      connectAccount(reader, {
        organizationId,
        provider: "memory",
        label: "Mine",
        credential: account.key,
      }),
    ).rejects.toMatchObject({ code: "forbidden" });
  });

  it("files in the organization where they are a member, and there only", async () => {
    const { reader, stranger, connectionId } = guarded;
    const admin = await makeViewer({ role: "admin" });
    const organizationId = stranger.memberships[0]?.organizationId ?? "";
    await addMember(admin, {
      organizationId,
      userId: reader.userId,
      role: "member",
      leave: undefined,
    });
    const viewer = await currentViewer(reader.userId);
    expect(viewer?.memberships.map(({ role }) => role).sort()).toEqual(["member", "reader"]);
    const accounts = viewer ? await filingAccounts(viewer) : [];
    expect(accounts.map((each) => each.connectionId)).not.toContain(connectionId);
  });
});
