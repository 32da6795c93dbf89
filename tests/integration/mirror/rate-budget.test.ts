import { beforeAll, describe, expect, it } from "vitest";

import type { Viewer } from "@/lib/auth/types";
import { replaceKey } from "@/lib/connections/commands";
import { runDue } from "@/lib/jobs/run-due";
import { readTicketNow } from "@/lib/mirror/read-ticket";
import { syncConnection } from "@/lib/mirror/sync/run-sync";
import { useTestDatabase } from "@/tests/helpers/database";
import { makeConnection, makeOrganization, makeViewer } from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";

import { hostupAccounts } from "../../../sandbox/accounts";
import { anotherProcess, useHostup } from "./accounts";

const LIMIT = 60;
/** So many calls are in flight when the one answer comes that says "enough". */
const IN_FLIGHT = 3;

useTestDatabase();
const here = useHostup({ seed: { tickets: 150 }, rateLimit: { limit: LIMIT, windowS: 3_600 } });

interface BudgetRow {
  rate_limit: number | null;
  rate_remaining: number | null;
  rate_reset_at: Date | null;
  provider_pause_until: Date | null;
}

let viewer: Viewer;
let connectionId: string;

beforeAll(async () => {
  viewer = await makeViewer({ organizationId: await makeOrganization() });
  connectionId = await makeConnection(viewer, "hostup", hostupAccounts.northwind.key.key);
});

const budget = async () =>
  (
    await sql<BudgetRow>(
      "SELECT rate_limit, rate_remaining, rate_reset_at, provider_pause_until FROM connection WHERE id = $1",
      [connectionId],
    )
  )[0];
const requests = () => here.control.requests().length;

describe("the budget of a connection", () => {
  it("stops background work at a tenth of the limit, and keeps what was read", async () => {
    const report = await syncConnection(connectionId, { trigger: "cron" });
    expect(report).toMatchObject({ outcome: "partial", error: { code: "provider_rate_limited" } });
    const known = await budget();
    expect(known).toMatchObject({ rate_limit: LIMIT, provider_pause_until: null });
    expect(known?.rate_remaining).toBeLessThanOrEqual(LIMIT / 10);
    expect(known?.rate_remaining).toBeGreaterThanOrEqual(LIMIT / 10 - IN_FLIGHT);
    // The provider's moment is measured on its own clock, which shows whole seconds.
    expect(
      Math.abs((report.error?.retryAt?.getTime() ?? 0) - (known?.rate_reset_at?.getTime() ?? 0)),
    ).toBeLessThan(1_500);
    expect(report.ticketsChanged).toBe(report.detailsRead);
    expect(report.ticketsChanged).toBeGreaterThan(LIMIT / 2);
    const [run] = await sql("SELECT outcome, error_code FROM sync_run WHERE id = $1", [
      report.runId,
    ]);
    expect(run).toEqual({ outcome: "partial", error_code: "provider_rate_limited" });
    expect(
      await sql("SELECT status, last_error_code FROM connection WHERE id = $1", [connectionId]),
    ).toEqual([{ status: "active", last_error_code: null }]);
  });

  it("is the same one in another process, which makes no call either", async () => {
    const before = requests();
    const other = await anotherProcess();
    expect(await other.syncConnection(connectionId, { trigger: "cron" })).toMatchObject({
      outcome: "partial",
      pages: 0,
      error: { code: "provider_rate_limited" },
    });
    expect(await other.runDue(10_000)).toMatchObject({ due: 0 });
    expect(requests()).toBe(before);
  });

  it("lets a person's read go on, in any process, and is told of it", async () => {
    const [ticket] = await sql<{ id: string }>("SELECT id FROM ticket LIMIT 1");
    const before = await budget();
    const other = await anotherProcess();
    expect(await readTicketNow(ticket?.id ?? "")).toMatchObject({ outcome: "unchanged" });
    expect(await other.readTicketNow(ticket?.id ?? "")).toMatchObject({ outcome: "unchanged" });
    expect((await budget())?.rate_remaining).toBe((before?.rate_remaining ?? 0) - 2);
  });

  it("does not touch another connection", async () => {
    const neighbour = await makeConnection(
      viewer,
      "hostup",
      hostupAccounts.contoso.key.key,
      "Neighbour",
    );
    expect(await runDue(10_000)).toMatchObject({ due: 1, complete: 1 });
    await sql("DELETE FROM connection WHERE id = $1", [neighbour]);
  });

  it("is asked again with one call when the window has passed", async () => {
    await sql("UPDATE connection SET rate_reset_at = now(), next_at = now() WHERE id = $1", [
      connectionId,
    ]);
    const before = requests();
    expect(await runDue(10_000)).toMatchObject({ due: 1, partial: 1 });
    expect(requests()).toBe(before + 1);
    expect(await runDue(10_000)).toMatchObject({ due: 0 });
  });

  it("is another one for another key", async () => {
    await replaceKey(viewer, { connectionId, credential: hostupAccounts.northwind.noVpsKey.key });
    expect(await budget()).toEqual({
      rate_limit: null,
      rate_remaining: null,
      rate_reset_at: null,
      provider_pause_until: null,
    });
    expect((await syncConnection(connectionId, { trigger: "cron" })).detailsRead).toBeGreaterThan(
      LIMIT / 2,
    );
    expect(await budget()).toMatchObject({ rate_limit: LIMIT });
  });

  it("is written at most once a second, and as it stands when a job ends", async () => {
    await sql("CREATE TABLE budget_write (remaining integer)");
    await sql(
      `CREATE FUNCTION note_budget() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO budget_write VALUES (NEW.rate_remaining); RETURN NEW; END $$`,
    );
    await sql(
      "CREATE TRIGGER note_budget AFTER UPDATE OF rate_remaining ON connection FOR EACH ROW EXECUTE FUNCTION note_budget()",
    );
    const id = await makeConnection(
      viewer,
      "hostup",
      hostupAccounts.northwind.noWriteKey.key,
      "Written rarely",
    );
    const begun = Date.now();
    const report = await syncConnection(id, { trigger: "cron" });
    const seconds = Math.ceil((Date.now() - begun) / 1_000);
    const writes = await sql<{ remaining: number }>("SELECT remaining FROM budget_write");
    expect(report.detailsRead).toBeGreaterThan(LIMIT / 2);
    expect(writes.length).toBeLessThanOrEqual(seconds + 2);
    expect(Math.min(...writes.map(({ remaining }) => remaining))).toBeGreaterThanOrEqual(
      LIMIT / 10 - IN_FLIGHT,
    );
    expect(writes.at(-1)?.remaining).toBeLessThanOrEqual(LIMIT / 10);
  });
});
