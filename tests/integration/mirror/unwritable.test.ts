import { beforeAll, beforeEach, describe, expect, it } from "vitest";

import type { Viewer } from "@/lib/auth/types";
import { openConnection } from "@/lib/mirror/connection/open-connection";
import { readTicketNow, storeSnapshot } from "@/lib/mirror/read-ticket";
import { syncConnection } from "@/lib/mirror/sync/run-sync";
import { getSyncState } from "@/lib/review/sync/queries";
import { getTicket, listTickets } from "@/lib/tickets/queries";
import { ticketFilters } from "@/lib/tickets/schemas";
import { useTestDatabase } from "@/tests/helpers/database";
import type { MemoryAccount } from "@/tests/helpers/memory-account";
import { useMemoryConnection } from "@/tests/helpers/memory-connection";
import { makeViewer } from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";

useTestDatabase();

let account: MemoryAccount;
let viewer: Viewer;
let staff: Viewer;
let connectionId: string;

useMemoryConnection((connected) => {
  ({ account, viewer, connectionId } = connected);
});

beforeAll(async () => {
  staff = await makeViewer({ role: "staff" });
  // Whatever the reason may be: the database refuses a row with the chosen state.
  await sql(`
    CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE row_text text := row_to_json(NEW)::text;
    BEGIN
      IF row_text LIKE '%poison-%' THEN
        RAISE EXCEPTION 'refused: %', row_text USING ERRCODE = substring(row_text FROM 'poison-([0-9A-Z]{5})');
      END IF;
      RETURN NEW;
    END $$`);
  for (const table of ["ticket", "message", "service", "category"]) {
    await sql(
      `CREATE TRIGGER refuse BEFORE INSERT OR UPDATE ON ${table} FOR EACH ROW EXECUTE FUNCTION refuse()`,
    );
  }
});

beforeEach(() => {
  account.pageSize = 10;
});

const TOO_LARGE = "poison-54000";
const sync = () => syncConnection(connectionId, { trigger: "cron" });
const message = (body: string) => ({
  externalId: "msg-1",
  sender: "staff",
  senderId: null,
  senderName: "Sven",
  body,
  encrypted: false,
  sentAt: new Date("2026-03-02T10:00:00Z"),
});
const put = (id: string, body = "fine", changes = {}) =>
  account.put(id, { messages: [message(body)], messageCount: 1, ...changes });
const mirrored = () =>
  sql<{ external_id: string; status: string; messages: number }>(
    `SELECT external_id, status, (SELECT count(*)::int FROM message WHERE ticket_id = ticket.id AND body <> '') AS messages
       FROM ticket ORDER BY external_id`,
  );
const unwritable = () =>
  sql<{ external_id: string; attempts: number; reason: string; wait: number }>(
    `SELECT external_id, attempts, reason, extract(epoch FROM retry_at - now())::float8 AS wait FROM unwritable_ticket ORDER BY external_id`,
  );
const retryIsDue = () => sql("UPDATE unwritable_ticket SET retry_at = now() - interval '1 second'");
const ticketId = async (externalId: string) =>
  (await sql<{ id: string }>("SELECT id FROM ticket WHERE external_id = $1", [externalId]))[0]
    ?.id ?? "";

describe("a ticket that cannot be written", () => {
  for (const state of [
    "54000",
    "22003",
    "22P02",
    "22021",
    "23514",
    "23505",
    "21000",
    "57014",
    "XX000",
  ]) {
    it(`does not keep its neighbours from the mirror (SQLSTATE ${state})`, async () => {
      for (const id of ["m-1", "m-2", "m-4", "m-5"]) put(id);
      put("m-3", `poison-${state}`);
      expect(await sync()).toMatchObject({ outcome: "partial", unwritable: 1, ticketsRead: 5 });
      expect(
        (await mirrored()).filter((row) => row.messages === 1).map((row) => row.external_id),
      ).toEqual(["m-1", "m-2", "m-4", "m-5"]);
      const [run] = await sql(
        "SELECT outcome, unwritable_tickets FROM sync_run ORDER BY started_at DESC LIMIT 1",
      );
      expect(run).toEqual({ outcome: "partial", unwritable_tickets: 1 });
    });
  }

  it("is in the list with its subject and status, without what cannot be written", async () => {
    put("m-1", TOO_LARGE, { status: "answered", subject: "Down" });
    await sync();
    const { items } = await listTickets(viewer, ticketFilters.parse({}));
    expect(items).toMatchObject([{ subject: "Down", turn: "yours" }]);
    const ticket = await getTicket(viewer, await ticketId("m-1"));
    expect(ticket).toMatchObject({ messages: [], incompleteSince: expect.any(Date) as Date });
  });

  it("keeps what the mirror has, follows its status, and records no change that the provider did not make", async () => {
    put("m-1", "fine", {
      fields: { rack: "A1" },
      services: [{ kind: "box", externalId: "box-1", name: "Box", details: {} }],
    });
    await sync();
    put("m-1", TOO_LARGE, {
      status: "closed",
      fields: { rack: "B2" },
      services: [],
      updatedAt: new Date("2026-03-03T10:00:00Z"),
    });
    expect(await sync()).toMatchObject({ unwritable: 1 });
    expect(await mirrored()).toEqual([{ external_id: "m-1", status: "closed", messages: 1 }]);
    expect(await sql("SELECT kind, field FROM event ORDER BY id")).toEqual([
      { kind: "first_seen", field: null },
      { kind: "changed", field: "status" },
    ]);
  });

  it("is tried again after a growing while, and at once when its entry in the list changes", async () => {
    put("m-1", TOO_LARGE);
    put("m-2");
    await sync();
    const [first] = await unwritable();
    account.reads = 0;
    expect(await sync()).toMatchObject({ outcome: "partial", unwritable: 1 });
    expect(account.reads).toBe(0);
    expect(await unwritable()).toMatchObject([{ external_id: "m-1", attempts: 1 }]);
    await retryIsDue();
    await sync();
    const [second] = await unwritable();
    expect(second).toMatchObject({ attempts: 2 });
    expect(second?.wait).toBeGreaterThan((first?.wait ?? 0) * 1.5);
    put("m-1", TOO_LARGE, { updatedAt: new Date("2026-03-05T10:00:00Z") });
    await sync();
    expect(await unwritable()).toMatchObject([{ attempts: 3 }]);
  });

  it("is whole again, and off the list of failures, once it can be written", async () => {
    put("m-1", TOO_LARGE);
    await sync();
    put("m-1", "fine");
    await retryIsDue();
    expect(await sync()).toMatchObject({ outcome: "complete", unwritable: 0 });
    expect(await mirrored()).toEqual([{ external_id: "m-1", status: "open", messages: 1 }]);
    expect(await unwritable()).toEqual([]);
    expect(await getTicket(viewer, await ticketId("m-1"))).toMatchObject({ incompleteSince: null });
  });

  it("comes off the list of failures when a person opens it and it can be written", async () => {
    put("m-1", TOO_LARGE);
    await sync();
    put("m-1", "fine");
    expect(await readTicketNow(await ticketId("m-1"))).toMatchObject({ outcome: "changed" });
    expect(await unwritable()).toEqual([]);
  });

  it("is never taken for deleted", async () => {
    put("m-1", TOO_LARGE, { subject: TOO_LARGE });
    put("m-2");
    await syncConnection(connectionId, { trigger: "cron", full: true });
    put("m-2", TOO_LARGE, { subject: TOO_LARGE, updatedAt: new Date("2026-03-05T10:00:00Z") });
    await syncConnection(connectionId, { trigger: "cron", full: true });
    expect(await sql("SELECT external_id, gone_at FROM ticket")).toEqual([
      { external_id: "m-2", gone_at: null },
    ]);
    expect((await unwritable()).map((row) => row.external_id)).toEqual(["m-1", "m-2"]);
  });

  it("stops nothing even when there are more of them than one batch holds", async () => {
    account.pageSize = 60;
    for (let index = 1; index <= 50; index += 1)
      put(`m-${index}`, index % 2 === 0 ? TOO_LARGE : "fine");
    expect(await sync()).toMatchObject({ outcome: "partial", unwritable: 25 });
    expect((await mirrored()).filter((row) => row.messages === 1)).toHaveLength(25);
  });

  it("gives the id of its row to a submission that filed it", async () => {
    const open = await openConnection(connectionId);
    expect(await storeSnapshot(open, put("m-1", TOO_LARGE))).toBe(await ticketId("m-1"));
    expect(await storeSnapshot(open, put("m-2", TOO_LARGE, { subject: TOO_LARGE }))).toBeNull();
  });

  it("is shown to staff with the reason, and its text is not repeated there", async () => {
    put("m-1", `${TOO_LARGE} secret text`);
    await sync();
    const state = await getSyncState(staff, connectionId);
    expect(state?.unwritable).toMatchObject([{ number: "1", attempts: 1 }]);
    expect(JSON.stringify(state)).not.toContain("secret text");
    await expect(getSyncState(viewer, connectionId)).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("a failure that meets every ticket alike", () => {
  it("fails the sweep instead of blaming its tickets", async () => {
    for (const id of ["m-1", "m-2"]) put(id, "poison-53100");
    expect(await sync()).toMatchObject({ outcome: "failed", unwritable: 0 });
    expect(await unwritable()).toEqual([]);
  });
});

describe("a service or category that cannot be written", () => {
  it("does not keep its neighbours from the mirror", async () => {
    account.boxes = ["b-1", "poison-22003", "b-3"].map((externalId) => ({
      kind: "box",
      externalId,
      name: externalId,
      status: "running",
      details: {},
    }));
    account.topics = [
      { externalId: "help", label: "Help" },
      { externalId: "odd", label: "poison-22003" },
    ];
    put("m-1");
    await sync();
    expect(await sql("SELECT external_id FROM service ORDER BY 1")).toEqual([
      { external_id: "b-1" },
      { external_id: "b-3" },
    ]);
    expect(await sql("SELECT external_id FROM category ORDER BY 1")).toEqual([
      { external_id: "help" },
    ]);
    expect(await mirrored()).toHaveLength(1);
  });
});
