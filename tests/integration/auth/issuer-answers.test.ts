import { describe, expect, it, vi } from "vitest";

import { findPendingLink } from "@/lib/accounts/identities/link";
import { useTestDatabase } from "@/tests/helpers/database";
import { passThroughIssuer } from "@/tests/helpers/issuer/browser-jar";
import { PORTAL, PortalBrowser } from "@/tests/helpers/issuer/portal-browser";
import { failures, makePerson, personOn, useIssuers, verified } from "@/tests/helpers/issuer/scene";

vi.mock("next/headers", () => import("@/tests/helpers/issuer/next-headers"));

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
