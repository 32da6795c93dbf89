import { describe, expect, it, vi } from "vitest";

import { findPendingLink } from "@/lib/accounts/identities/link";
import { issuerById } from "@/lib/accounts/identities/rules";
import { finishAtIssuer, startAtIssuer } from "@/lib/auth/next-auth/single-sign-on";
import { useTestDatabase } from "@/tests/helpers/database";
import { passThroughIssuer } from "@/tests/helpers/issuer/browser-jar";
import { PORTAL, PortalBrowser } from "@/tests/helpers/issuer/portal-browser";
import { failures, makePerson, personOn, useIssuers, verified } from "@/tests/helpers/issuer/scene";
import { sql } from "@/tests/helpers/sql";

vi.mock(
  "next/headers",
  async () => (await import("@/tests/helpers/issuer/next-headers")).nextHeaders,
);

useTestDatabase();
const issuers = useIssuers();

describe("an answer that is not the issuer's own and fresh", () => {
  async function answered(browser: PortalBrowser, next = "/tickets") {
    await makePerson();
    issuers.customers.signInAs("s1", verified("jane@example.com"));
    return passThroughIssuer(await browser.start("northwind", { next }), PORTAL);
  }

  it.each([
    [
      "its state is of another sign-in",
      "expired",
      (url: URL) => url.searchParams.set("state", "x"),
    ],
    ["its code is made up", "expired", (url: URL) => url.searchParams.set("code", "x")],
    [
      "the issuer it names is another",
      "untrusted",
      (url: URL) => url.searchParams.set("iss", PORTAL),
    ],
  ] as const)("signs nobody in where %s", async (_case, reason, change) => {
    const browser = new PortalBrowser();
    const url = new URL(await answered(browser));
    change(url);
    expect(await browser.comeBack(url.href)).toBe(`/login?error=issuer_${reason}&next=%2Ftickets`);
    expect(await personOn(browser)).toBeNull();
    expect(await failures()).toEqual([reason]);
  });

  it("signs nobody in for a nonce of another sign-in", async () => {
    const [first, second] = [new PortalBrowser(), new PortalBrowser()];
    const url = await answered(first);
    await second.start("northwind");
    const nonce = second.jar.values.get("next-auth.nonce") ?? "";
    first.jar.values.set("next-auth.nonce", nonce);
    expect(await first.comeBack(url)).toBe("/login?error=issuer_untrusted&next=%2Ftickets");
    expect(await personOn(first)).toBeNull();
  });

  it("signs nobody in twice, nor on another browser", async () => {
    const browser = new PortalBrowser();
    const url = await answered(browser);
    expect(await new PortalBrowser().comeBack(url)).toBe("/login?error=issuer_expired&next=%2F");
    const before = new Map(browser.jar.values);
    await browser.comeBack(url);
    const replayed = new PortalBrowser();
    before.forEach((value, name) => replayed.jar.values.set(name, value));
    expect(await replayed.comeBack(url)).toBe("/login?error=issuer_expired&next=%2Ftickets");
    expect(await personOn(replayed)).toBeNull();
  });

  it("comes back with the reason where the person cancels", async () => {
    issuers.customers.cancel();
    const page = await new PortalBrowser().signIn("northwind", { next: "/tickets#reply" });
    expect(page).toBe("/login?error=issuer_canceled&next=%2Ftickets%23reply");
    expect(await failures()).toEqual(["canceled"]);
  });

  it("comes back where the issuer does not answer, before and after", async () => {
    const browser = new PortalBrowser();
    const url = await answered(browser);
    issuers.customers.answer("/token", (response) => void response.writeHead(503).end());
    expect(await browser.comeBack(url)).toBe("/login?error=issuer_away&next=%2Ftickets");
    issuers.customers.answer("/token", null);
    const discovery = "/.well-known/openid-configuration";
    issuers.customers.answer(discovery, (response) => void response.socket?.destroy());
    const page = await new PortalBrowser().start("northwind", { next: "/tickets" });
    expect(page).toBe("/login?error=issuer_away&next=%2Ftickets");
    issuers.customers.answer(discovery, null);
    expect(await failures()).toEqual(["away"]);
  });

  it.each([
    ["one request", { requestMs: 20, allMs: 20_000 }],
    ["all of them", { requestMs: 20_000, allMs: 20 }],
  ])("waits for a slow issuer as long as %s may take", async (_case, limits) => {
    const issuer = issuerById("northwind");
    if (!issuer) throw new Error("no issuer");
    const url = new URL(await answered(new PortalBrowser()));
    const query = Object.fromEntries(url.searchParams);
    const discovery = "/.well-known/openid-configuration";
    issuers.customers.answer(discovery, () => undefined);
    const away = { name: "IssuerProblem", reason: "away" };
    await expect(startAtIssuer(issuer, limits)).rejects.toMatchObject(away);
    await expect(finishAtIssuer(issuer, query, {}, limits)).rejects.toMatchObject(away);
    issuers.customers.answer(discovery, null);
  });
});

describe("starting", () => {
  it("is refused to other sites, and for an issuer that does not exist", async () => {
    const { POST } = await import("@/app/api/single-sign-on/[issuer]/route");
    const request = new Request(`${PORTAL}/api/single-sign-on/northwind`, {
      method: "POST",
      headers: { origin: "https://evil.example" },
    });
    const answer = await POST(request, { params: Promise.resolve({ issuer: "northwind" }) });
    expect(answer.headers.get("location")).toBe("/login?error=internal");
    expect(await new PortalBrowser().start("credentials")).toBe(
      "/login?error=issuer_away&next=%2F",
    );
  });

  it("is limited for one network, as is coming back, with a word for whoever meets it", async () => {
    const browser = new PortalBrowser();
    const url = await passThroughIssuer(await browser.start("northwind"), PORTAL);
    await sql("UPDATE rate_limit SET points = 6000 WHERE key LIKE 'single_sign_on:%'");
    const fields = { next: "/tickets" };
    expect(await browser.start("northwind", fields)).toBe("/login?error=throttled&next=%2Ftickets");
    expect(await browser.start("northwind", { ...fields, link: "true" })).toBe(
      "/settings/security?singleSignOn=throttled#single-sign-on",
    );
    expect(await browser.comeBack(url)).toBe("/login?error=throttled&next=%2F");
    await sql("UPDATE rate_limit SET points = 500 WHERE key LIKE 'single_sign_on:%'");
    expect(await browser.start("northwind")).toMatch(/^http/);
  });

  it("takes no address of another site along", async () => {
    await makePerson();
    issuers.customers.signInAs("s1", verified("jane@example.com"));
    const page = await new PortalBrowser().signIn("northwind", { next: "//evil.example/" });
    expect(page).toBe("/");
  });

  it("keeps an unconfirmed link for its browser alone", async () => {
    expect(await findPendingLink("")).toBeNull();
    expect(await findPendingLink("x".repeat(43))).toBeNull();
  });
});
