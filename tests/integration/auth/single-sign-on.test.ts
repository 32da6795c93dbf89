import { describe, expect, it, vi } from "vitest";

import { linkByPassword } from "@/lib/accounts/identities/link";
import { addPasskey, startPasskey } from "@/lib/accounts/passkeys/commands";
import { relyingParty } from "@/lib/accounts/passkeys/relying-party";
import { askForPasskey, signInWithPasskey } from "@/lib/accounts/passkeys/sign-in";
import { verifySecondFactor } from "@/lib/accounts/second-factor/commands";
import { replaceRecoveryCodes } from "@/lib/accounts/second-factor/recovery-codes";
import { loadSession } from "@/lib/auth/load-viewer";
import { transaction } from "@/lib/db/kysely";
import { env } from "@/lib/env";
import { PasskeyDevice } from "@/tests/helpers/auth/passkey-device";
import { NOWHERE } from "@/tests/helpers/auth/second-factor";
import { useTestDatabase } from "@/tests/helpers/database";
import { PortalBrowser } from "@/tests/helpers/issuer/portal-browser";
import {
  failures,
  makePerson,
  PASSWORD,
  personOn,
  unverified,
  useIssuers,
  verified,
} from "@/tests/helpers/issuer/scene";
import { disableUser, makeOrganization, makeSession } from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";

vi.mock(
  "next/headers",
  async () => (await import("@/tests/helpers/issuer/next-headers")).nextHeaders,
);

useTestDatabase();
const issuers = useIssuers();

const ORIGIN = { address: "192.0.2.7", userAgent: "Tests", deviceToken: undefined };

async function passkeyOf(userId: string): Promise<PasskeyDevice> {
  const session = await loadSession(await makeSession(userId));
  if (!session) throw new Error("Nobody is signed in.");
  const { id: rpId, origin } = relyingParty();
  const device = new PasskeyDevice({ origin, rpId, verifiesUser: true });
  const answer = device.create(await startPasskey(session.viewer));
  await addPasskey(session.viewer, { name: "Phone", answer });
  return device;
}

const pendingToken = ({ jar }: PortalBrowser) => jar.values.get("sso-link") ?? "";

describe("the first time", () => {
  it("links a verified address of a claimed domain, tells the person, and opens the deep link", async () => {
    const jane = await makePerson();
    const browser = new PortalBrowser();
    issuers.customers.signInAs("s1", verified("Jane@EXAMPLE.com"));
    const next = "/tickets/01H?history=2#message-3";
    expect(await browser.signIn("northwind", { next })).toBe(next);
    // The path may hold the secret of an invitation.
    expect(decodeURIComponent(browser.jar.values.get("sso-path") ?? "/")).not.toContain("/");
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
    issuers.staff.signInAs("s1", verified("sam@staff.example"));
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
    issuers.customers.signInAs("s1", claims);
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

  it("asks an unknown, a disabled and a staff address for a password that does not work", async () => {
    await disableUser(await makePerson({ email: "gone@example.com" }));
    await makePerson({ email: "boss@example.com", role: "admin" });
    for (const name of ["nobody", "gone", "boss"]) {
      const browser = new PortalBrowser();
      issuers.customers.signInAs(name, verified(`${name}@example.com`));
      expect(await browser.signIn("northwind")).toBe("/login/link-identity?next=%2F");
      const refused = linkByPassword(pendingToken(browser), PASSWORD, ORIGIN);
      const wrong = {
        code: "invalid",
        fieldErrors: { password: { key: "identities.errors.wrongPassword" } },
      };
      // Only the right password reveals it.
      const expected = name === "gone" ? { code: "account_disabled" } : wrong;
      await expect(refused).rejects.toMatchObject(expected);
    }
    expect(await sql("SELECT 1 FROM identity")).toEqual([]);
    expect(await sql("SELECT 1 FROM session")).toEqual([]);
    expect(await sql('SELECT count(*)::int FROM "user"')).toEqual([{ count: 2 }]);
  });

  it("links nothing by the password until the second factor is given, too", async () => {
    const jane = await makePerson();
    await sql(
      "INSERT INTO authenticator (user_id, sealed_secret, confirmed_at) VALUES ($1, 'x', now())",
      [jane],
    );
    const codes = await transaction((client) => replaceRecoveryCodes(client, jane));
    const browser = new PortalBrowser();
    issuers.customers.signInAs("s1", unverified("jane@example.com"));
    await browser.signIn("northwind");
    const { sessionId } = await linkByPassword(pendingToken(browser), PASSWORD, ORIGIN);
    const session = await loadSession(sessionId);
    expect(session?.missing).toBe("second_factor");
    expect(await sql("SELECT 1 FROM identity")).toEqual([]);
    if (!session) return;
    // No app opens its secret here: a recovery code is a second factor, too.
    await sql("DELETE FROM authenticator");
    await verifySecondFactor(session, { code: codes[0] ?? "" }, NOWHERE);
    expect(await sql("SELECT user_id, subject FROM identity")).toEqual([
      { user_id: jane, subject: "s1" },
    ]);
  });

  it("links the waiting identity after a passkey, and only for the same person", async () => {
    const [jane, sam] = [await makePerson(), await makePerson({ email: "sam@example.com" })];
    const [phone, other] = [await passkeyOf(jane), await passkeyOf(sam)];
    env().SECOND_FACTOR = "required";
    const organization = await makeOrganization();
    await sql("UPDATE organization SET requires_second_factor = true");
    await sql("INSERT INTO membership (user_id, organization_id) VALUES ($1, $2)", [
      jane,
      organization,
    ]);
    const browser = new PortalBrowser();
    issuers.customers.signInAs("s1", unverified("jane@example.com"));
    await browser.signIn("northwind");
    const { sessionId } = await linkByPassword(pendingToken(browser), PASSWORD, ORIGIN);
    const signIn = async (device: PasskeyDevice) =>
      signInWithPasskey(device.get(await askForPasskey(ORIGIN.address)), ORIGIN, sessionId);
    expect((await signIn(other))?.userId).toBe(sam);
    expect(await sql("SELECT 1 FROM identity")).toEqual([]);
    const signedIn = await signIn(phone);
    env().SECOND_FACTOR = "waived";
    expect(await loadSession(sessionId)).toBeNull();
    expect(signedIn?.userId).toBe(jane);
    expect(await sql("SELECT user_id, subject FROM identity")).toEqual([
      { user_id: jane, subject: "s1" },
    ]);
  });

  it("is no proof of who somebody is", async () => {
    await makePerson();
    issuers.customers.signInAs("s1", verified("jane@example.com"));
    await new PortalBrowser().signIn("northwind");
    expect(await sql("SELECT proved_at FROM session")).toEqual([{ proved_at: null }]);
  });

  it("limits the passwords as at sign-in", async () => {
    await makePerson();
    const browser = new PortalBrowser();
    issuers.customers.signInAs("s1", unverified("jane@example.com"));
    await browser.signIn("northwind");
    await sql("INSERT INTO rate_limit (key, points, expire) VALUES ($1, 50, $2)", [
      "signin_account:jane@example.com",
      Date.now() + 60_000,
    ]);
    const attempt = linkByPassword(pendingToken(browser), PASSWORD, ORIGIN);
    await expect(attempt).rejects.toMatchObject({ code: "throttled" });
  });

  it("refuses who has no address at the issuer", async () => {
    await makePerson();
    issuers.customers.signInAs("s1", { email: "none", email_verified: true });
    const page = await new PortalBrowser().signIn("northwind", { next: "/tickets" });
    expect(page).toBe("/login?error=issuer_no_address&next=%2Ftickets");
    expect(await failures()).toEqual(["no_address"]);
  });
});

describe("from then on", () => {
  async function linked(subject = "s1", email = "jane@example.com") {
    const id = await makePerson({ email });
    issuers.customers.signInAs(subject, verified(email));
    await new PortalBrowser().signIn("northwind");
    return id;
  }

  it("counts the subject: another address at the issuer changes nothing here", async () => {
    const jane = await linked();
    await makePerson({ email: "eve@example.com" });
    issuers.customers.signInAs("s1", verified("eve@example.com"));
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
    issuers.customers.signInAs("s2", verified("jane@example.com"));
    const browser = new PortalBrowser();
    expect(await browser.signIn("northwind")).toBe("/login/link-identity?next=%2F");
    expect(await personOn(browser)).toBeNull();
  });

  it("keeps the same subject of two issuers apart", async () => {
    const jane = await linked();
    const sam = await makePerson({ email: "sam@staff.example", role: "staff" });
    issuers.staff.signInAs("s1", verified("sam@staff.example"));
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
