import { randomUUID } from "node:crypto";
import { setTimeout } from "node:timers/promises";

import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";

import type { Viewer } from "@/lib/auth/types";
import { disconnect, replaceKey } from "@/lib/connections/commands";
import { listConnections } from "@/lib/connections/queries";
import { syncNow } from "@/lib/connections/sync-now";
import { transaction } from "@/lib/db/kysely";
import { claimMaintenance } from "@/lib/db/maintenance";
import { saveDraft } from "@/lib/drafts/commands";
import { NEW_TICKET_KEY, replyKey } from "@/lib/files/draft-key";
import { learnWords } from "@/lib/jobs/renew-stored";
import { runDue } from "@/lib/jobs/run-due";
import { deliverSubmission } from "@/lib/jobs/submissions";
import { syncConnection } from "@/lib/mirror/sync/run-sync";
import { registerProvider } from "@/lib/providers/registry";
import { listAllTickets } from "@/lib/review/queries";
import { fileTicket } from "@/lib/tickets/filing/file-ticket";
import { getTicket, listTickets } from "@/lib/tickets/queries";
import { ticketFilters } from "@/lib/tickets/schemas";
import { useTestDatabase } from "@/tests/helpers/database";
import { MemoryAccount } from "@/tests/helpers/memory-account";
import { memoryProvider } from "@/tests/helpers/memory-provider";
import { makeConnection, makeOrganization, makeViewer } from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";

useTestDatabase();

const filters = ticketFilters.parse({});
const MARK = "zebrafish";
let account: MemoryAccount;
let owner: Viewer;
let staff: Viewer;
let connectionId: string;
let otherId: string;
let unregister = () => {};

beforeAll(async () => {
  staff = await makeViewer({ role: "staff" });
});

beforeEach(async () => {
  await sql("TRUNCATE connection, ticket_search, swept_page, draft, outgoing_file CASCADE");
  account = new MemoryAccount();
  unregister = registerProvider(memoryProvider(account));
  owner = await makeViewer({ organizationId: await makeOrganization("Northwind") });
  account.put("m-1", {
    subject: `About the ${MARK}`,
    body: `The ${MARK} is ill.`,
    services: [{ kind: "box", externalId: "box-1", name: `${MARK}-box`, details: {} }],
    messages: [
      {
        externalId: "a",
        sender: "staff",
        senderId: null,
        senderName: "Kim",
        body: `Feed the ${MARK}.`,
        encrypted: false,
        sentAt: null,
      },
    ],
    attachments: [
      {
        externalId: "f-1",
        messageExternalId: null,
        filename: `${MARK}.txt`,
        mimeType: "text/plain",
        downloadUrl: "/f-1",
      },
    ],
  });
  connectionId = await makeConnection(owner, "memory", account.key);
  await syncNow(owner, { connectionId });
  account.put("m-1", { status: "answered", updatedAt: new Date("2026-03-02T10:00:00Z") });
  await syncNow(owner, { connectionId });
  const { submissionId } = await fileTicket(owner, {
    formKey: randomUUID(),
    connectionId,
    values: { subject: `Another ${MARK}`, message: MARK },
    draftKey: NEW_TICKET_KEY,
    files: [],
  });
  await deliverSubmission(submissionId);
  otherId = await makeConnection(owner, "memory", account.key, "Another account");
});

afterEach(() => unregister());

/** Which tables hold a row that mentions the text anywhere. */
async function tablesWith(text: string): Promise<string[]> {
  const tables = await sql<{ name: string }>(
    "SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename",
  );
  const found: string[] = [];
  for (const { name } of tables) {
    const [row] = await sql<{ count: number }>(
      `SELECT count(*)::int AS count FROM ${name} t WHERE position($1 in t::text) > 0`,
      [text],
    );
    if (row?.count) found.push(name);
  }
  return found;
}

const ticketIds = async () =>
  (await sql<{ id: string }>("SELECT id FROM ticket WHERE connection_id = $1", [connectionId])).map(
    ({ id }) => id,
  );

describe("disconnecting", () => {
  it("keeps the history unless the organization says otherwise, and destroys the key", async () => {
    const before = await ticketIds();
    await disconnect(owner, { connectionId });
    expect(await ticketIds()).toEqual(before);
    expect(
      await sql(
        "SELECT status, sealed_credential, sealed_access_token, next_at FROM connection WHERE id = $1",
        [connectionId],
      ),
    ).toEqual([
      { status: "disconnected", sealed_credential: null, sealed_access_token: null, next_at: null },
    ]);
    expect((await listTickets(owner, filters)).items).toHaveLength(before.length);
    expect((await listAllTickets(staff, filters)).items.length).toBeGreaterThanOrEqual(
      before.length,
    );
  });

  it("with erasing leaves nothing that was read or filed through the account, in no table", async () => {
    const [ticketId = ""] = await ticketIds();
    await saveDraft(owner, {
      draftKey: replyKey(ticketId),
      formKey: randomUUID(),
      values: { message: `About that ${MARK}`, encrypted: "" },
      version: 0,
    });
    await learnWords(Date.now() + 5_000);
    expect((await tablesWith(MARK)).length).toBeGreaterThan(5);
    await disconnect(owner, { connectionId, erase: true });
    expect(await tablesWith(MARK)).toEqual([]);
    expect(await tablesWith(ticketId)).toEqual([]);
    expect(await tablesWith(connectionId)).toEqual(["audit_entry"]);
    expect(await getTicket(owner, ticketId)).toBeNull();
  });

  it("with erasing leaves a line in the audit trail, and other accounts alone", async () => {
    await syncNow(owner, { connectionId: otherId });
    await disconnect(owner, { connectionId, erase: true });
    expect(
      await sql(
        "SELECT action, actor_id FROM audit_entry WHERE target_id = $1 AND action LIKE 'connection.erased'",
        [connectionId],
      ),
    ).toEqual([{ action: "connection.erased", actor_id: owner.userId }]);
    expect((await listConnections(owner)).map((each) => each.connectionId)).toEqual([otherId]);
    expect((await listTickets(owner, { ...filters, q: MARK })).items.length).toBeGreaterThan(0);
  });

  it("can erase later what was kept at first", async () => {
    await disconnect(owner, { connectionId });
    expect(await ticketIds()).not.toEqual([]);
    await disconnect(owner, { connectionId, erase: true });
    expect(await tablesWith(MARK)).toEqual([]);
  });

  it.each([true, false])(
    "while a sweep is under way (erasing: %s) ends it, and it writes nothing any more",
    async (erase) => {
      account.put("m-9", { subject: `Late ${MARK}` });
      let lists = 0;
      account.before = async (what) => {
        if (what === "list" && ++lists === 1) await disconnect(owner, { connectionId, erase });
      };
      const before = erase ? [] : await ticketIds();
      await syncConnection(connectionId, { trigger: "cron" });
      expect(await ticketIds()).toEqual(before);
      if (erase) expect(await tablesWith(MARK)).toEqual([]);
    },
  );
});

describe("erasing a large account", () => {
  const MANY = 520;

  beforeEach(async () => {
    await sql(
      `INSERT INTO ticket SELECT (jsonb_populate_record(t, jsonb_build_object('id', 'many-' || n, 'external_id', 'many-' || n))).*
         FROM ticket t, generate_series(1, ${MANY}) n WHERE t.connection_id = $1 AND t.external_id = 'm-1'`,
      [connectionId],
    );
    // Ends the process halfway: the last tickets cannot be erased.
    await sql(`CREATE OR REPLACE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      IF (SELECT count(*) FROM ticket WHERE connection_id = OLD.connection_id) < 10 THEN RAISE EXCEPTION 'ended in the middle'; END IF; RETURN OLD; END $$`);
    await sql(
      "CREATE TRIGGER refuse BEFORE DELETE ON ticket FOR EACH ROW EXECUTE FUNCTION refuse()",
    );
  });
  afterEach(() => sql("DROP TRIGGER IF EXISTS refuse ON ticket"));

  it("hides the account at once, keeps what is done when its process ends, and goes on with the rest", async () => {
    await disconnect(owner, { connectionId, erase: true });
    const left = (await ticketIds()).length;
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThan(MANY);
    expect((await listConnections(owner)).map((each) => each.connectionId)).toEqual([otherId]);
    expect((await listTickets(owner, filters)).freshness.map((each) => each.connectionId)).toEqual([
      otherId,
    ]);
    await expect(syncNow(owner, { connectionId })).rejects.toMatchObject({ code: "not_found" });
    await expect(disconnect(owner, { connectionId })).rejects.toMatchObject({ code: "not_found" });
    await sql("DROP TRIGGER refuse ON ticket");
    await sql("DELETE FROM maintenance");
    // The other account has the same tickets, and is not to be read now.
    await sql("UPDATE connection SET next_at = NULL WHERE id = $1", [otherId]);
    await runDue(10_000);
    expect(await tablesWith(MARK)).toEqual([]);
    expect(await tablesWith(connectionId)).toEqual(["audit_entry"]);
  });
});

describe("an account that is being erased", () => {
  it("takes no other key, though that was tried before", async () => {
    account.before = async (what) => {
      if (what === "check") await disconnect(owner, { connectionId, erase: true });
    };
    await sql("DELETE FROM connection WHERE id = $1", [otherId]);
    account.key = "another-key-of-the-same-account";
    const replacing = replaceKey(owner, { connectionId, credential: account.key });
    await expect(replacing).rejects.toMatchObject({ code: "not_found" });
  });

  it("is not kept by who disconnects it at the same moment", async () => {
    let keeping: Promise<unknown> = Promise.resolve();
    await transaction(async (client) => {
      await sql("UPDATE connection SET erasing_at = now() WHERE id = $1", [connectionId], client);
      keeping = disconnect(owner, { connectionId });
      keeping.catch(() => undefined);
      await setTimeout(300);
    });
    await expect(keeping).rejects.toMatchObject({ code: "not_found" });
  });

  it("keeps no other from being erased, nor does a round that is full of reading", async () => {
    await sql("UPDATE connection SET erasing_at = now() - interval '1 minute' WHERE id = $1", [
      otherId,
    ]);
    await sql("UPDATE connection SET erasing_at = now() WHERE id = $1", [connectionId]);
    await sql(`CREATE OR REPLACE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      IF OLD.id = '${otherId}' THEN RAISE EXCEPTION 'not this one'; END IF; RETURN OLD; END $$`);
    await sql(
      "CREATE TRIGGER refuse BEFORE DELETE ON connection FOR EACH ROW EXECUTE FUNCTION refuse()",
    );
    await sql("DELETE FROM maintenance");
    try {
      await runDue(0);
    } finally {
      await sql("DROP TRIGGER refuse ON connection");
    }
    expect(await sql("SELECT id FROM connection")).toEqual([{ id: otherId }]);
  });
});

describe("clearing up", () => {
  it("is done by one of many processes in a minute, and again in the next", async () => {
    await sql("DELETE FROM maintenance");
    const claims = await Promise.all(
      Array.from({ length: 20 }, () => claimMaintenance("test", 60)),
    );
    expect(claims.filter(Boolean)).toHaveLength(1);
    expect(await claimMaintenance("test", 60)).toBe(false);
    await sql("UPDATE maintenance SET next_at = now() - interval '1 second'");
    expect(await claimMaintenance("test", 60)).toBe(true);
  });
});
