import { describe, expect, it } from "vitest";

import { createUpsunProvider } from "@/lib/providers/upsun/provider";

import { upsunAccounts } from "../../../sandbox/accounts";
import { startUpsunSandbox } from "../../../sandbox/start";
import { withUpsun } from "./sandboxes";
import { failureOf, open, QUICK, tokenStore } from "./support";

const ACCOUNT = upsunAccounts.northwind;
const KEY = ACCOUNT.key.key;
const here = withUpsun();

const exchanges = () =>
  here.sandbox.control.requests().filter(({ path }) => path === "/oauth2/token").length;

const asked = (method: string) =>
  here.sandbox.control
    .requests()
    .filter((request) => request.method === method && request.path === "/tickets").length;

describe("Upsun's access tokens", () => {
  it("are exchanged once under 20 parallel calls", async () => {
    const tokens = tokenStore();
    const { session } = open(here.provider, KEY, tokens);
    const [ticket] = here.sandbox.control.tickets(ACCOUNT.id);
    await Promise.all(Array.from({ length: 20 }, () => session.readTicket(ticket?.id ?? "")));
    expect(exchanges()).toBe(1);
    await Promise.all(
      Array.from({ length: 5 }, () =>
        open(here.provider, KEY, tokens).session.readTicket(ticket?.id ?? ""),
      ),
    );
    expect(exchanges()).toBe(1);
  });

  it("are shared by sessions that share a store, even while the exchange is under way", async () => {
    const tokens = tokenStore();
    await Promise.all(
      Array.from({ length: 8 }, () => open(here.provider, KEY, tokens).session.readTicket("1")),
    );
    expect(exchanges()).toBe(1);
  });

  it("that were forgotten are exchanged once more, and 20 calls go on", async () => {
    const { session } = open(here.provider, KEY);
    const id = here.sandbox.control.tickets(ACCOUNT.id)[0]?.id ?? "";
    await session.readTicket(id);
    here.sandbox.control.expireTokens();
    const tickets = await Promise.all(Array.from({ length: 20 }, () => session.readTicket(id)));
    expect(tickets.every((ticket) => ticket?.externalId === id)).toBe(true);
    expect(exchanges()).toBe(2);
  });

  it("that expire under a write are renewed, and the write happens once", async () => {
    const { session } = open(here.provider, KEY);
    await session.readTicket("1");
    here.sandbox.control.expireTokens();
    here.sandbox.control.clearJournal();
    await session.fileTicket({ subject: "S", message: "M" });
    expect(here.sandbox.control.journal()).toHaveLength(1);
  });

  it("are renewed before they expire", async () => {
    const short = await startUpsunSandbox({ seed: "empty-accounts", tokenLifetimeS: 2 });
    try {
      const { session, calls } = open(
        createUpsunProvider({ apiUrl: short.apiUrl, authUrl: short.authUrl, tuning: QUICK }),
        KEY,
      );
      await session.readTicket("1");
      await new Promise((resolve) => setTimeout(resolve, 1_700));
      await session.readTicket("1");
      expect(calls.map(({ path, status }) => `${path} ${status}`)).toEqual([
        "/oauth2/token 200",
        "/tickets 200",
        "/oauth2/token 200",
        "/tickets 200",
      ]);
    } finally {
      await short.stop();
    }
  });

  it("stop within one call once the API token is revoked", async () => {
    const tokens = tokenStore();
    const { session, calls } = open(here.provider, KEY, tokens);
    await session.readTicket("1");
    here.sandbox.control.revokeKey(KEY);
    calls.length = 0;
    const error = await failureOf(session.readTicket("1"));
    expect(error.code).toBe("provider_unauthorized");
    expect(error.message).toContain("not valid or was revoked");
    expect(calls.map(({ path, status }) => `${path} ${status}`)).toEqual([
      "/tickets 401",
      "/oauth2/token 400",
    ]);
    expect(tokens.kept).toBeNull();
  });

  it("that are refused although new end as unauthorized after one more try", async () => {
    here.sandbox.control.addFault({ kind: "status", status: 401, path: "/tickets", count: null });
    const tokens = tokenStore();
    expect((await failureOf(open(here.provider, KEY, tokens).session.readTicket("1"))).code).toBe(
      "provider_unauthorized",
    );
    expect(asked("GET")).toBe(2);
    expect(exchanges()).toBe(2);
    expect(tokens.kept).toBeNull();
  });

  it("are asked for again after a failure of the exchange, which is never an unknown outcome", async () => {
    here.sandbox.control.addFault({ kind: "cut", when: "before", path: "/oauth2/token", count: 4 });
    const { session } = open(here.provider, KEY);
    expect((await failureOf(session.fileTicket({ subject: "S", message: "M" }))).code).toBe(
      "provider_unavailable",
    );
    await session.fileTicket({ subject: "S", message: "M" });
    expect(here.sandbox.control.journal()).toHaveLength(1);
  });
});
