import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { upsunAccounts } from "@/sandbox/accounts";
import { startUpsunSandbox, type UpsunSandbox } from "@/sandbox/start";

import { CLIENT, exchange, sandboxUpsunClient } from "./clients";

const TOKEN = upsunAccounts.northwind.key.key;

describe("Upsun's token exchange", () => {
  let sandbox: UpsunSandbox;
  let now: number;
  beforeEach(async () => {
    now = Date.parse("2026-05-01T08:00:00Z");
    sandbox = await startUpsunSandbox({ seed: "empty-accounts", now: () => new Date(now) });
  });
  afterEach(() => sandbox.stop());

  it("gives an access token for a quarter of an hour", async () => {
    const { status, body, headers } = await exchange(sandbox, {
      grant_type: "api_token",
      api_token: TOKEN,
    });
    expect(status).toBe(200);
    expect(body).toEqual({
      access_token: expect.any(String),
      expires_in: 900,
      token_type: "bearer",
    });
    expect(headers.get("cache-control")).toBe("no-store");
  });

  it("lets it expire", async () => {
    const ask = await sandboxUpsunClient(sandbox);
    expect((await ask("/users/me")).status).toBe(200);
    now += 899_000;
    expect((await ask("/users/me")).status).toBe(200);
    now += 2000;
    const { status, body } = await ask("/users/me");
    expect([status, body.error]).toEqual([401, "invalid_token"]);
  });

  it("can be told another lifetime, and to forget all tokens now", async () => {
    const brief = await startUpsunSandbox({ seed: "empty-accounts", tokenLifetimeS: 60 });
    try {
      expect(
        (await exchange(brief, { grant_type: "api_token", api_token: TOKEN })).body.expires_in,
      ).toBe(60);
      const ask = await sandboxUpsunClient(brief);
      expect((await ask("/tickets")).status).toBe(200);
      brief.control.expireTokens();
      expect((await ask("/tickets")).status).toBe(401);
      expect((await (await sandboxUpsunClient(brief))("/tickets")).status).toBe(200);
    } finally {
      await brief.stop();
    }
  });

  it.each<[string, Record<string, string>, string | undefined, number, string]>([
    [
      "an unknown API token",
      { grant_type: "api_token", api_token: "nobody" },
      CLIENT,
      400,
      "invalid_grant",
    ],
    [
      "another grant",
      { grant_type: "password", api_token: TOKEN },
      CLIENT,
      400,
      "unsupported_grant_type",
    ],
    ["no API token", { grant_type: "api_token" }, CLIENT, 400, "invalid_request"],
    [
      "an unknown field",
      { grant_type: "api_token", api_token: TOKEN, scope: "all" },
      CLIENT,
      400,
      "invalid_request",
    ],
    ["no client", { grant_type: "api_token", api_token: TOKEN }, "", 401, "invalid_client"],
    [
      "another client",
      { grant_type: "api_token", api_token: TOKEN },
      "Basic bm9ib2R5Og==",
      401,
      "invalid_client",
    ],
  ])("refuses %s", async (_name, form, client, status, error) => {
    const answer = await exchange(sandbox, form, client);
    expect(answer.status).toBe(status);
    expect(answer.body).toEqual({ error, error_description: expect.any(String) });
  });

  it("refuses the API token itself as an access token", async () => {
    const response = await fetch(`${sandbox.apiUrl}/users/me`, {
      headers: { authorization: `Bearer ${TOKEN}` },
    });
    expect(response.status).toBe(401);
  });

  it("ends access and exchange at once when the API token is revoked", async () => {
    const ask = await sandboxUpsunClient(sandbox);
    sandbox.control.revokeKey(TOKEN);
    expect((await ask("/users/me")).status).toBe(401);
    expect(
      (await exchange(sandbox, { grant_type: "api_token", api_token: TOKEN })).body.error,
    ).toBe("invalid_grant");
  });

  it("counts every exchange among the requests", async () => {
    await Promise.all(
      [1, 2, 3].map(() => exchange(sandbox, { grant_type: "api_token", api_token: TOKEN })),
    );
    expect(sandbox.control.requests().filter(({ path }) => path === "/oauth2/token")).toHaveLength(
      3,
    );
    expect(JSON.stringify(sandbox.control.requests())).not.toContain(TOKEN);
  });
});
