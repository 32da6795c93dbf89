import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";

import { findPendingLink, linkByPassword } from "@/lib/accounts/identities/link";
import { decodeSession } from "@/lib/auth/options";
import { hashPassword } from "@/lib/auth/password";
import { env } from "@/lib/env";
import { useTestDatabase } from "@/tests/helpers/database";
import { passThroughIssuer } from "@/tests/helpers/issuer/browser-jar";
import { CLIENT, startIssuer, type TestIssuer } from "@/tests/helpers/issuer/issuer";
import { PORTAL, PortalBrowser } from "@/tests/helpers/issuer/portal-browser";
import { disableUser } from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";

vi.mock("next/headers", () => import("@/tests/helpers/issuer/next-headers"));

useTestDatabase();

const ORIGIN = { address: "192.0.2.7", userAgent: "Tests", deviceToken: undefined };
const PASSWORD = "correct horse battery";
let passwordHash = "";
let staffIssuer: TestIssuer;
let customerIssuer: TestIssuer;

const redirect = (id: string) => `${PORTAL}/api/auth/callback/${id}`;

beforeAll(async () => {
  passwordHash = await hashPassword(PASSWORD);
  customerIssuer = await startIssuer({ redirects: [redirect("northwind")] });
  staffIssuer = await startIssuer({ redirects: [redirect("staff")], hasBareTokens: true });
  const common = { clientId: CLIENT.id, clientSecret: CLIENT.secret };
  env().OIDC_ISSUERS = [
    {
      ...common,
      id: "northwind",
      name: "Northwind",
      issuer: customerIssuer.url,
      domains: ["example.com"],
      for: "customers",
    },
    {
      ...common,
      id: "staff",
      name: "Our staff",
      issuer: staffIssuer.url,
      domains: ["staff.example"],
      for: "staff",
    },
  ];
});

afterAll(async () => {
  await Promise.all([customerIssuer.stop(), staffIssuer.stop()]);
});

beforeEach(async () => {
  for (const table of ["identity", "account_token", "rate_limit", "mail", "audit_entry", '"user"'])
    await sql(`DELETE FROM ${table}`);
});

interface Person {
  email?: string;
  role?: "customer" | "staff" | "admin";
  hasPassword?: boolean;
}

async function makePerson({ email = "jane@example.com", ...person }: Person = {}) {
  const { role = "customer", hasPassword = true } = person;
  const hash = hasPassword ? passwordHash : null;
  const [user] = await sql<{ id: string }>(
    `INSERT INTO "user" (id, email, name, role, password_hash)
     VALUES (gen_random_uuid()::text, $1, 'Jane', $2::"UserRole", $3) RETURNING id`,
    [email, role, hash],
  );
  return user?.id ?? "";
}

const verified = (email: string) => ({ email, email_verified: true });
const unverified = (email: string) => ({ email, email_verified: false });

/** Who is signed in on a browser, by its cookie. */
async function personOn({ jar }: PortalBrowser): Promise<string | null> {
  const cookie = jar.values.get("next-auth.session-token");
  const sessionId = cookie ? await decodeSession(cookie) : null;
  const [row] = await sql<{ user_id: string }>("SELECT user_id FROM session WHERE id = $1", [
    sessionId,
  ]);
  return row?.user_id ?? null;
}

const pendingToken = ({ jar }: PortalBrowser) => jar.values.get("sso-link") ?? "";
const failures = async () =>
  (
    await sql<{ reason: string }>(
      "SELECT reason FROM audit_entry WHERE action = 'signin.failed' ORDER BY id",
    )
  ).map(({ reason }) => reason);

describe("the first time", () => {
  it("links a verified address of a claimed domain, tells the person, and opens the deep link", async () => {
    const jane = await makePerson();
    const browser = new PortalBrowser();
    customerIssuer.signInAs("s1", verified("Jane@EXAMPLE.com"));
    const next = "/tickets/01H?history=2#message-3";
    expect(await browser.signIn("northwind", { next })).toBe(next);
    expect(await personOn(browser)).toBe(jane);
    expect(await sql("SELECT user_id, subject, email FROM identity")).toEqual([
      { user_id: jane, subject: "s1", email: "jane@example.com" },
    ]);
    expect(await sql("SELECT kind, recipient FROM mail")).toEqual([
      { kind: "identity_linked", recipient: "jane@example.com" },
    ]);
    expect(await sql("SELECT method FROM session WHERE user_id = $1", [jane])).toEqual([
      { method: "identity" },
    ]);
  });

  it("reads the address from the issuer's userinfo where its tokens have none", async () => {
    const sam = await makePerson({ email: "sam@staff.example", role: "admin" });
    const browser = new PortalBrowser();
    staffIssuer.signInAs("s1", verified("sam@staff.example"));
    expect(await browser.signIn("staff")).toBe("/");
    expect(await personOn(browser)).toBe(sam);
  });

  it.each([
    ["the domain is not claimed", verified("jane@elsewhere.example")],
    ["the address is not verified", unverified("jane@example.com")],
    ["the domain only ends alike", verified("jane@evil-example.com")],
    ["the domain lies below", verified("jane@sub.example.com")],
    ["letters only look alike", verified("jane@ex\u0430mple.com")],
    ["letters become others", verified("jane@\uff45xample.com")],
  ])("asks for the password once where %s, then signs in directly", async (_case, claims) => {
    const email = claims.email.normalize("NFKC");
    const jane = await makePerson({ email });
    const browser = new PortalBrowser();
    customerIssuer.signInAs("s1", claims);
    const page = await browser.signIn("northwind", { next: "/tickets/1#message-2" });
    expect(page).toBe("/login/link-identity?next=%2Ftickets%2F1%23message-2");
    expect(await personOn(browser)).toBeNull();
    const wrong = linkByPassword(pendingToken(browser), "wrong", ORIGIN);
    await expect(wrong).rejects.toMatchObject({ code: "invalid" });
    expect(await sql("SELECT 1 FROM identity")).toEqual([]);
    const signedIn = await linkByPassword(pendingToken(browser), PASSWORD, ORIGIN);
    expect(signedIn.userId).toBe(jane);
    const again = linkByPassword(pendingToken(browser), PASSWORD, ORIGIN);
    await expect(again).rejects.toMatchObject({ code: "conflict" });
    const other = new PortalBrowser();
    expect(await other.signIn("northwind", { next: "/services" })).toBe("/services");
    expect(await personOn(other)).toBe(jane);
  });

  it("asks an unknown, a disabled and a staff address for a password that cannot be right", async () => {
    await disableUser(await makePerson({ email: "gone@example.com" }));
    await makePerson({ email: "boss@example.com", role: "admin" });
    for (const name of ["nobody", "gone", "boss"]) {
      const browser = new PortalBrowser();
      customerIssuer.signInAs(name, verified(`${name}@example.com`));
      expect(await browser.signIn("northwind")).toBe("/login/link-identity?next=%2F");
      const refused = linkByPassword(pendingToken(browser), PASSWORD, ORIGIN);
      await expect(refused).rejects.toMatchObject({
        code: "invalid",
        fieldErrors: { password: { key: "identities.errors.wrongPassword" } },
      });
    }
    expect(await sql("SELECT 1 FROM identity")).toEqual([]);
    expect(await sql("SELECT 1 FROM session")).toEqual([]);
    expect(await sql('SELECT count(*)::int FROM "user"')).toEqual([{ count: 2 }]);
  });

  it("limits the passwords as at sign-in", async () => {
    await makePerson();
    const browser = new PortalBrowser();
    customerIssuer.signInAs("s1", unverified("jane@example.com"));
    await browser.signIn("northwind");
    await sql("INSERT INTO rate_limit (key, points, expire) VALUES ($1, 10, $2)", [
      "signin_account:jane@example.com",
      Date.now() + 60_000,
    ]);
    const attempt = linkByPassword(pendingToken(browser), PASSWORD, ORIGIN);
    await expect(attempt).rejects.toMatchObject({ code: "throttled" });
  });

  it("refuses who has no address at the issuer", async () => {
    await makePerson();
    customerIssuer.signInAs("s1", { email: "none", email_verified: true });
    const page = await new PortalBrowser().signIn("northwind", { next: "/tickets" });
    expect(page).toBe("/login?error=issuer_no_address&next=%2Ftickets");
    expect(await failures()).toEqual(["no_address"]);
  });
});

describe("from then on", () => {
  async function linked(subject = "s1", email = "jane@example.com") {
    const id = await makePerson({ email });
    customerIssuer.signInAs(subject, verified(email));
    await new PortalBrowser().signIn("northwind");
    return id;
  }

  it("counts the subject: another address at the issuer changes nothing here", async () => {
    const jane = await linked();
    await makePerson({ email: "eve@example.com" });
    customerIssuer.signInAs("s1", verified("eve@example.com"));
    const browser = new PortalBrowser();
    await browser.signIn("northwind");
    expect(await personOn(browser)).toBe(jane);
    expect(await sql("SELECT email FROM identity")).toEqual([{ email: "eve@example.com" }]);
    expect(await sql('SELECT email FROM "user" WHERE id = $1', [jane])).toEqual([
      { email: "jane@example.com" },
    ]);
  });

  it("asks for the password where the address has passed to another subject", async () => {
    await linked();
    customerIssuer.signInAs("s2", verified("jane@example.com"));
    const browser = new PortalBrowser();
    expect(await browser.signIn("northwind")).toBe("/login/link-identity?next=%2F");
    expect(await personOn(browser)).toBeNull();
  });

  it("keeps the same subject of two issuers apart", async () => {
    const jane = await linked();
    const sam = await makePerson({ email: "sam@staff.example", role: "staff" });
    staffIssuer.signInAs("s1", verified("sam@staff.example"));
    const browser = new PortalBrowser();
    await browser.signIn("staff");
    expect(await personOn(browser)).toBe(sam);
    const other = new PortalBrowser();
    await other.signIn("northwind");
    expect(await personOn(other)).toBe(jane);
  });

  it.each(["disabled", "promoted"])("refuses a person who was %s", async (change) => {
    const jane = await linked();
    if (change === "disabled") await disableUser(jane);
    else await sql(`UPDATE "user" SET role = 'staff' WHERE id = $1`, [jane]);
    const browser = new PortalBrowser();
    expect(await browser.signIn("northwind")).toBe("/login?error=issuer_unusable&next=%2F");
    expect(await personOn(browser)).toBeNull();
    expect(await failures()).toEqual(["unusable"]);
  });

  it("leads to the second factor where one is set up", async () => {
    const jane = await linked();
    await sql(
      "INSERT INTO authenticator (user_id, sealed_secret, confirmed_at) VALUES ($1, '-', now())",
      [jane],
    );
    const page = await new PortalBrowser().signIn("northwind", { next: "/tickets/1#message-2" });
    expect(page).toBe("/login/verify?next=%2Ftickets%2F1%23message-2");
  });
});

describe("an answer that is not the issuer's own and fresh", () => {
  async function answered(browser: PortalBrowser, next = "/tickets") {
    await makePerson();
    customerIssuer.signInAs("s1", verified("jane@example.com"));
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
    customerIssuer.cancel();
    const page = await new PortalBrowser().signIn("northwind", { next: "/tickets#reply" });
    expect(page).toBe("/login?error=issuer_canceled&next=%2Ftickets%23reply");
    expect(await failures()).toEqual(["canceled"]);
  });

  it("comes back where the issuer does not answer, before and after", async () => {
    const browser = new PortalBrowser();
    const url = await answered(browser);
    customerIssuer.answer("/token", (response) => void response.writeHead(503).end());
    expect(await browser.comeBack(url)).toBe("/login?error=issuer_away&next=%2Ftickets");
    customerIssuer.answer("/token", null);
    const discovery = "/.well-known/openid-configuration";
    customerIssuer.answer(discovery, (response) => void response.socket?.destroy());
    const page = await new PortalBrowser().start("northwind", { next: "/tickets" });
    expect(page).toBe("/login?error=issuer_away&next=%2Ftickets");
    customerIssuer.answer(discovery, null);
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
    customerIssuer.signInAs("s1", verified("jane@example.com"));
    const page = await new PortalBrowser().signIn("northwind", { next: "//evil.example/" });
    expect(page).toBe("/");
  });

  it("keeps an unconfirmed link for its browser alone", async () => {
    expect(await findPendingLink("")).toBeNull();
    expect(await findPendingLink("x".repeat(43))).toBeNull();
  });
});
