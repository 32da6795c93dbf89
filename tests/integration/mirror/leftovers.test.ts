import { afterAll, beforeAll, expect, it } from "vitest";

import { syncConnection } from "@/lib/mirror/sync/run-sync";
import { registerProvider } from "@/lib/providers/registry";
import { useTestDatabase } from "@/tests/helpers/database";
import { MemoryAccount } from "@/tests/helpers/memory-account";
import { memoryProvider } from "@/tests/helpers/memory-provider";
import { makeConnection, makeOrganization, makeViewer } from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";

useTestDatabase();

const account = new MemoryAccount();
let connectionId = "";
let unregister = () => {};

beforeAll(async () => {
  unregister = registerProvider(memoryProvider(account));
  for (let index = 1; index <= 7; index += 1) account.put(`m-${index}`);
  connectionId = await makeConnection(
    await makeViewer({ organizationId: await makeOrganization() }),
    "memory",
    account.key,
  );
});

afterAll(() => unregister());

const newestRun = async () =>
  (
    await sql<{ outcome: string; backlog: number | null; rate_left: number | null }>(
      "SELECT outcome, backlog, rate_left FROM sync_run WHERE connection_id = $1 ORDER BY started_at DESC LIMIT 1",
      [connectionId],
    )
  )[0];
const limit = (left: number, resetIn: string) =>
  sql(
    "UPDATE connection SET rate_limit = 100, rate_remaining = $2, rate_reset_at = now() + $3::interval WHERE id = $1",
    [connectionId, left, resetIn],
  );

it("each run notes what was left to read and of the provider's limit when it ended", async () => {
  await limit(60, "1 hour");
  await syncConnection(connectionId, { trigger: "cron", budget: -1 });
  const handedOn = await newestRun();
  expect(handedOn?.outcome).toBe("handed_on");
  // A page of this provider's list holds two tickets.
  expect(handedOn?.backlog).toBe(5);
  expect(handedOn?.rate_left).toBeCloseTo(0.6);

  await syncConnection(connectionId, { trigger: "cron" });
  expect(await newestRun()).toMatchObject({ outcome: "complete", backlog: 0 });
});

it("a limit whose time is over says nothing of the run", async () => {
  await limit(3, "-1 minute");
  await syncConnection(connectionId, { trigger: "person" });
  expect(await newestRun()).toMatchObject({ outcome: "complete", rate_left: null });
});
