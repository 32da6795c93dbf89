import { beforeAll, describe, expect, it } from "vitest";

import type { Viewer } from "@/lib/auth/types";
import { syncConnection } from "@/lib/mirror/sync/run-sync";
import { processSubmission } from "@/lib/submissions/process-submission";
import { actOnTicket } from "@/lib/tickets/commands";
import { ticketUpdates } from "@/lib/tickets/detail/ticket-updates";
import { getTicket, needsRefresh } from "@/lib/tickets/queries";
import { useTestDatabase } from "@/tests/helpers/database";
import { makeConnection, makeOrganization, makeViewer } from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";

import { hostupAccounts } from "../../../sandbox/accounts";
import { useHostup } from "../mirror/accounts";

useTestDatabase();
const here = useHostup({ seed: "demo" });
const TICKET = "/api/v2/support/tickets/*";

let viewer: Viewer;
let ticketId: string;

beforeAll(async () => {
  viewer = await makeViewer({ organizationId: await makeOrganization() });
  await syncConnection(await makeConnection(viewer, "hostup", hostupAccounts.northwind.key.key), {
    trigger: "cron",
  });
  const [ticket] = await sql<{ id: string }>("SELECT id FROM ticket LIMIT 1");
  ticketId = ticket?.id ?? "";
});

const EVERY_SECONDS = 16;

/** An open page asks so often, with time between. Returns how many calls the provider got. */
async function polled(times: number): Promise<number> {
  const before = here.control.requests().length;
  for (let count = 0; count < times; count += 1) {
    await sql(
      `UPDATE ticket SET read_at = read_at - interval '${EVERY_SECONDS} s', poll_after_at = poll_after_at - interval '${EVERY_SECONDS} s'`,
    );
    await sql(`UPDATE connection SET last_read_at = last_read_at - interval '${EVERY_SECONDS} s'`);
    await ticketUpdates(viewer, { ticketId, since: new Date() });
  }
  return here.control.requests().length - before;
}

describe("an open page whose provider fails", () => {
  it("asks ever more slowly, leaves as few runs, and is quick again when the provider is back", async () => {
    const fault = here.control.addFault({ kind: "status", status: 500, path: TICKET, count: null });
    const runs = async () => (await sql("SELECT 1 FROM sync_run WHERE trigger = 'opened'")).length;
    const runsBefore = await runs();
    const calls = await polled(40);
    expect(calls).toBeGreaterThanOrEqual(4);
    expect(calls).toBeLessThanOrEqual(7);
    expect((await runs()) - runsBefore).toBeLessThanOrEqual(7);
    here.control.removeFault(fault.id);
    await sql("UPDATE ticket SET poll_after_at = now()");
    expect(await polled(5)).toBe(5);
  });
});

describe("an open page of a ticket that the provider deletes", () => {
  const openTickets = () =>
    sql<{ id: string; external_id: string }>(
      "SELECT id, external_id FROM ticket WHERE status = 'open' AND gone_at IS NULL ORDER BY id LIMIT 1",
    );

  it("is told at once, offers nothing more, and leaves the provider alone", async () => {
    const [ticket] = await openTickets();
    ticketId = ticket?.id ?? "";
    expect((await getTicket(viewer, ticketId))?.actions).toContain("reply");
    here.control.deleteTicket(ticket?.external_id ?? "");
    const since = new Date();
    await sql("UPDATE ticket SET read_at = read_at - interval '2 minutes'");
    await sql("UPDATE connection SET last_read_at = last_read_at - interval '2 minutes'");
    expect(await ticketUpdates(viewer, { ticketId, since, opened: true })).toMatchObject({
      changed: true,
      missing: true,
      problem: null,
    });
    const shown = await getTicket(viewer, ticketId);
    expect(shown).toMatchObject({ actions: [], goneAt: expect.any(Date) });
    expect(shown && needsRefresh(shown, new Date(Date.now() + 3_600_000))).toBe(false);
    expect(await polled(5)).toBe(0);
  });

  it("is told by the answer to what is done there", async () => {
    const [ticket] = await openTickets();
    ticketId = ticket?.id ?? "";
    here.control.deleteTicket(ticket?.external_id ?? "");
    const { submissionId } = await actOnTicket(viewer, {
      formKey: "close-one-that-is-deleted",
      ticketId,
      action: "close",
    });
    const refused = { state: "rejected", error_code: "provider_not_found" };
    expect(await processSubmission(submissionId)).toMatchObject(refused);
    expect(await getTicket(viewer, ticketId)).toMatchObject({
      actions: [],
      goneAt: expect.any(Date),
    });
  });
});
