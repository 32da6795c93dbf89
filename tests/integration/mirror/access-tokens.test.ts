import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";

import type { Viewer } from "@/lib/auth/types";
import { disconnect, replaceKey } from "@/lib/connections/commands";
import { unseal } from "@/lib/crypto/seal";
import { env } from "@/lib/env";
import { runDue } from "@/lib/jobs/run-due";
import { readTicketNow } from "@/lib/mirror/read-ticket";
import { syncConnection } from "@/lib/mirror/sync/run-sync";
import { filingChoices } from "@/lib/tickets/filing/filing-choices";
import { useTestDatabase } from "@/tests/helpers/database";
import { makeConnection, makeOrganization, makeViewer } from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";

import { upsunAccounts } from "../../../sandbox/accounts";
import { anotherProcess, useUpsun } from "./accounts";

useTestDatabase();
const here = useUpsun({ seed: { tickets: 250 } }, "off");
const KEY = upsunAccounts.northwind.key.key;

let viewer: Viewer;
let connectionId: string;
let ticketId: string;

beforeAll(async () => {
  viewer = await makeViewer({ organizationId: await makeOrganization() });
});

/** A connection that was read once, without a stored token. */
beforeEach(async () => {
  here.control.reset();
  await sql("DELETE FROM connection");
  connectionId = await makeConnection(viewer, "upsun", KEY);
  const before = await anotherProcess();
  await before.syncConnection(connectionId, { trigger: "connect" });
  await sql(
    "UPDATE connection SET sealed_access_token = NULL, last_read_at = NULL, next_at = now()",
  );
  ticketId = (await sql<{ id: string }>("SELECT id FROM ticket LIMIT 1"))[0]?.id ?? "";
});

const kept = async () =>
  (
    await sql<{
      sealed_access_token: string | null;
      exchanging_until: Date | null;
      status: string;
    }>("SELECT sealed_access_token, exchanging_until, status FROM connection")
  )[0];

/** What reaches Upsun while `work` runs, as "path status". */
async function callsOf(work: () => Promise<unknown>): Promise<string[]> {
  const before = here.control.requests().length;
  await work();
  return here.control
    .requests()
    .slice(before)
    .map(({ path, status }) => `${path} ${status}`);
}
const exchanges = (calls: string[]) => calls.filter((call) => call.startsWith("/oauth2/token"));
const read = () => readTicketNow(ticketId);

describe("an access token", () => {
  it("is exchanged once under 20 parallel jobs of one process", async () => {
    const calls = await callsOf(async () => {
      const readings = await Promise.all(Array.from({ length: 20 }, read));
      expect(readings.every(({ outcome }) => outcome === "unchanged")).toBe(true);
    });
    expect(exchanges(calls)).toEqual(["/oauth2/token 200"]);
    expect(calls).toHaveLength(21);
  });

  it("is exchanged once by processes that need it at the same time", async () => {
    const processes = [
      await anotherProcess(),
      await anotherProcess(),
      await anotherProcess(),
      await anotherProcess(),
    ];
    here.control.addFault({ kind: "slow", path: "/oauth2/token", ms: 300, count: null });
    const calls = await callsOf(async () => {
      const readings = await Promise.all(
        processes.flatMap((other) =>
          Array.from({ length: 5 }, () => other.readTicketNow(ticketId)),
        ),
      );
      expect(readings.every(({ outcome }) => outcome === "unchanged")).toBe(true);
    });
    expect(exchanges(calls)).toEqual(["/oauth2/token 200"]);
    expect((await kept())?.exchanging_until).toBeNull();
  });

  it("is found by a process that begins later, and nothing of it can be read in the database", async () => {
    await read();
    const row = await kept();
    const [place] = await sql<{ id: string; organization_id: string }>(
      "SELECT id, organization_id FROM connection",
    );
    const context = {
      organizationId: place?.organization_id ?? "",
      rowId: place?.id ?? "",
      provider: "upsun",
      field: "access-token" as const,
    };
    const { token } = z
      .object({ token: z.string().min(20) })
      .parse(JSON.parse(unseal(row?.sealed_access_token ?? "", context, env().CREDENTIAL_KEYS)));
    for (const table of ["connection", "sync_run", "ticket", "revision"]) {
      expect(
        (await sql<{ text: string }>(`SELECT ${table}::text AS text FROM ${table}`)).filter(
          ({ text }) => text.includes(token),
        ),
      ).toEqual([]);
    }
    const other = await anotherProcess();
    expect(await callsOf(() => other.readTicketNow(ticketId))).toEqual(["/tickets 200"]);
  });

  it("that is forgotten in the middle of a sweep is exchanged once, and the sweep goes on", async () => {
    let forgotten = false;
    const calls = await callsOf(async () => {
      const report = await syncConnection(connectionId, {
        trigger: "cron",
        onProgress: () => {
          if (!forgotten) here.control.expireTokens();
          forgotten = true;
        },
      });
      expect(report).toMatchObject({ outcome: "complete", ticketsRead: 250 });
    });
    expect(exchanges(calls)).toHaveLength(2);
    expect(calls.filter((call) => call.endsWith(" 401"))).toEqual(["/tickets 401"]);
  });

  it("that is forgotten under 20 parallel jobs of two processes is exchanged once", async () => {
    await read();
    const other = await anotherProcess();
    await other.readTicketNow(ticketId);
    here.control.expireTokens();
    const calls = await callsOf(() =>
      Promise.all(Array.from({ length: 10 }, () => [read(), other.readTicketNow(ticketId)]).flat()),
    );
    expect(exchanges(calls)).toEqual(["/oauth2/token 200"]);
  });

  it("whose exchange another process began and never ended is exchanged after a while", async () => {
    await sql("UPDATE connection SET exchanging_until = now() + interval '1 second'");
    expect(
      exchanges(
        await callsOf(async () => expect(await read()).toMatchObject({ outcome: "unchanged" })),
      ),
    ).toHaveLength(1);
  });

  it("goes with its key", async () => {
    await read();
    await replaceKey(viewer, { connectionId, credential: upsunAccounts.northwind.readOnlyKey.key });
    expect((await kept())?.sealed_access_token).toBeNull();
    expect(exchanges(await callsOf(read))).toHaveLength(1);
    await disconnect(viewer, { connectionId });
    expect((await kept())?.sealed_access_token).toBeNull();
  });
});

describe("a revoked API token", () => {
  it("turns the connection needs attention within one call, and nothing calls again", async () => {
    here.control.revokeKey(KEY);
    expect(await callsOf(() => runDue(10_000))).toEqual(["/oauth2/token 400"]);
    expect((await kept())?.status).toBe("needs_attention");
    expect(await callsOf(() => runDue(10_000))).toEqual([]);
  });

  it("is found out by one call with the token that it once gave, and one exchange", async () => {
    await read();
    here.control.revokeKey(KEY);
    expect(await callsOf(read)).toEqual(["/tickets 401", "/oauth2/token 400"]);
    expect(await kept()).toEqual({
      sealed_access_token: null,
      exchanging_until: null,
      status: "needs_attention",
    });
  });

  it("is noticed by the filing form's choices as well, with one exchange for all of them", async () => {
    here.control.revokeKey(KEY);
    const calls = await callsOf(() =>
      expect(filingChoices(viewer, { connectionId, values: {} })).rejects.toMatchObject({
        code: "provider_unauthorized",
      }),
    );
    expect(calls).toEqual(["/oauth2/token 400"]);
    expect((await kept())?.status).toBe("needs_attention");
  });

  it("heals when a person's read succeeds again", async () => {
    here.control.revokeKey(KEY);
    await read();
    here.control.restoreKey(KEY);
    expect(await syncConnection(connectionId, { trigger: "person" })).toMatchObject({
      outcome: "complete",
    });
    expect((await kept())?.status).toBe("active");
  });
});
