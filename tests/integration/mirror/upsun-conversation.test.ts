import pino from "pino";
import { beforeEach, describe, expect, it, vi } from "vitest";

import { reindexSearch } from "@/lib/jobs/renew-stored";
import { log } from "@/lib/log";
import { forgetSharedState, withConnection } from "@/lib/mirror/connection/open-connection";
import { readTicketNow, storeSnapshot } from "@/lib/mirror/read-ticket";
import { syncConnection } from "@/lib/mirror/sync/run-sync";
import { getTicket } from "@/lib/tickets/queries";
import { useTestDatabase } from "@/tests/helpers/database";
import { makeConnection, makeOrganization, makeViewer } from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";

import { upsunAccounts } from "../../../sandbox/accounts";
import { INTERNAL_MARK } from "../../../sandbox/upsun/comments";
import { useUpsun } from "./accounts";

useTestDatabase();

const ACCOUNT = upsunAccounts.northwind;
const upsun = useUpsun({ seed: "empty-accounts" });
let viewer: Awaited<ReturnType<typeof makeViewer>>;
let connectionId: string;

beforeEach(async () => {
  await sql("DELETE FROM connection");
  upsun.control.reset("empty-accounts");
  viewer = await makeViewer({ organizationId: await makeOrganization() });
  connectionId = await makeConnection(viewer, "upsun", ACCOUNT.key.key);
});

const sync = () => syncConnection(connectionId, { trigger: "cron", full: true });
const agent = "Tobias Kern";

/** Of an hour ago: a ticket that changed within seconds of its reading is read again. */
function fill(count: number): string[] {
  const updated = new Date(Date.now() - 3_600_000).toISOString();
  return Array.from({ length: count }, (_none, index) => {
    const { id } = upsun.control.createTicket(ACCOUNT.id, { status: "open" });
    upsun.control.staffComment(id, { by: agent, text: `Answer ${index}` });
    upsun.control.changeTicket(id, { created: updated, updated });
    return id;
  });
}

/** Paths since the last look. */
function requests(): string[] {
  const all = upsun.control.requests().map(({ path }) => path);
  upsun.control.clearRequests();
  return all;
}
const comments = (paths: string[]) => paths.filter((path) => path.startsWith("/comments"));

async function messages(): Promise<Record<string, string[]>> {
  const rows = await sql<{ id: string; bodies: string[] }>(
    `SELECT t.external_id AS id, array_agg(m.body ORDER BY m.position) AS bodies
       FROM ticket t JOIN message m ON m.ticket_id = t.id GROUP BY t.external_id`,
  );
  return Object.fromEntries(rows.map(({ id, bodies }) => [id, bodies]));
}

async function conversation(): Promise<unknown> {
  const [row] = await sql<{ state: unknown }>(
    `SELECT jsonb_path_query_first(capabilities, '$[*] ? (@.capability == "conversation")') AS state
       FROM connection WHERE id = $1`,
    [connectionId],
  );
  return row?.state ?? null;
}

/** Everything that is logged from now on, at every level. */
function captureLog(): string[] {
  const lines: string[] = [];
  log.level = "trace";
  const streams = log as unknown as Record<symbol, { write(line: string): void }>;
  const stream = streams[pino.symbols.streamSym];
  if (stream) vi.spyOn(stream, "write").mockImplementation((line) => void lines.push(line));
  return lines;
}

const ticketId = async (externalId: string) =>
  (await sql<{ id: string }>("SELECT id FROM ticket WHERE external_id = $1", [externalId]))[0]
    ?.id ?? "";

describe("conversations of Upsun tickets", () => {
  it("are mirrored, with the first sweep finding out that there are some", async () => {
    const ids = fill(30);
    expect(await conversation()).toBeNull();
    expect(await sync()).toMatchObject({ outcome: "complete", detailsRead: 30 });
    expect(await conversation()).toEqual({
      capability: "conversation",
      available: true,
      via: "path",
    });
    expect(await messages()).toEqual(
      Object.fromEntries(ids.map((id, index) => [id, [`Answer ${index}`]])),
    );
    const [row] = await sql(
      "SELECT sender, sender_id IS NOT NULL AS known, sender_name FROM message",
    );
    expect(row).toEqual({ sender: "staff", known: true, sender_name: agent });
  });

  it("are asked for where a ticket moved, once and without another call for the ticket", async () => {
    const [first = ""] = fill(30);
    await sync();
    requests();
    expect(await sync()).toMatchObject({ outcome: "complete", ticketsChanged: 0 });
    const unchanged = requests();
    expect(comments(unchanged)).toEqual([]);
    expect(unchanged.filter((path) => path === "/tickets")).toHaveLength(2);
    // A reading within the clocks' error of a sweep is doubtful.
    await sql("UPDATE connection SET covered_from = covered_from - interval '1 second'");
    await readTicketNow(await ticketId(first));
    requests();
    expect(await sync()).toMatchObject({ ticketsChanged: 0 });
    expect(comments(requests())).toEqual([]);

    upsun.control.staffComment(first, { by: agent, text: "One more" });
    upsun.control.changeTicket(first, { updated: "2031-01-01T00:00:00Z" });
    expect(await sync()).toMatchObject({ ticketsChanged: 1, detailsRead: 1 });
    const changed = requests();
    expect(comments(changed)).toEqual([`/comments/${first}`]);
    expect(changed.filter((path) => path === "/tickets")).toHaveLength(2);
    expect((await messages())[first]).toEqual(["Answer 0", "One more"]);
  });

  it("are read again where a ticket moved within the second of its reading, which its time doesn't show", async () => {
    const [moved = "", other = ""] = fill(2);
    const updated = new Date().toISOString().replace(/\.\d+/, "");
    upsun.control.changeTicket(moved, { updated });
    await sync();
    upsun.control.staffComment(moved, { by: agent, text: "In the same second" });
    upsun.control.changeTicket(moved, { updated });
    requests();
    expect(await sync()).toMatchObject({ outcome: "complete", detailsRead: 1, ticketsChanged: 1 });
    expect(comments(requests())).toEqual([`/comments/${moved}`]);
    expect(await messages()).toEqual({
      [moved]: ["Answer 0", "In the same second"],
      [other]: ["Answer 1"],
    });
  });

  it("are read after the ticket was changed through the portal", async () => {
    const [first = ""] = fill(2);
    await sync();
    upsun.control.staffComment(first, { by: agent, text: "Unseen" });
    await withConnection(connectionId, async (open) => {
      const solved = await open.session.act?.(first, "solve");
      if (solved) await storeSnapshot(open, solved);
    });
    await sync();
    expect((await messages())[first]).toEqual(["Answer 0", "Unseen"]);
  });
});

describe("calls that go away", () => {
  it("in the middle of a sweep cost neither tickets nor mirrored messages", async () => {
    const ids = fill(40);
    await sync();
    for (const id of ids) {
      upsun.control.staffComment(id, { by: agent, text: "Later" });
      upsun.control.changeTicket(id, { updated: "2031-01-01T00:00:00Z", priority: "urgent" });
    }
    upsun.control.addFault({
      kind: "status",
      status: 404,
      path: "/comments*",
      skip: 12,
      count: null,
    });
    expect(await sync()).toMatchObject({ outcome: "complete", unreadable: 0 });
    expect(await conversation()).toMatchObject({ available: false });
    const rows = await sql<{ priority: string }>("SELECT DISTINCT priority FROM ticket");
    expect(rows).toEqual([{ priority: "urgent" }]);
    const read = Object.values(await messages());
    expect(read.filter((bodies) => bodies.length === 2)).toHaveLength(12);
    expect(read.filter((bodies) => bodies.length === 1)).toHaveLength(28);
    expect(await sql("SELECT 1 FROM event WHERE kind = 'message_removed'")).toEqual([]);

    // Looked for once in the next sweep, and then an hour later.
    requests();
    await sync();
    const looked = comments(requests()).length;
    expect(looked).toBeGreaterThan(0);
    expect(looked).toBeLessThan(10);
    await sync();
    expect(comments(requests())).toEqual([]);

    upsun.control.clearFaults();
    await sql("UPDATE connection SET resources_read_at = '{}'");
    await sync();
    expect(await conversation()).toMatchObject({ available: true });
    await sync();
    expect(Object.values(await messages()).every((bodies) => bodies.length === 2)).toBe(true);
  });

  it("for a while leave the ticket due", async () => {
    const [first = ""] = fill(1);
    await sync();
    upsun.control.staffComment(first, { by: agent, text: "Later" });
    upsun.control.changeTicket(first, { updated: "2031-01-01T00:00:00Z" });
    upsun.control.addFault({ kind: "status", status: 500, path: "/comments*", count: null });
    expect(await sync()).toMatchObject({ outcome: "partial", unreadable: 1 });
    expect(await conversation()).toMatchObject({ available: true });
    upsun.control.clearFaults();
    expect(await sync()).toMatchObject({ outcome: "complete" });
    expect((await messages())[first]).toEqual(["Answer 0", "Later"]);
  });

  it("for a while keep no ticket from being read, however many are due", async () => {
    const ids = fill(60);
    upsun.control.addFault({ kind: "status", status: 500, path: "/comments*", count: null });
    expect(await sync()).toMatchObject({ outcome: "partial", finished: true, unreadable: 60 });
    expect(await sql("SELECT count(*)::int AS count FROM ticket")).toEqual([{ count: 60 }]);
    expect(comments(requests()).length).toBeLessThan(60);
    upsun.control.clearFaults();
    expect(await sync()).toMatchObject({ outcome: "complete", detailsRead: 60 });
    expect(Object.keys(await messages()).toSorted()).toEqual(ids.toSorted());
  });

  it("for one ticket cost one try each time that it moves, also while somebody looks at it", async () => {
    const [first = ""] = fill(3);
    upsun.control.addFault({
      kind: "status",
      status: 404,
      path: `/comments/${first}`,
      count: null,
    });
    upsun.control.addFault({
      kind: "status",
      status: 404,
      path: `/comments?*${first}*`,
      count: null,
    });
    await sync();
    expect(await conversation()).toMatchObject({ available: true });
    await sql("UPDATE connection SET covered_from = covered_from - interval '1 second'");
    await readTicketNow(await ticketId(first));
    requests();
    expect(await sync()).toMatchObject({ outcome: "complete", detailsRead: 0, rows: 0 });
    expect(comments(requests())).toEqual([]);
  });

  it("leave the mirrored messages searchable", async () => {
    const [first = ""] = fill(1);
    await sync();
    const found = async () =>
      sql("SELECT 1 FROM ticket_search WHERE words @@ 'answer' AND words @@ 'renamed'");
    upsun.control.changeTicket(first, { updated: "2031-01-01T00:00:00Z", subject: "Renamed" });
    upsun.control.addFault({ kind: "status", status: 404, path: "/comments*", count: null });
    expect(await sync()).toMatchObject({ outcome: "complete", ticketsChanged: 1 });
    expect(await found()).toHaveLength(1);
    const row = "SELECT s.words FROM ticket_search s JOIN ticket t ON t.id = s.ticket_id";
    const written = await sql(row);
    await sql("UPDATE ticket_search SET version = 0");
    await reindexSearch(Date.now() + 10_000);
    expect(await sql(row)).toEqual(written);
  });
});

describe("a name", () => {
  const names = async () =>
    (
      await sql<{ name: string | null }>(
        "SELECT sender_name AS name FROM message ORDER BY position",
      )
    ).map(({ name }) => name);

  it("stays when it cannot be looked up again, and comes when it can", async () => {
    const [first = ""] = fill(1);
    await sync();
    upsun.control.staffComment(first, { by: "Priya Nair", text: "Later" });
    upsun.control.changeTicket(first, { updated: "2031-01-01T00:00:00Z" });
    upsun.control.addFault({ kind: "status", status: 404, path: "/users/*-*", count: null });
    forgetSharedState();
    await sync();
    expect(await names()).toEqual([agent, null]);
    // The assignee is another now: who was known to be staff still is.
    expect(await sql("SELECT DISTINCT sender FROM message")).toEqual([{ sender: "staff" }]);
    upsun.control.clearFaults();
    forgetSharedState();
    await readTicketNow(await ticketId(first));
    expect(await names()).toEqual([agent, "Priya Nair"]);
  });
});

describe("internal comments", () => {
  it("are in no table and on no page, even where Upsun lists them", async () => {
    const lines = captureLog();
    upsun.control.reset("demo");
    upsun.control.setComments({ oddities: ["internal"] });
    const [{ id: external } = { id: "" }] = upsun.control.tickets(ACCOUNT.id);
    upsun.control.internalComment(external, `Now ${INTERNAL_MARK}`);
    expect(JSON.stringify(upsun.control.tickets())).toContain(INTERNAL_MARK);
    await sync();
    const id = await ticketId(external);
    await readTicketNow(id);
    const tables = await sql<{ name: string }>(
      `SELECT quote_ident(table_schema) || '.' || quote_ident(table_name) AS name
         FROM information_schema.tables
        WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')`,
    );
    expect(tables.length).toBeGreaterThan(20);
    for (const { name } of tables)
      expect(
        await sql(`SELECT 1 FROM ${name} t WHERE t::text LIKE $1 LIMIT 1`, [`%${INTERNAL_MARK}%`]),
        name,
      ).toEqual([]);
    expect(Object.keys(await messages()).length).toBeGreaterThan(20);
    expect(JSON.stringify(await getTicket(viewer, id))).not.toContain(INTERNAL_MARK);
    log.info({}, "The log is captured.");
    expect(lines.join("")).toContain("The log is captured.");
    expect(lines.join("")).not.toContain(INTERNAL_MARK);
  });
});
