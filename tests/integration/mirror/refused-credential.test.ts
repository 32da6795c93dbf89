import { beforeAll, beforeEach, describe, expect, it } from "vitest";

import type { Viewer } from "@/lib/auth/types";
import { filingAccounts } from "@/lib/connections/queries";
import { runDue } from "@/lib/jobs/run-due";
import { openConnection, withConnection } from "@/lib/mirror/connection/open-connection";
import { readTicketNow } from "@/lib/mirror/read-ticket";
import { syncConnection } from "@/lib/mirror/sync/run-sync";
import { filingChoices } from "@/lib/tickets/filing/filing-choices";
import { getTicket } from "@/lib/tickets/queries";
import { useTestDatabase } from "@/tests/helpers/database";
import { makeConnection, makeOrganization, makeViewer } from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";

import { hostupAccounts, upsunAccounts } from "../../../sandbox/accounts";
import { useHostup, useUpsun } from "./accounts";

useTestDatabase();
const hostup = useHostup({ seed: "demo" });
const upsun = useUpsun({ seed: "demo" });

const REFUSED = { kind: "answer", status: 401, body: { error: "unauthorized" } } as const;
let viewer: Viewer;

beforeAll(async () => {
  viewer = await makeViewer({ organizationId: await makeOrganization() });
});

beforeEach(async () => {
  hostup.control.reset("demo");
  upsun.control.reset("demo");
  await sql("DELETE FROM connection");
});

interface ConnectionState {
  status: string;
  last_error_code: string | null;
}

const connectionState = async () =>
  (await sql<ConnectionState>("SELECT status, last_error_code FROM connection"))[0];

async function connected(
  provider: "hostup" | "upsun",
): Promise<{ connectionId: string; ticketId: string; externalId: string }> {
  const key =
    provider === "hostup" ? hostupAccounts.northwind.key.key : upsunAccounts.northwind.key.key;
  const connectionId = await makeConnection(viewer, provider, key);
  await syncConnection(connectionId, { trigger: "cron" });
  const [ticket] = await sql<{ id: string; external_id: string }>(
    "SELECT id, external_id FROM ticket WHERE connection_id = $1 LIMIT 1",
    [connectionId],
  );
  return { connectionId, ticketId: ticket?.id ?? "", externalId: ticket?.external_id ?? "" };
}

describe("one 401 of a credential that works otherwise", () => {
  it("for a file leaves the account's reading alone", async () => {
    const { connectionId } = await connected("hostup");
    hostup.control.addFault({ ...REFUSED, path: "*/support/attachments/*", count: null });
    const file = {
      externalId: "tatt_1",
      messageExternalId: null,
      filename: null,
      mimeType: null,
      downloadUrl: "/api/v2/support/attachments/tatt_1",
    };
    await expect(
      withConnection(connectionId, async ({ session }) => session.download?.(file)),
    ).rejects.toMatchObject({ code: "provider_unavailable" });
    expect(await connectionState()).toEqual({ status: "active", last_error_code: null });
    await sql("UPDATE connection SET next_at = now()");
    expect(await runDue(10_000)).toMatchObject({ due: 1, complete: 1 });
  });

  it.each(["hostup", "upsun"] as const)(
    "for a ticket at %s leaves it alone as well, and costs one call",
    async (provider) => {
      const { ticketId } = await connected(provider);
      const { control } = provider === "hostup" ? hostup : upsun;
      // Upsun's own answer to a 401 is a new token and a second try.
      control.addFault({
        ...REFUSED,
        path: provider === "hostup" ? "*/support/tickets/*" : "/tickets",
        count: null,
      });
      expect(await readTicketNow(ticketId)).toMatchObject({
        outcome: "failed",
        code: "provider_unavailable",
      });
      expect(await connectionState()).toMatchObject({ status: "active" });
      control.clearFaults();
      expect(await readTicketNow(ticketId)).toMatchObject({ outcome: "unchanged" });
    },
  );

  it("for many calls at once is asked about once", async () => {
    const { connectionId } = await connected("hostup");
    const tickets = await sql<{ id: string }>(
      "SELECT id FROM ticket WHERE connection_id = $1 LIMIT 6",
      [connectionId],
    );
    hostup.control.addFault({ ...REFUSED, path: "*/support/tickets/*", count: null });
    const before = hostup.control.requests().length;
    await Promise.all(tickets.map(({ id }) => readTicketNow(id)));
    const asked = hostup.control
      .requests()
      .slice(before)
      .filter(({ path }) => path.endsWith("/support/departments"));
    expect(asked).toHaveLength(1);
  });
});

describe("a revoked credential", () => {
  it("stops everything after one more call", async () => {
    const { connectionId, ticketId } = await connected("hostup");
    hostup.control.addFault({ ...REFUSED, count: null });
    const before = hostup.control.requests().length;
    expect(await readTicketNow(ticketId)).toMatchObject({
      outcome: "failed",
      code: "provider_unauthorized",
    });
    expect(hostup.control.requests().length - before).toBe(2);
    expect(await connectionState()).toEqual({
      status: "needs_attention",
      last_error_code: "provider_unauthorized",
    });
    await expect(filingChoices(viewer, { connectionId, values: {} })).rejects.toMatchObject({
      code: "provider_unauthorized",
    });
    expect(await runDue(10_000)).toMatchObject({ due: 0 });
  });

  it("is not taken for one while the provider cannot be asked", async () => {
    const { externalId, connectionId } = await connected("hostup");
    hostup.control.addFault({ ...REFUSED, path: "*/support/tickets/*" });
    hostup.control.addFault({
      kind: "status",
      status: 500,
      path: "*/support/departments",
      count: null,
    });
    const open = await openConnection(connectionId);
    await expect(open.session.readTicket(externalId)).rejects.toMatchObject({
      code: "provider_unavailable",
    });
    await open.close();
  });
});

describe("what the pages offer", () => {
  it("is nothing on a ticket and in the filing form while the key is refused, with the reason", async () => {
    const { connectionId, ticketId } = await connected("hostup");
    await sql("UPDATE ticket SET status = 'open', turn = 'theirs'");
    expect((await getTicket(viewer, ticketId))?.actions).toContain("reply");
    hostup.control.addFault({ ...REFUSED, count: null });
    await readTicketNow(ticketId);
    const ticket = await getTicket(viewer, ticketId);
    expect(ticket?.actions).toEqual([]);
    expect(ticket?.freshness.problem?.message).toContain("rejected this key");
    expect(await filingAccounts(viewer)).toMatchObject([{ connectionId, problem: "needsKey" }]);
  });

  it("names an account that cannot file, with the reason, in the filing form", async () => {
    const connectionId = await makeConnection(
      viewer,
      "hostup",
      hostupAccounts.northwind.noWriteKey.key,
    );
    const capabilities = [
      { capability: "file", label: "File", available: false, missingScope: "write:support" },
    ];
    await sql("UPDATE connection SET capabilities = $1", [JSON.stringify(capabilities)]);
    expect(await filingAccounts(viewer)).toMatchObject([{ connectionId, problem: "mayNotFile" }]);
  });

  it("is no reply with a key that may only read, and says so", async () => {
    const connectionId = await makeConnection(
      viewer,
      "hostup",
      hostupAccounts.northwind.noWriteKey.key,
    );
    await syncConnection(connectionId, { trigger: "cron" });
    const capabilities = [
      { capability: "reply", label: "Reply", available: false, missingScope: "write:support" },
    ];
    await sql("UPDATE connection SET capabilities = $1", [JSON.stringify(capabilities)]);
    await sql("UPDATE ticket SET status = 'open', turn = 'theirs'");
    const [row] = await sql<{ id: string }>("SELECT id FROM ticket LIMIT 1");
    const ticket = await getTicket(viewer, row?.id ?? "");
    expect([ticket?.actions.includes("reply"), ticket?.mayNotReply]).toEqual([false, "key"]);
  });
});

describe("a credential that may not read tickets", () => {
  it("waits for another one instead of being tried for ever", async () => {
    const connectionId = await makeConnection(
      viewer,
      "hostup",
      hostupAccounts.northwind.noReadKey.key,
    );
    expect(await syncConnection(connectionId, { trigger: "cron" })).toMatchObject({
      outcome: "failed",
      error: { code: "provider_forbidden" },
    });
    expect(await connectionState()).toEqual({
      status: "needs_attention",
      last_error_code: "provider_forbidden",
    });
    await sql("UPDATE connection SET next_at = now()");
    expect(await runDue(10_000)).toMatchObject({ due: 0 });
  });

  it("is told from one refusal of a list that can be read", async () => {
    const { connectionId } = await connected("hostup");
    hostup.control.addFault({
      kind: "answer",
      status: 403,
      body: { error: "forbidden" },
      path: "*/support/tickets",
    });
    expect(await syncConnection(connectionId, { trigger: "cron" })).toMatchObject({
      outcome: "failed",
      error: { code: "provider_forbidden" },
    });
    expect(await connectionState()).toMatchObject({ status: "active" });
    expect(await syncConnection(connectionId, { trigger: "cron" })).toMatchObject({
      outcome: "complete",
    });
    expect(await connectionState()).toEqual({ status: "active", last_error_code: null });
  });
});
