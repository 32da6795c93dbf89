import { afterAll, beforeAll, describe, expect, it } from "vitest";

import type { Viewer } from "@/lib/auth/types";
import { syncNow } from "@/lib/connections/sync-now";
import { registerProvider } from "@/lib/providers/registry";
import { listAllTickets } from "@/lib/review/queries";
import { getTicket, listTickets } from "@/lib/tickets/queries";
import { ticketFilters } from "@/lib/tickets/schemas";
import { useTestDatabase } from "@/tests/helpers/database";
import { MemoryAccount } from "@/tests/helpers/memory-account";
import { memoryProvider } from "@/tests/helpers/memory-provider";
import { makeConnection, makeOrganization, makeViewer } from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";

useTestDatabase();

const account = new MemoryAccount();
let viewer: Viewer;
let connectionId: string;
let unregister = () => {};

const minute = (count: number) => new Date(Date.UTC(2026, 2, 1, 0, count));
const box = (name: string) => [{ kind: "box", externalId: name, name: `Box ${name}`, details: {} }];

beforeAll(async () => {
  account.pageSize = 100;
  unregister = registerProvider(memoryProvider(account));
  viewer = await makeViewer({ organizationId: await makeOrganization() });
  // Each pair shares one time of activity: the order must stay total.
  for (let index = 0; index < 60; index++)
    account.put(`m-${index}`, {
      subject: `Question ${index}`,
      updatedAt: minute(Math.floor(index / 2) * 2),
      lastMessageAt: null,
      openedAt: minute(0),
    });
  account.put("m-100", {
    subject: "Kontoutdrag för åäö",
    status: "answered",
    priority: "high",
    services: box("one"),
    updatedAt: minute(200),
    lastMessageAt: null,
    openedAt: minute(0),
  });
  account.put("m-101", {
    subject: "TLS certificate of shop.example.com expired",
    status: "mysterious",
    body: "nginx says: ERR_CERT_DATE_INVALID",
    services: box("two"),
    updatedAt: minute(201),
    lastMessageAt: null,
    openedAt: minute(0),
  });
  account.put("m-102", {
    subject: null,
    status: "closed",
    updatedAt: minute(202),
    lastMessageAt: null,
    openedAt: minute(0),
    messages: [
      {
        externalId: "a",
        sender: "customer",
        senderId: null,
        senderName: "Jane",
        body: "the zebra is loose",
        encrypted: false,
        sentAt: minute(202),
      },
      {
        externalId: "b",
        sender: "customer",
        senderId: null,
        senderName: "Jane",
        body: "the password is okapi",
        encrypted: true,
        sentAt: minute(202),
      },
    ],
  });
  connectionId = await makeConnection(viewer, "memory", account.key);
  await syncNow(viewer, { connectionId });
});

afterAll(() => unregister());

const list = (filters: Record<string, string | string[]> = {}) =>
  listTickets(viewer, ticketFilters.parse(filters));
const subjects = async (filters: Record<string, string | string[]>) =>
  (await list(filters)).items.map((item) => item.subject);

describe("the list", () => {
  it("shows newest activity first and gives every ticket exactly once over its pages", async () => {
    const seen: string[] = [];
    let after: string | null = "";
    let pages = 0;
    for (; after !== null && pages < 10; pages++) {
      const page: Awaited<ReturnType<typeof list>> = await list(after ? { after } : {});
      seen.push(...page.items.map((item) => item.id));
      after = page.nextCursor;
    }
    expect(pages).toBe(3);
    expect(seen).toHaveLength(63);
    expect(new Set(seen).size).toBe(63);
    expect((await list()).items.slice(0, 2).map(({ number }) => number)).toEqual(["102", "101"]);
  });

  it("counts the tickets of each turn, whatever is filtered, up to 100", async () => {
    const counts = { yours: 1, theirs: 60, paused: 0, done: 1, unclear: 1, all: 63 };
    expect((await list()).counts).toEqual(counts);
    expect((await list({ turn: "done", q: "zebra" })).counts).toEqual(counts);
    const stranger = { ...viewer, memberships: [] };
    const none = { yours: 0, theirs: 0, paused: 0, done: 0, unclear: 0, all: 0 };
    expect((await listTickets(stranger, ticketFilters.parse({}))).counts).toEqual(none);
    const staff = await makeViewer({ role: "staff" });
    expect((await listAllTickets(staff, ticketFilters.parse({}))).counts).toBeNull();
    const many = Array.from({ length: 50 }, (_none, index) => `extra-${index}`);
    for (const id of many) account.put(id, { updatedAt: minute(0), openedAt: minute(0) });
    await syncNow(viewer, { connectionId });
    expect((await list()).counts).toMatchObject({ theirs: 100, all: 100 });
    await sql("DELETE FROM ticket WHERE external_id LIKE 'extra-%'");
    for (const id of many) account.tickets.delete(id);
  });

  it("leaves tickets that are gone out of the turns and their counts, unless they were done", async () => {
    const [first] = (await list({ turn: "yours" })).items;
    const turns = async () => {
      const { counts } = await list();
      const found = [
        await subjects({ turn: "yours" }),
        await subjects({ turn: ["yours", "done"] }),
      ];
      return [counts?.yours, counts?.done, counts?.all, ...found.map(({ length }) => length)];
    };
    expect(await turns()).toEqual([1, 1, 63, 1, 2]);
    await sql("UPDATE ticket SET gone_at = now() WHERE turn IN ('yours', 'done')");
    expect(await turns()).toEqual([0, 1, 63, 0, 1]);
    expect(await subjects({ q: first?.number ?? "" })).toContain(first?.subject);
    await sql("UPDATE ticket SET gone_at = NULL");
  });

  it("filters days in any time zone that a browser has", async () => {
    const pacific = { ...viewer, timeZone: "US/Pacific-New" };
    const found = (filters: object) =>
      listTickets(pacific, ticketFilters.parse(filters)).then(({ items }) => items.length);
    expect(await found({ since: "2026-03-01" })).toBe(0);
    expect(await found({ since: "2026-02-28", until: "9999-12-31" })).toBe(25);
  });

  it("says since when it is a ticket's turn, and who wrote last", async () => {
    const { items } = await list();
    const [closed, , answered] = items;
    expect(closed).toMatchObject({ lastAuthor: "Jane" });
    expect(answered?.lastAuthor).toBeNull();
    expect(answered?.turnSince).toBeInstanceOf(Date);
  });

  it.each(["activity", "oldest", "opened", "priority", "waiting"])(
    "gives the same pages on the way back, sorted by %s",
    async (sort) => {
      const there: string[][] = [];
      let page = await list({ sort });
      for (;;) {
        there.push(page.items.map(({ id }) => id));
        if (page.nextCursor === null) break;
        page = await list({ sort, after: page.nextCursor });
      }
      const back: string[][] = [];
      for (;;) {
        back.unshift(page.items.map(({ id }) => id));
        if (page.previousCursor === null) break;
        page = await list({ sort, before: page.previousCursor });
      }
      expect(there).toHaveLength(3);
      expect(back).toEqual(there);
      expect((await list({ sort })).previousCursor).toBeNull();
      if (sort !== "activity" && sort !== "oldest") return;
      // One of the first rows: the first page, which is full.
      const second = await list({ sort, after: (await list({ sort })).nextCursor ?? "" });
      const [, , third] = (await list({ sort })).items;
      const early = `${third?.activityAt.getTime()}-${third?.id}`;
      expect((await list({ sort, before: early })).items).toHaveLength(second.items.length);
    },
  );

  it("turns round with sort=oldest, and pages there too", async () => {
    const first = await list({ sort: "oldest" });
    expect(first.items[0]?.activityAt).toEqual(minute(0));
    const second = await list({ sort: "oldest", after: first.nextCursor ?? "" });
    expect(second.items[0]?.activityAt.getTime()).toBeGreaterThanOrEqual(
      first.items.at(-1)?.activityAt.getTime() ?? 0,
    );
  });

  it.each([
    ["turn", { turn: "yours" }, ["Kontoutdrag för åäö"]],
    ["an unclear turn", { turn: "unclear" }, ["TLS certificate of shop.example.com expired"]],
    ["status", { status: "closed" }, ["(no subject)"]],
    ["priority", { priority: "high" }, ["Kontoutdrag för åäö"]],
    ["provider and turn", { provider: "memory", turn: "done" }, ["(no subject)"]],
    ["another provider", { provider: "hostup" }, []],
    [
      "two statuses",
      { status: ["closed", "mysterious"] },
      ["(no subject)", "TLS certificate of shop.example.com expired"],
    ],
    [
      "one status and another's opposite",
      { status: ["answered", "-open"] },
      ["Kontoutdrag för åäö"],
    ],
    [
      "what a status is not",
      { status: ["-open", "-closed"] },
      ["TLS certificate of shop.example.com expired", "Kontoutdrag för åäö"],
    ],
    ["what no priority has either", { priority: ["-high"], turn: "done" }, ["(no subject)"]],
    ["days of the last activity", { since: "2026-03-02" }, []],
    [
      "days of the last activity",
      { since: "2026-03-01", until: "2026-03-01", turn: "yours" },
      ["Kontoutdrag för åäö"],
    ],
    ["a day before", { until: "2026-02-28" }, []],
    ["who filed it", { filed: "me" }, []],
  ])("filters by %s", async (_name, filters, expected) => {
    expect(await subjects(filters)).toEqual(expected);
  });

  it("filters by service, as the filter offers it", async () => {
    const choice = (await list()).choices.service.find(
      (service) => service.label === "Box two (VPS)",
    );
    expect(await subjects({ service: choice?.value ?? "" })).toEqual([
      "TLS certificate of shop.example.com expired",
    ]);
  });

  it("offers the turn, what the provider knows, and unknown words that occur", async () => {
    const { choices } = await list();
    expect(choices.turn.map((choice) => choice.label)).toEqual([
      "Your turn",
      "Their turn",
      "Paused",
      "Done",
      "Unclear",
    ]);
    expect(choices.provider).toEqual([{ value: "memory", label: "Memory Hosting" }]);
    expect(choices.status.map((choice) => choice.value)).toEqual([
      "open",
      "answered",
      "closed",
      "mysterious",
    ]);
    expect(choices.organization).toEqual([]);
  });

  it.each([
    ["a word of the subject", "certificate", 1],
    ["the beginning of a word", "certif", 1],
    ["a host name", "shop.example.com", 1],
    ["the opening message", "nginx", 1],
    ["a message", "zebra", 1],
    ["the number", "101", 1],
    ["letters beyond ASCII", "åäö", 1],
    ["two words that no ticket has together", "zebra certificate", 0],
    ["a phrase", '"zebra is loose"', 1],
    ["one word without another", "question -expired", 25],
    ["what an encrypted message says", "okapi", 0],
    ["nothing but signs", "'; DROP TABLE ticket; --", 0],
    ["an unclosed quote", '"zebra', 1],
    ["what a regular expression could misread", "zebra (c++ \\\\m[ *?", 0],
    ["a colon and a star", "zebra:*", 1],
  ])("searches by %s", async (_name, q, count) => {
    expect((await list({ q })).items).toHaveLength(count);
  });

  it("ignores what makes no sense in the URL", async () => {
    expect(
      (await list({ turn: "sideways", sort: "random", after: "not-a-cursor" })).items,
    ).toHaveLength(25);
    for (const time of ["99999999999999999", "999999999999999", "-99999999999999"])
      expect((await list({ after: `${time}-01ARZ3NDEKTSV4RRFFQ69G5FAV` })).items).toHaveLength(25);
    expect((await list({ q: "zebra\u0000", status: "half \ud83d" })).items).toHaveLength(25);
    for (const id of ["\u0000", "nope", "", "'; --", "1".repeat(10_000)])
      expect(await getTicket(viewer, id)).toBeNull();
  });

  it("says how fresh each connection is", async () => {
    const { freshness } = await list();
    expect(freshness).toMatchObject([
      {
        connectionLabel: "Our hosting",
        providerName: "Memory Hosting",
        status: "active",
        problem: null,
        running: false,
      },
    ]);
    expect(freshness[0]?.lastReadAt).toBeInstanceOf(Date);
  });

  it("shows as read when a complete sweep has confirmed it, without touching its row", async () => {
    const [before] = (await list()).items;
    await syncNow(viewer, { connectionId: (await list()).freshness[0]?.connectionId ?? "" });
    const [after] = (await list()).items;
    expect(after?.readAt.getTime()).toBeGreaterThan(before?.readAt.getTime() ?? 0);
    expect(await sql("SELECT 1 FROM event WHERE kind <> 'first_seen'")).toEqual([]);
  });

  it("offers its filters in the viewer's language", async () => {
    const swedish = await listTickets({ ...viewer, language: "sv" }, ticketFilters.parse({}));
    expect(swedish.choices.turn.map((choice) => choice.label)).toEqual([
      "Din tur",
      "Deras tur",
      "Pausat",
      "Klart",
      "Oklart",
    ]);
    expect(swedish.choices.status.find(({ raw }) => raw)).toMatchObject({ value: "mysterious" });
    expect(swedish.items.map((item) => item.subject)).toContain("(inget ämne)");
  });

  it("tells staff whose turn it is from outside", async () => {
    const staff = await makeViewer({ role: "staff" });
    const { choices } = await listAllTickets(staff, ticketFilters.parse({}));
    expect(choices.turn.slice(0, 2).map((choice) => choice.label)).toEqual([
      "Customer’s turn",
      "Provider’s turn",
    ]);
  });

  it("lets staff narrow down to one organization", async () => {
    const staff = await makeViewer({ role: "staff" });
    const all = (filters: object) => listAllTickets(staff, ticketFilters.parse(filters));
    expect((await all({})).choices.organization).toEqual([]);
    const [search] = (await all({ organization: "trading north" })).searches ?? [];
    expect(search?.found.map((choice) => choice.label)).toEqual(["Northwind Trading"]);
    const { items, choices } = await all({ organization: search?.found[0]?.value });
    expect(items).toHaveLength(25);
    expect(choices.organization).toEqual(search?.found);
    expect(
      (await listAllTickets(staff, ticketFilters.parse({ organization: "other" }))).items,
    ).toEqual([]);
  });
});
