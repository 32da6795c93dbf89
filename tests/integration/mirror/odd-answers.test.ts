import { beforeAll, beforeEach, describe, expect, it } from "vitest";

import { readTicketNow } from "@/lib/mirror/read-ticket";
import { syncConnection } from "@/lib/mirror/sync/run-sync";
import { useTestDatabase } from "@/tests/helpers/database";
import { makeConnection, makeOrganization, makeViewer } from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";

import { hostupAccounts, upsunAccounts } from "../../../sandbox/accounts";
import { useHostup, useUpsun } from "./accounts";

useTestDatabase();
const hostup = useHostup({ seed: "demo" });
const upsun = useUpsun({ seed: "demo" });
let atHostup: string;
let atUpsun: string;

beforeAll(async () => {
  const viewer = await makeViewer({ organizationId: await makeOrganization() });
  atHostup = await makeConnection(viewer, "hostup", hostupAccounts.northwind.key.key);
  atUpsun = await makeConnection(viewer, "upsun", upsunAccounts.northwind.key.key);
});

beforeEach(async () => {
  hostup.control.reset("demo");
  upsun.control.reset("demo");
  await sql("DELETE FROM ticket");
  await sql("UPDATE connection SET resources_read_at = '{}', checkpoint = NULL");
});

const sweep = async (connectionId: string) => {
  await sql("UPDATE connection SET resources_read_at = '{}'");
  const report = await syncConnection(connectionId, { trigger: "cron", full: true });
  const [run] = await sql<{ unreadable_items: number }>(
    "SELECT unreadable_items FROM sync_run WHERE id = $1",
    [report.runId],
  );
  return { ...report, noted: run?.unreadable_items };
};
const tickets = (connectionId: string) =>
  sql<{
    id: string;
    external_id: string;
    gone_at: Date | null;
    status: string;
    opened_at: Date | null;
    subject: string | null;
  }>(
    "SELECT id, external_id, gone_at, status, opened_at, subject FROM ticket WHERE connection_id = $1 ORDER BY external_id",
    [connectionId],
  );
const externalIds = async (connectionId: string) =>
  (await tickets(connectionId)).map(({ external_id }) => external_id);

const ticket = (id: unknown, more: object = {}) => ({
  ticket_id: id,
  subject: "S",
  description: "D",
  status: "open",
  created: "2026-04-27T12:00:00Z",
  updated: "2026-04-27T12:00:00Z",
  ...more,
});
const answerUpsun = (body: unknown) =>
  upsun.control.addFault({ kind: "answer", method: "GET", path: "/tickets", body, count: null });

describe("an odd answer", () => {
  it("costs neither its page nor its neighbours, whatever its fields are", async () => {
    const odd = {
      collaborator_ids: { a: "u-1", b: null, c: 7 },
      subject: 7,
      description: false,
      priority: [],
      status: {},
      region: 5,
      category: [[]],
      environment: {},
      subscription_id: 12,
      project_url: false,
      zd_ticket_url: [],
      created: 1_777_291_200,
      updated: "9999-12-31T23:59:59-01:00",
      due: {},
      support_plan: { id: 1 },
    };
    answerUpsun({
      count: "3",
      tickets: { 0: ticket(1), 4: ticket("2", odd), 5: ticket(3) },
      _links: [],
    });
    expect(await sweep(atUpsun)).toMatchObject({
      outcome: "complete",
      ticketsRead: 3,
      unreadableItems: 0,
    });
    expect(
      (await tickets(atUpsun)).map(({ external_id, subject, status, opened_at }) => [
        external_id,
        subject,
        status,
        opened_at?.toISOString(),
      ]),
    ).toEqual([
      ["1", "S", "open", "2026-04-27T12:00:00.000Z"],
      ["2", "7", "unknown", "2026-04-27T12:00:00.000Z"],
      ["3", "S", "open", "2026-04-27T12:00:00.000Z"],
    ]);
  });

  it("stores a ticket with every date and text that the database refuses", async () => {
    const [one, two] = hostup.control.tickets("northwind");
    for (const createdAt of ["9999-12-31T23:59:59-01:00", 1e300, "0000-00-00", {}]) {
      hostup.control.changeTicket(one?.id ?? "", {
        createdAt,
        lastMessageAt: createdAt,
        subject: "a\u0000b\ud800",
        messageCount: 2 ** 40,
        number: "\u0000",
      });
      expect(await sweep(atHostup)).toMatchObject({ outcome: "complete" });
    }
    const found = await tickets(atHostup);
    expect(found.find(({ external_id }) => external_id === one?.id)).toMatchObject({
      subject: "a\ufffdb\ufffd",
      opened_at: null,
    });
    expect(found.map(({ external_id }) => external_id)).toContain(two?.id);
  });

  it("says on the run how many items without an id were left out, and keeps the others", async () => {
    answerUpsun({ count: 4, tickets: [ticket(1), ticket(null), "odd", ticket(3)], _links: {} });
    expect(await sweep(atUpsun)).toMatchObject({
      outcome: "complete",
      ticketsRead: 2,
      unreadableItems: 2,
      noted: 2,
    });
    expect(await externalIds(atUpsun)).toEqual(["1", "3"]);
  });

  it("keeps a message's siblings, and removes none of them while one has no id", async () => {
    const [one] = hostup.control
      .tickets("northwind")
      .filter(({ ticket: { messages } }) => (messages as unknown[]).length > 1);
    const id = one?.id ?? "";
    await sweep(atHostup);
    const [{ id: ticketId } = { id: "" }] = (await tickets(atHostup)).filter(
      ({ external_id }) => external_id === id,
    );
    const messages = () =>
      sql<{ external_id: string }>(
        "SELECT external_id FROM message WHERE ticket_id = $1 ORDER BY external_id",
        [ticketId],
      );
    const before = await messages();
    const [first, ...rest] = one?.ticket.messages as object[];
    const body = {
      ...one?.ticket,
      messageCount: 0,
      messages: [
        { ...first, id: {} },
        ...rest.map((message) => ({ ...message, sentAt: 1_777_291_200, senderName: false })),
      ],
    };
    hostup.control.addFault({ kind: "answer", path: `*/support/tickets/${id}`, body });
    expect(await readTicketNow(ticketId)).toMatchObject({ outcome: "changed" });
    expect(await messages()).toEqual(before);
    expect(
      await sql("SELECT 1 FROM event WHERE ticket_id = $1 AND kind = 'message_removed'", [
        ticketId,
      ]),
    ).toEqual([]);
    expect(
      await sql("SELECT unreadable_items FROM sync_run ORDER BY started_at DESC LIMIT 1"),
    ).toEqual([{ unreadable_items: 1 }]);
  });

  it("takes no service and no department for gone while an item has no id", async () => {
    await sweep(atHostup);
    const connectionState = () =>
      sql(
        "SELECT (SELECT count(*)::int FROM service WHERE gone_at IS NULL) AS services, (SELECT count(*)::int FROM category WHERE gone_at IS NULL) AS categories",
      );
    const before = await connectionState();
    hostup.control.addFault({
      kind: "answer",
      path: "*/domains",
      body: { data: [{ id: null, name: "one.example" }], nextCursor: null },
    });
    hostup.control.addFault({
      kind: "answer",
      path: "*/support/departments",
      body: { departments: { 0: { slug: [] }, 1: { slug: "vps" } } },
    });
    expect(await sweep(atHostup)).toMatchObject({ outcome: "complete", unreadableItems: 2 });
    expect(await connectionState()).toEqual(before);
  });
});

describe("paging", () => {
  const numbered = (page: number, tickets: object[], more: object) =>
    upsun.control.addFault({
      kind: "answer",
      method: "GET",
      path: `/tickets?page=${page}`,
      body: { tickets, ...more },
      count: null,
    });

  it.each([
    ["a text", "next"],
    ["a list with a text", ["next"]],
    ["a number as next", { next: 2 }],
    ["an address that is none", { next: { href: {} } }],
    ["nothing, while the count tells of more", []],
  ])("goes on by number when its links are %s", async (_name, _links) => {
    numbered(1, [ticket(1), ticket(2)], { count: "3", _links });
    numbered(2, [ticket(3)], { count: "3", _links });
    expect(await sweep(atUpsun)).toMatchObject({ outcome: "complete", ticketsRead: 3 });
  });

  it("follows a link that is a plain text", async () => {
    numbered(1, [ticket(1)], { _links: { next: "/tickets?page=2" } });
    numbered(2, [ticket(2)], { _links: { self: { href: "/tickets?page=2" } } });
    expect(await sweep(atUpsun)).toMatchObject({ outcome: "complete", ticketsRead: 2 });
  });

  it("neither goes on for ever nor calls itself complete when numbers lead nowhere", async () => {
    answerUpsun({ tickets: [ticket(1)], _links: "next" });
    expect(await sweep(atUpsun)).toMatchObject({
      outcome: "failed",
      error: { code: "provider_unreadable" },
    });
    expect(upsun.control.requests().filter(({ path }) => path === "/tickets")).toHaveLength(2);
    expect(await externalIds(atUpsun)).toEqual(["1"]);
  });

  it("reads a cursor that is a number, and refuses one that is nothing", async () => {
    const listed = { id: "tkt_1", number: "1", status: "open" };
    const page = (query: string, data: object[], nextCursor: unknown) =>
      hostup.control.addFault({
        kind: "answer",
        path: `*/support/tickets?limit=100${query}`,
        body: { data, nextCursor },
      });
    page("", [listed], 7);
    page("&cursor=7", [{ ...listed, id: "tkt_2" }], { at: 2 });
    hostup.control.addFault({
      kind: "status",
      status: 403,
      path: "*/support/tickets/*",
      count: null,
    });
    expect(await sweep(atHostup)).toMatchObject({
      outcome: "failed",
      error: { code: "provider_unreadable" },
      ticketsRead: 2,
    });
  });
});

describe("a ticket that the list does not show", () => {
  const goneOf = async (connectionId: string, id: string) =>
    (await tickets(connectionId)).find(({ external_id }) => external_id === id)?.gone_at ?? null;
  const HTML = { kind: "status", status: 404, body: "html", count: null } as const;

  it("is gone only when the provider itself says so", async () => {
    const id = hostup.control.tickets("northwind").at(-1)?.id ?? "";
    await sweep(atHostup);
    hostup.control.deleteTicket(id);
    const bodies = [{ ...HTML }, { ...HTML, body: "empty" as const }];
    for (const fault of bodies) {
      hostup.control.addFault({ ...fault, path: `*/support/tickets/${id}` });
      await sweep(atHostup);
      expect(await goneOf(atHostup, id)).toBeNull();
      hostup.control.clearFaults();
    }
    hostup.control.addFault({
      kind: "answer",
      status: 404,
      path: `*/support/tickets/${id}`,
      body: { message: "no Route matched with those values" },
    });
    await sweep(atHostup);
    expect(await goneOf(atHostup, id)).toBeNull();
    await sweep(atHostup);
    expect(await goneOf(atHostup, id)).not.toBeNull();
  });

  it("is not gone when the filter by its id brings other tickets, or items without an id", async () => {
    const id = upsun.control.tickets("northwind").at(-1)?.id ?? "";
    await sweep(atUpsun);
    upsun.control.deleteTicket(id);
    for (const body of [
      { count: 1, tickets: [ticket(1)] },
      { count: 1, tickets: [ticket(null)] },
      { count: 80, tickets: [] },
    ]) {
      const fault = upsun.control.addFault({
        kind: "answer",
        path: `/tickets?*${id}*`,
        body,
        count: null,
      });
      await sweep(atUpsun);
      expect(await goneOf(atUpsun, id)).toBeNull();
      upsun.control.removeFault(fault.id);
    }
    await sweep(atUpsun);
    expect(await goneOf(atUpsun, id)).not.toBeNull();
  });

  it.each(["hostup", "upsun"] as const)("is not gone from %s while it is new", async (provider) => {
    const [control, connectionId] =
      provider === "hostup"
        ? ([hostup.control, atHostup] as const)
        : ([upsun.control, atUpsun] as const);
    const { id } = control.createTicket("northwind", {});
    await sweep(connectionId);
    control.deleteTicket(id);
    await sweep(connectionId);
    expect(await goneOf(connectionId, id)).toBeNull();
    const [{ id: ticketId } = { id: "" }] = (await tickets(connectionId)).filter(
      ({ external_id }) => external_id === id,
    );
    expect(await readTicketNow(ticketId)).toMatchObject({
      outcome: "failed",
      code: "provider_not_found",
    });
    await sql("UPDATE ticket SET opened_at = now() - interval '1 hour' WHERE id = $1", [ticketId]);
    await sweep(connectionId);
    expect(await goneOf(connectionId, id)).not.toBeNull();
  });
});
