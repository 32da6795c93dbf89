import { beforeAll, beforeEach, describe, expect, it } from "vitest";

import type { Viewer } from "@/lib/auth/types";
import { replaceKey } from "@/lib/connections/commands";
import { AppError } from "@/lib/errors";
import { CREDENTIAL_LIMITS } from "@/lib/http/limits";
import {
  forgetSharedState,
  type OpenConnection,
  openConnection,
  withConnection,
} from "@/lib/mirror/connection/open-connection";
import { readTicketNow } from "@/lib/mirror/read-ticket";
import { recheckReadAccess } from "@/lib/mirror/sync/recheck-read-access";
import { syncConnection } from "@/lib/mirror/sync/run-sync";

import { upsunAccounts } from "../../../sandbox/accounts";
import { useTestDatabase } from "../../helpers/database";
import { rotateToNewKey } from "../../helpers/keys/rotate-to-new-key";
import { makeConnection, makeOrganization, makeViewer } from "../../helpers/people";
import { sql } from "../../helpers/sql";
import { useUpsun } from "../mirror/accounts";

useTestDatabase();
const here = useUpsun({ seed: { tickets: 3 } }, "off");
const { key: KEY } = upsunAccounts.northwind.key;
const EXCHANGE = "/oauth2/token";
const HOUR = 3_600;
const NAME = "inventory:made-up";
const SLOW_MS = 800;

let viewer: Viewer;
let connectionId: string;
let ticket: { id: string; external_id: string };

beforeAll(async () => {
  viewer = await makeViewer({ organizationId: await makeOrganization() });
});

/** A connection that was read once, in a process that knows nothing of it yet. */
beforeEach(async () => {
  here.control.reset();
  await sql("DELETE FROM connection");
  connectionId = await makeConnection(viewer, "upsun", KEY);
  await syncConnection(connectionId, { trigger: "connect" });
  const [first] = await sql<typeof ticket>("SELECT id, external_id FROM ticket LIMIT 1");
  if (!first) throw new Error("There is no ticket.");
  ticket = first;
  forgetSharedState();
});

interface Row {
  status: string;
  sealed_access_token: string | null;
  exchanging_until: Date | null;
  provider_pause_until: Date | null;
  checked_at: Date | null;
  capabilities: Array<{ capability: string; available: boolean }>;
}
const connection = async () =>
  (await sql<Row>("SELECT * FROM connection WHERE id = $1", [connectionId]))[0];

const read = ({ session }: Pick<OpenConnection, "session">) =>
  session.readTicket(ticket.external_id);
const calls = (path: string) =>
  here.control.requests().filter((request) => request.path.startsWith(path)).length;

describe("rotating keys while a process uses a credential", () => {
  it("leaves the token exchange to that process, and the others use its token", async () => {
    await sql("UPDATE connection SET sealed_access_token = NULL");
    here.control.addFault({ kind: "slow", path: EXCHANGE, ms: 600, count: null });
    const before = calls(EXCHANGE);
    const first = readTicketNow(ticket.id);
    await expect.poll(async () => (await connection())?.exchanging_until).not.toBeNull();
    await rotateToNewKey();
    forgetSharedState();
    const begun = Date.now();
    expect(await readTicketNow(ticket.id)).toMatchObject({ outcome: "unchanged" });
    expect(Date.now() - begun).toBeLessThan(5_000);
    expect(await first).toMatchObject({ outcome: "unchanged" });
    expect(calls(EXCHANGE) - before).toBe(1);
    expect(await connection()).toMatchObject({
      exchanging_until: null,
      sealed_access_token: expect.any(String),
    });
  });

  it("leaves the process its share of the simultaneous calls", async () => {
    const open = await openConnection(connectionId);
    await read(open);
    here.control.clearRequests();
    here.control.addFault({ kind: "slow", path: "/tickets", ms: SLOW_MS, count: null });
    const reads = Array.from({ length: CREDENTIAL_LIMITS.slots }, () => read(open));
    await rotateToNewKey();
    await Promise.all([...reads, read(await openConnection(connectionId))]);
    const times = here.control.requests().map(({ at }) => Date.parse(at));
    expect(times).toHaveLength(CREDENTIAL_LIMITS.slots + 1);
    // The last one waited for an answer.
    expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeGreaterThan(SLOW_MS * 0.9);
  });

  it("keeps a pause that the provider has asked for", async () => {
    const open = await openConnection(connectionId);
    here.control.addFault({ kind: "rate-limit", seconds: HOUR });
    await expect(read(open)).rejects.toMatchObject({
      code: "provider_rate_limited",
    });
    await open.close();
    await rotateToNewKey();
    const before = here.control.requests().length;
    expect(await readTicketNow(ticket.id)).toMatchObject({ code: "provider_rate_limited" });
    forgetSharedState();
    expect(await readTicketNow(ticket.id)).toMatchObject({ code: "provider_rate_limited" });
    expect(here.control.requests()).toHaveLength(before);
  });
});

async function replaceWithAnother(): Promise<void> {
  await replaceKey(viewer, { connectionId, credential: upsunAccounts.northwind.readOnlyKey.key });
}

describe.each([
  ["keys are rotated", rotateToNewKey, true],
  ["its credential is replaced", replaceWithAnother, false],
])("a finding of a process after %s", (_what, change, isStored) => {
  it(`about a pause is ${isStored ? "stored" : "forgotten"}`, async () => {
    const open = await openConnection(connectionId);
    await change();
    here.control.addFault({ kind: "rate-limit", seconds: HOUR });
    await expect(read(open)).rejects.toMatchObject({
      code: "provider_rate_limited",
    });
    await open.close();
    expect((await connection())?.provider_pause_until !== null).toBe(isStored);
  });

  it(`about a revoked credential is ${isStored ? "stored" : "forgotten"}`, async () => {
    await expect(
      withConnection(connectionId, async (open) => {
        await change();
        here.control.revokeKey(KEY);
        await read(open);
      }),
    ).rejects.toMatchObject({ code: "provider_unauthorized" });
    expect((await connection())?.status).toBe(isStored ? "needs_attention" : "active");
  });

  it(`about capabilities is ${isStored ? "stored" : "forgotten"}`, async () => {
    const open = await openConnection(connectionId);
    await change();
    await open.learn([{ capability: NAME, available: false }]);
    const names = (await connection())?.capabilities.map(({ capability }) => capability) ?? [];
    expect(names.includes(NAME)).toBe(isStored);
    await sql("UPDATE connection SET checked_at = NULL");
    await recheckReadAccess(open, new AppError("provider_forbidden"));
    expect((await connection())?.checked_at !== null).toBe(isStored);
  });
});
