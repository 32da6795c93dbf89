import { describe, expect, it } from "vitest";

import { hostupAccounts } from "../../../sandbox/accounts";
import { hostupExampleAnswer } from "./hostup-examples";
import { withHostup } from "./sandboxes";
import { everyTicket, failureOf, open } from "./support";

const KEY = hostupAccounts.northwind.key.key;
const TICKETS = "/api/v2/support/tickets";
const here = withHostup();

describe("reading from HostUp", () => {
  it("finds all tickets of every account, page by page, and the full ones agree with them", async () => {
    for (const account of Object.values(hostupAccounts)) {
      const { session } = open(here.provider, account.key.key);
      const { tickets, pages } = await everyTicket(session);
      const theirs = here.sandbox.control.tickets(account.id);
      expect(tickets.map(({ externalId }) => externalId).sort()).toEqual(
        theirs.map(({ id }) => id).sort(),
      );
      expect(pages).toBe(Math.max(1, Math.ceil(theirs.length / 100)));
      expect(
        tickets.every(
          ({ complete, body, messages }) =>
            !complete && body === undefined && messages === undefined,
        ),
      ).toBe(true);
      for (const { id, ticket: raw } of theirs) {
        const full = await session.readTicket(id);
        expect(full).toMatchObject({ externalId: id, complete: true, raw });
        const opening = full?.messages?.filter(
          (message) =>
            message.body !== null && message.body === full.body && message.sender === "customer",
        );
        expect(opening).toEqual([]);
      }
    }
  });

  it("reads a ticket by its number, and none as null", async () => {
    const { session } = open(here.provider, KEY);
    const [known] = here.sandbox.control.tickets("northwind");
    expect((await session.readTicket(String(known?.ticket.number)))?.externalId).toBe(known?.id);
    expect(await session.readTicket("tkt_00000000000000000000000000")).toBeNull();
    expect(
      await session.readTicket(here.sandbox.control.tickets("contoso")[0]?.id ?? ""),
    ).toBeNull();
    expect(await session.readTicket("../departments")).toBeNull();
    expect(await session.readTicket("..")).toBeNull();
  });

  it.each([
    ["429 in seconds", { kind: "rate-limit", seconds: 1, retryAfter: "seconds", reset: false }],
    [
      "429 as an HTTP date",
      { kind: "rate-limit", seconds: 2, retryAfter: "http-date", reset: false },
    ],
    [
      "429 with an ISO reset only",
      { kind: "rate-limit", seconds: 1, retryAfter: "none", reset: true },
    ],
    ["503 with nothing", { kind: "status", status: 503, body: "empty" }],
    ["502 of a proxy", { kind: "status", status: 502, body: "html" }],
    ["a connection cut before the answer", { kind: "cut", when: "before" }],
    ["a connection cut within the answer", { kind: "cut", when: "body" }],
  ] as const)("goes on after %s", async (_name, fault) => {
    here.sandbox.control.addFault({ ...fault, method: "GET", path: TICKETS });
    const { session, calls } = open(here.provider, KEY);
    expect((await everyTicket(session)).tickets.length).toBe(
      here.sandbox.control.tickets("northwind").length,
    );
    expect(
      calls.filter(({ status, path }) => path === TICKETS && status === 200).length,
    ).toBeGreaterThan(0);
    expect(here.sandbox.control.requests().length).toBe(calls.length);
  });

  it("says when to come back if that is too far away to wait", async () => {
    here.sandbox.control.addFault({ kind: "rate-limit", seconds: 600, count: null });
    const { session, calls } = open(here.provider, KEY);
    const error = await failureOf(everyTicket(session));
    expect(error).toMatchObject({ code: "provider_rate_limited", providerCode: "rate_limited" });
    expect(Math.abs((error.retryAt?.getTime() ?? 0) - Date.now() - 600_000)).toBeLessThan(5_000);
    expect(calls).toHaveLength(1);
    expect(calls[0]).toMatchObject({ status: 429, rateLimitRemaining: 0 });
  });

  it("never takes an unreadable answer for an empty list, and names the place", async () => {
    const answers: Array<[unknown, string]> = [
      [{ tickets: [] }, "data"],
      [{ data: null, requestId: "req_7" }, "data"],
      ["<html>maintenance</html>", "not JSON"],
      ["", "empty"],
    ];
    for (const [body, place] of answers) {
      here.sandbox.control.addFault({ kind: "answer", method: "GET", path: TICKETS, body });
      const error = await failureOf(everyTicket(open(here.provider, KEY).session));
      expect(error.code).toBe("provider_unreadable");
      expect(error.message).toContain(place);
    }
  });

  it("stops when the list leads in a circle", async () => {
    here.sandbox.control.addFault({
      kind: "answer",
      method: "GET",
      path: TICKETS,
      body: { data: [hostupExampleAnswer], nextCursor: "again" },
      count: null,
    });
    const { session, calls } = open(here.provider, KEY);
    expect((await failureOf(everyTicket(session))).code).toBe("provider_unreadable");
    expect(calls).toHaveLength(2);
  });
});
