// Without mail, the inviting person is shown the link: an address then proves nothing.
import { beforeEach, describe, expect, it, vi } from "vitest";

import { confirmAddress } from "@/lib/accounts/address/commands";
import { signInWithIdentity } from "@/lib/accounts/identities/sign-in";
import { acceptAsNewPerson } from "@/lib/accounts/invitations/accept";
import { invitePerson } from "@/lib/accounts/invitations/commands";
import { signInWithLink } from "@/lib/accounts/mail-sign-in/redeem";
import { resetPassword } from "@/lib/accounts/reset/commands";
import { createToken } from "@/lib/accounts/tokens";
import { loadSession, loadViewer } from "@/lib/auth/load-viewer";
import type { Viewer } from "@/lib/auth/types";
import { randomToken } from "@/lib/crypto/random-token";
import { db } from "@/lib/db/kysely";
import { prisma } from "@/lib/db/prisma";
import type { Issuer } from "@/lib/oidc-issuers";
import { addMember } from "@/lib/organizations/member-commands";
import { changePortalRole } from "@/lib/people/commands";
import { createUser, userInput } from "@/scripts/lib/create-user";
import { useTestDatabase } from "@/tests/helpers/database";
import { makeOrganization, makeViewer } from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";

const mail = vi.hoisted(() => ({ isSent: false }));
vi.mock("@/lib/mail/is-mail-configured", () => ({ isMailConfigured: () => mail.isSent }));

useTestDatabase();

const CHIEF = "chief@victim.example";
const origin = () => ({ address: "203.0.113.7", userAgent: "Tests", deviceToken: randomToken() });
const ISSUER: Issuer = {
  id: "victim",
  name: "Victim",
  issuer: "https://login.victim.example",
  clientId: "portal",
  clientSecret: "secret",
  domains: ["victim.example"],
  for: "customers",
};

let admin: Viewer;
let thief: Viewer;
beforeEach(async () => {
  mail.isSent = false;
  await sql("DELETE FROM rate_limit; DELETE FROM mail; DELETE FROM audit_entry");
  await prisma().user.deleteMany({ where: { email: CHIEF } });
  admin = await makeViewer({ role: "admin" });
  thief = await makeViewer({ organizationId: await makeOrganization("Thieves") });
});

const invited = (viewer: Viewer, organizationId: string) =>
  invitePerson(viewer, { to: "organization", organizationId, email: CHIEF, role: "manager" });

/** Creates an account with someone else's address, as a person who is shown the link can. */
async function takeAddress(viewer = thief) {
  const { link } = await invited(viewer, thief.memberships[0]?.organizationId ?? "");
  const browser = origin();
  const signedIn = await acceptAsNewPerson(
    {
      token: new URL(link ?? "").pathname.split("/")[2] ?? "",
      name: "Chief",
      newPassword: "the words of a thief",
    },
    { origin: browser, language: "en" },
  );
  const { userId } = signedIn;
  await sql(
    "INSERT INTO passkey (id, user_id, public_key, counter, name, is_synced) VALUES ($1, $1, '', 0, 'p', false)",
    [userId],
  );
  await sql(
    "INSERT INTO identity (id, user_id, issuer, subject, email) VALUES ($1, $1, 'i', $1, '')",
    [userId],
  );
  return { ...signedIn, browser };
}

const person = () => prisma().user.findUniqueOrThrow({ where: { email: CHIEF } });
const waysIn = async (userId: string) => {
  const [{ ways } = { ways: -1 }] = await sql<{ ways: number }>(
    `SELECT (SELECT count(*) FROM passkey WHERE user_id = $1)::int
          + (SELECT count(*) FROM identity WHERE user_id = $1)::int
          + (SELECT count(*) FROM "user" WHERE id = $1 AND password_hash IS NOT NULL)::int AS ways`,
    [userId],
  );
  return ways;
};
const mailedLink = async (userId: string, kind: "sign_in" | "password_reset") =>
  (await createToken(db(), { kind, email: CHIEF, userId })).token;

describe("an account created through a link that was shown", () => {
  it("does not get a membership at once, and the answer is the same as for others", async () => {
    const { sessionId } = await takeAddress();
    mail.isSent = true;
    const organizationId = await makeOrganization("Victim");
    const manager = await makeViewer({ organizationId });
    expect(await invited(manager, organizationId)).toEqual({ email: CHIEF, link: null });
    const session = await loadSession(sessionId);
    expect(session?.viewer.memberships.map((one) => one.organizationName)).toEqual(["Thieves"]);
    expect(await sql("SELECT kind FROM mail WHERE recipient = $1", [CHIEF])).toEqual([
      { kind: "invitation" },
    ]);
  });

  it("is not linked to an issuer by its address", async () => {
    await takeAddress();
    const claims = { subject: "chief", email: CHIEF, isVerified: true };
    expect(await signInWithIdentity(ISSUER, claims, origin())).toMatchObject({
      kind: "ask_password",
    });
    await sql('UPDATE "user" SET email_verified_at = now() WHERE email = $1', [CHIEF]);
    expect(await signInWithIdentity(ISSUER, claims, origin())).toMatchObject({ kind: "signed_in" });
  });

  it("belongs to the owner alone once they sign in by email", async () => {
    const { userId, sessionId } = await takeAddress();
    mail.isSent = true;
    const done = await signInWithLink(await mailedLink(userId, "sign_in"), origin());
    expect(await loadViewer(sessionId)).toBeNull();
    expect(await waysIn(userId)).toBe(0);
    expect(await loadViewer(done?.signedIn.sessionId ?? "")).not.toBeNull();
    expect((await person()).emailVerifiedAt).not.toBeNull();
    expect(await sql("SELECT kind FROM mail WHERE recipient = $1", [CHIEF])).toContainEqual({
      kind: "address_proved",
    });
    expect(await sql("SELECT data FROM audit_entry WHERE action = 'address.taken_back'")).toEqual([
      { data: { endedSessions: 1 } },
    ]);
  });

  it("belongs to the owner alone once they set a password by email", async () => {
    const { userId, sessionId } = await takeAddress();
    const newPassword = "the words of the chief";
    const token = await mailedLink(userId, "password_reset");
    await resetPassword({ token, newPassword }, { origin: origin(), language: "en" });
    expect(await loadViewer(sessionId)).toBeNull();
    expect(await waysIn(userId)).toBe(1);
  });

  it("stays as it is if the owner signs in by email in a browser that has used it", async () => {
    const { userId, sessionId, browser, deviceToken } = await takeAddress();
    const token = await mailedLink(userId, "sign_in");
    await signInWithLink(token, { ...browser, deviceToken });
    expect(await loadViewer(sessionId)).not.toBeNull();
    expect(await waysIn(userId)).toBe(3);
    expect((await person()).emailVerifiedAt).not.toBeNull();
  });

  it("keeps an authenticator app, which reading an email must not bypass", async () => {
    const { userId } = await takeAddress();
    await sql(
      "INSERT INTO authenticator (user_id, sealed_secret, confirmed_at) VALUES ($1, 'x', now())",
      [userId],
    );
    const done = await signInWithLink(await mailedLink(userId, "sign_in"), origin());
    expect(await loadSession(done?.signedIn.sessionId ?? "")).toMatchObject({
      missing: "second_factor",
    });
  });

  it("is vouched for by an operator, who removes what was set up before", async () => {
    const { userId, sessionId } = await takeAddress();
    await createUser(userInput.parse({ email: CHIEF, name: "Chief" }));
    expect(await loadViewer(sessionId)).toBeNull();
    expect(await waysIn(userId)).toBe(1);
    expect((await person()).emailVerifiedAt).not.toBeNull();
  });

  it("is given no role and no organization by an administrator before it is confirmed", async () => {
    const { userId } = await takeAddress();
    const refused = { code: "forbidden", text: { key: "people.errors.unverified" } };
    await expect(changePortalRole(admin, { userId, role: "staff" })).rejects.toMatchObject(refused);
    const organizationId = await makeOrganization("Victim");
    const added = { organizationId, userId, role: "manager" as const, leave: undefined };
    await expect(addMember(admin, added)).rejects.toMatchObject(refused);
    await signInWithLink(await mailedLink(userId, "sign_in"), origin());
    await addMember(admin, added);
    await changePortalRole(admin, { userId, role: "staff" });
    expect((await person()).role).toBe("staff");
  });

  it("has a verified address once it was changed", async () => {
    const { userId, sessionId } = await takeAddress();
    const viewer = await loadViewer(sessionId);
    if (!viewer) throw new Error("The session cannot be loaded.");
    const email = `${userId.toLowerCase()}@example.com`;
    const { token } = await createToken(db(), { kind: "address_change", email, userId });
    await confirmAddress(viewer, token);
    const changed = await prisma().user.findUniqueOrThrow({ where: { email } });
    expect(changed.emailVerifiedAt).not.toBeNull();
  });
});

describe("an account has a verified address from the start", () => {
  it("if an administrator was shown the link", async () => {
    await takeAddress(admin);
    expect((await person()).emailVerifiedAt).not.toBeNull();
  });

  it("if the link was emailed", async () => {
    await takeAddress();
    const { id } = await person();
    expect((await person()).emailVerifiedAt).toBeNull();
    await prisma().user.delete({ where: { id } });
    const { token } = await createToken(db(), {
      kind: "invitation",
      email: CHIEF,
      organizationId: thief.memberships[0]?.organizationId,
      role: "member",
      createdById: thief.userId,
      data: { provesAddress: true },
    });
    await acceptAsNewPerson(
      { token, name: "Chief", newPassword: "the words of the chief" },
      { origin: origin(), language: "en" },
    );
    expect((await person()).emailVerifiedAt).not.toBeNull();
  });

  it("if an operator made it", async () => {
    await createUser(userInput.parse({ email: CHIEF, name: "Chief" }));
    expect((await person()).emailVerifiedAt).not.toBeNull();
  });
});
