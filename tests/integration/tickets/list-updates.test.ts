import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { changedRows } from "@/components/tickets/list/poll-list-updates";
import type { Viewer } from "@/lib/auth/types";
import { syncNow } from "@/lib/connections/sync-now";
import { registerProvider } from "@/lib/providers/registry";
import { reviewListUpdates } from "@/lib/review/queries";
import { listMarks, listUpdates } from "@/lib/tickets/list/list-updates";
import { listTickets } from "@/lib/tickets/queries";
import { filtersOf, ticketFilters } from "@/lib/tickets/schemas";
import { useTestDatabase } from "@/tests/helpers/database";
import { MemoryAccount } from "@/tests/helpers/memory-account";
import { memoryProvider } from "@/tests/helpers/memory-provider";
import { makeConnection, makeOrganization, makeViewer } from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";

useTestDatabase();

const account = new MemoryAccount();
const all = ticketFilters.parse({});
let owner: Viewer;
let stranger: Viewer;
let staff: Viewer;
let connectionId: string;
let unregister = () => {};

beforeAll(async () => {
  unregister = registerProvider(memoryProvider(account));
  owner = await makeViewer({ organizationId: await makeOrganization("Northwind") });
  stranger = await makeViewer({ organizationId: await makeOrganization("Contoso") });
  staff = await makeViewer({ role: "staff" });
  account.put("m-1", { subject: "One" });
  account.put("m-2", { subject: "Two" });
  connectionId = await makeConnection(owner, "memory", account.key);
  await syncNow(owner, { connectionId });
});

afterAll(() => unregister());

describe("the news of an open list", () => {
  it("are none while all is as the page shows it", async () => {
    const shown = listMarks(await listTickets(owner, all));
    expect(shown.rows).toHaveLength(2);
    expect(await listUpdates(owner, all)).toEqual(shown);
  });

  it("tell of a changed ticket by one row, and of a new reading by the rest", async () => {
    const shown = await listUpdates(owner, all);
    account.put("m-1", { subject: "One, renamed", updatedAt: new Date("2026-03-02T10:00:00Z") });
    await syncNow(owner, { connectionId });
    const now = await listUpdates(owner, all);
    expect(changedRows(shown, now)).toBe(1);
    expect(now.around).not.toBe(shown.around);
  });

  it("tell that an account can no longer be read", async () => {
    const shown = await listUpdates(owner, all);
    await sql(
      "UPDATE connection SET last_error_code = 'provider_unavailable', last_error_message = 'Down.', last_error_at = now()",
    );
    const now = await listUpdates(owner, all);
    expect(now.rows).toEqual(shown.rows);
    expect(now.around).not.toBe(shown.around);
  });

  it("are those of the list as it is narrowed", async () => {
    const query = new URLSearchParams("q=renamed&turn=nonsense&q=other");
    expect((await listUpdates(owner, filtersOf(query))).rows).toHaveLength(1);
  });

  it("have the viewer's accounts read sooner, and nobody else's", async () => {
    await sql(
      "UPDATE connection SET sync_requested_at = NULL, failures = 0, next_at = now() + interval '1 hour'",
    );
    await listUpdates(stranger, all);
    const soon = "SELECT next_at < now() + interval '1 minute' AS soon FROM connection";
    expect(await sql(soon)).toEqual([{ soon: false }]);
    await listUpdates(owner, all);
    expect(await sql(soon)).toEqual([{ soon: true }]);
  });

  it("tell a stranger nothing, and a customer nothing of everyone's list", async () => {
    expect((await listUpdates(stranger, all)).rows).toEqual([]);
    expect((await reviewListUpdates(staff, all)).rows).toHaveLength(2);
    await expect(reviewListUpdates(owner, all)).rejects.toMatchObject({ code: "not_found" });
  });
});
