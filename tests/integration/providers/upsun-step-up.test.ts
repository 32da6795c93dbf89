import { describe, expect, it } from "vitest";

import { message } from "@/lib/i18n/message";
import type { ServiceSnapshot } from "@/lib/providers/contract";

import { upsunAccounts } from "../../../sandbox/accounts";
import { withUpsun } from "./sandboxes";
import { failureOf, open } from "./support";

const ACCOUNT = upsunAccounts.northwind;
const KEY = ACCOUNT.key.key;
const WORDS =
  "Upsun requires multi-factor authentication for this organization. " +
  "Sign in to Upsun with it, then create a new token.";
const here = withUpsun();

const paths = () => here.sandbox.control.requests().map(({ path }) => path);
const exchanges = () => paths().filter((path) => path === "/oauth2/token").length;

/** The organizations that have projects, the first of which asks for step-up. */
async function withStepUp(): Promise<{ strict: string; asked: string[] }> {
  const { session } = open(here.provider, KEY);
  await session.filingChoices({});
  const asked = [
    ...new Set(paths().flatMap((path) => /organizations\/([^/]+)\/projects/.exec(path)?.[1] ?? [])),
  ];
  const strict = asked[0] ?? "";
  here.sandbox.control.requireStepUp(strict, true);
  return { strict, asked };
}

describe("an Upsun organization that asks for multi-factor sign-in", () => {
  it("is unavailable by itself, in words; the key is good and the others are read", async () => {
    const { strict, asked } = await withStepUp();
    expect(asked.length).toBeGreaterThan(1);
    const { session } = open(here.provider, KEY);
    const { project } = await session.filingChoices({});
    expect(project).toMatchObject({
      notes: [
        { text: { key: "upsunChoices.projectsFailed" } },
        { text: message("provider.stepUp", { name: "Upsun" }) },
      ],
    });
    if (!project || "problem" in project) throw new Error("No projects.");
    expect(project.choices.length).toBeGreaterThan(0);
    expect(project.choices.every(({ value }) => !value.startsWith(strict))).toBe(true);
    expect(
      (await session.check()).capabilities.find(({ capability }) => capability === "read")
        ?.available,
    ).toBe(true);
    expect(exchanges()).toBe(2);
  });

  it("keeps no other organization's projects from being read", async () => {
    const { strict } = await withStepUp();
    const services: ServiceSnapshot[] = [];
    const resource = open(here.provider, KEY).session.resources.find(
      ({ name }) => name === "projects",
    );
    const error = await failureOf(
      (async () => {
        for await (const page of resource?.pages(null) ?? [])
          services.push(...(page.services ?? []));
      })(),
    );
    expect(error).toMatchObject({ code: "provider_forbidden", message: WORDS });
    expect(services.length).toBeGreaterThan(0);
    expect(paths().filter((path) => path.includes(strict)).length).toBeGreaterThan(0);
  });

  it("refuses a ticket with these words, once, without a new exchange", async () => {
    const { strict } = await withStepUp();
    const { session } = open(here.provider, KEY);
    const before = exchanges();
    const filing = session.fileTicket({ subject: "S", message: "M", project: `${strict}/` });
    expect(await failureOf(filing)).toMatchObject({ code: "provider_forbidden", message: WORDS });
    const posts = here.sandbox.control
      .requests()
      .filter(({ method, path }) => method === "POST" && path === "/tickets");
    expect([posts.length, exchanges() - before]).toEqual([1, 1]);
  });

  it.each<[string, Record<string, string>, unknown]>([
    [
      "only by the header",
      { "www-authenticate": 'Bearer error="insufficient_user_authentication", max_age=300' },
      "",
    ],
    [
      "only by the body",
      {},
      { error: "insufficient_user_authentication", amr: ["mfa"], max_age: 300 },
    ],
    ["only by what it wants", {}, { amr: ["mfa"], max_age: 300 }],
  ])("is known %s", async (_name, headers, body) => {
    here.sandbox.control.addFault({
      kind: "answer",
      status: 401,
      path: "/tickets",
      headers,
      body,
      count: null,
    });
    const { session } = open(here.provider, KEY);
    expect(await failureOf(session.readTicket("1"))).toMatchObject({
      code: "provider_forbidden",
      message: WORDS,
    });
    expect(exchanges()).toBe(1);
  });
});

describe("a token whose exchange is refused", () => {
  it("because the SSO session has expired says so, and works again after the person signed in", async () => {
    here.sandbox.control.expireSso(KEY, true);
    const { session } = open(here.provider, KEY);
    const error = await failureOf(session.check());
    expect(error).toMatchObject({ code: "provider_unauthorized", providerCode: "invalid_grant" });
    expect(error.message).toBe(
      "Your SSO session at Upsun has expired. Sign in to Upsun with SSO, then try again. If Upsun still rejects the token, create a new one.",
    );
    here.sandbox.control.expireSso(KEY, false);
    await open(here.provider, KEY).session.check();
  });

  it("with a step-up challenge is not called a wrong token", async () => {
    const body = { error: "insufficient_user_authentication", amr: ["mfa"], max_age: 300 };
    here.sandbox.control.addFault({ kind: "answer", status: 401, path: "/oauth2/token", body });
    const { session } = open(here.provider, KEY);
    expect(await failureOf(session.readTicket("1"))).toMatchObject({
      code: "provider_forbidden",
      message: WORDS,
    });
  });

  it.each([
    ["900", 900],
    [undefined, 300],
    [-1, 300],
    [{}, 300],
  ])("is accepted with a life of %j", async (expires_in, seconds) => {
    const { sandbox, provider } = here;
    let expiresAt = 0;
    const token = "an-access-token";
    sandbox.control.addFault({
      kind: "answer",
      path: "/oauth2/token",
      body: { access_token: token, expires_in },
    });
    const tokens = {
      get: async () => null,
      set: async (kept: { expiresAt: Date } | null) =>
        void (expiresAt ||= kept?.expiresAt.getTime() ?? 0),
    };
    // The token is none that the sandbox knows, so another exchange follows: the first one counts.
    await open(provider, KEY, tokens).session.readTicket("1");
    expect((expiresAt - Date.now()) / 1_000).toBeGreaterThan(seconds * 0.7);
    expect((expiresAt - Date.now()) / 1_000).toBeLessThan(seconds);
  });
});
