import { describe, expect, it } from "vitest";

import { upsunAccounts } from "../../../sandbox/accounts";
import { withUpsun } from "./sandboxes";
import { everyTicket, failureOf, open } from "./support";
import { upsunClient } from "./upsun-client";
import { upsunExampleAnswer } from "./upsun-examples";

const ACCOUNT = upsunAccounts.northwind;
const KEY = ACCOUNT.key.key;
const here = withUpsun();

const asked = (method: string) =>
  here.sandbox.control
    .requests()
    .filter((request) => request.method === method && request.path === "/tickets").length;

describe("reading from Upsun", () => {
  it("finds all tickets of every account, page by page", async () => {
    for (const account of Object.values(upsunAccounts)) {
      const { tickets, totals } = await everyTicket(open(here.provider, account.key.key).session);
      const theirs = here.sandbox.control.tickets(account.id);
      expect(tickets.map(({ externalId, raw }) => ({ id: externalId, raw }))).toEqual(
        theirs.map(({ id, ticket }) => ({ id, raw: ticket })),
      );
      expect(totals).toEqual(
        Array.from({ length: Math.max(1, Math.ceil(theirs.length / 25)) }, () => theirs.length),
      );
    }
  });

  it("reads one ticket by the filter, and none as null", async () => {
    const { session } = open(here.provider, KEY);
    const id = here.sandbox.control.tickets(ACCOUNT.id)[3]?.id ?? "";
    expect((await session.readTicket(id))?.externalId).toBe(id);
    expect(await session.readTicket("999999")).toBeNull();
    expect(await session.readTicket("../users/me")).toBeNull();
    here.sandbox.control.addFault({
      kind: "answer",
      path: "/tickets",
      body: { count: 1, tickets: [upsunExampleAnswer] },
    });
    expect((await failureOf(session.readTicket(id))).code).toBe("provider_unreadable");
  });

  it("filters and searches as documented", async () => {
    const statuses = new Set<unknown>();
    for await (const { data } of upsunClient(here.sandbox).tickets({
      status: "pending",
      created: "2020-01-01T00:00:00Z",
      has_incidents: false,
    }))
      data.tickets.items.forEach(({ status }) => statuses.add(status));
    expect([...statuses]).toEqual(["pending"]);
    for await (const { data } of upsunClient(here.sandbox).tickets({}, "no ticket says this"))
      expect(data.tickets.items).toEqual([]);
  });

  it("follows links by their query only, never to another host", async () => {
    const body = {
      count: 2,
      tickets: [upsunExampleAnswer],
      _links: { next: { href: "https://evil.example/tickets?page=2" } },
    };
    here.sandbox.control.addFault({ kind: "answer", path: "/tickets", body });
    const { tickets } = await everyTicket(open(here.provider, KEY).session);
    expect(tickets.length).toBeGreaterThan(1);
    expect(
      here.sandbox.control
        .requests()
        .filter(({ path }) => path === "/tickets")
        .map(({ query }) => query),
    ).toEqual(["?page=1", "?page=2", "?page=3", "?page=4"]);
  });

  it("stops when a link leads in a circle", async () => {
    const body = {
      count: 2,
      tickets: [upsunExampleAnswer],
      _links: { next: { href: "/tickets?page=1" } },
    };
    here.sandbox.control.addFault({ kind: "answer", path: "/tickets", body, count: null });
    expect((await failureOf(everyTicket(open(here.provider, KEY).session))).code).toBe(
      "provider_unreadable",
    );
    expect(asked("GET")).toBe(2);
  });

  it("never takes an unreadable answer for an empty list", async () => {
    for (const [body, place] of [
      [{ count: 0 }, "tickets"],
      [{ tickets: "none" }, "tickets"],
      [{ tickets: { error: "no" } }, "tickets"],
      ["<html>", "not JSON"],
    ] as const) {
      here.sandbox.control.addFault({ kind: "answer", path: "/tickets", body });
      const error = await failureOf(everyTicket(open(here.provider, KEY).session));
      expect(error.code).toBe("provider_unreadable");
      expect(error.message).toContain(place);
    }
  });
});
