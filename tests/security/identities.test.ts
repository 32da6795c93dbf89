import { beforeAll, beforeEach, describe, expect, it } from "vitest";

import { removeIdentity } from "@/lib/accounts/identities/commands";
import { linkToViewer, startLinking } from "@/lib/accounts/identities/link";
import { loadSingleSignOn } from "@/lib/accounts/identities/queries";
import { issuerById } from "@/lib/accounts/identities/rules";
import { MAX_IDENTITIES } from "@/lib/accounts/identities/store";
import type { Viewer } from "@/lib/auth/types";
import { env } from "@/lib/env";
import type { Issuer } from "@/lib/oidc-issuers";
import { useTestDatabase } from "@/tests/helpers/database";
import { makeViewers, type Viewers } from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";

useTestDatabase();

const issuerOf = (id: string, audience: Issuer["for"]): Issuer => ({
  id,
  name: id,
  issuer: `https://${id}.example`,
  clientId: "portal",
  clientSecret: "secret",
  domains: [],
  for: audience,
});

let viewers: Viewers;

beforeAll(async () => {
  env().OIDC_ISSUERS = [issuerOf("north", "customers"), issuerOf("staff", "staff")];
  viewers = await makeViewers();
});

beforeEach(() => sql("DELETE FROM identity"));

const claims = (subject: string, email: string | undefined = `${subject}@elsewhere.example`) => ({
  subject,
  email,
  isVerified: false,
});

async function link(viewer: Viewer, subject: string, issuerId = "north"): Promise<string> {
  const issuer = issuerById(issuerId);
  if (!issuer) throw new Error(issuerId);
  await linkToViewer(viewer, await startLinking(viewer, issuerId), issuer, claims(subject));
  const view = await loadSingleSignOn(viewer);
  return view?.identities.at(-1)?.id ?? "";
}

const unproved = (viewer: Viewer): Viewer => ({
  ...viewer,
  session: { ...viewer.session, provedAt: null },
});
const notFound = { code: "not_found" };
const expired = { code: "conflict", text: { key: "identities.errors.expired" } };

describe("linking an issuer from a session", () => {
  it("takes any address, and shows it to its person alone", async () => {
    await link(viewers.member, "s1");
    expect((await loadSingleSignOn(viewers.member))?.identities).toMatchObject([
      { issuerName: "north", email: "s1@elsewhere.example" },
    ]);
    for (const other of [viewers.owner, viewers.stranger, viewers.outsider, viewers.staff])
      expect((await loadSingleSignOn(other))?.identities).toEqual([]);
  });

  it("offers and links only issuers for the person's role", async () => {
    expect((await loadSingleSignOn(viewers.member))?.issuers).toEqual([
      { id: "north", name: "north" },
    ]);
    await expect(startLinking(viewers.member, "staff")).rejects.toMatchObject(notFound);
    await expect(startLinking(viewers.staff, "north")).rejects.toMatchObject(notFound);
    await expect(startLinking(viewers.member, "nowhere")).rejects.toMatchObject(notFound);
  });

  it("asks for a proof before, as does removing", async () => {
    const id = await link(viewers.member, "s1");
    const proof = { code: "proof_required" };
    await expect(startLinking(unproved(viewers.member), "north")).rejects.toMatchObject(proof);
    await expect(removeIdentity(unproved(viewers.member), id)).rejects.toMatchObject(proof);
  });

  it("is finished once, by the same person, for the same issuer", async () => {
    const [north, staff] = [issuerById("north"), issuerById("staff")];
    if (!north || !staff) throw new Error("no issuer");
    const token = await startLinking(viewers.member, "north");
    const finish = (viewer: Viewer, issuer: Issuer) =>
      linkToViewer(viewer, token, issuer, claims("s1"));
    await expect(finish(viewers.owner, north)).rejects.toMatchObject(expired);
    await expect(finish(viewers.member, staff)).rejects.toMatchObject(expired);
    const otherSession = {
      ...viewers.member,
      session: { ...viewers.member.session, id: "01OTHER" },
    };
    await expect(finish(otherSession, north)).rejects.toMatchObject(expired);
    await finish(viewers.member, north);
    await expect(finish(viewers.member, north)).rejects.toMatchObject(expired);
  });

  it("never moves an identity of somebody else", async () => {
    await link(viewers.member, "s1");
    const taken = { code: "conflict", text: { key: "identities.errors.taken" } };
    await expect(link(viewers.owner, "s1")).rejects.toMatchObject(taken);
    expect((await loadSingleSignOn(viewers.member))?.identities).toHaveLength(1);
  });

  it("stops at ten", async () => {
    for (let i = 0; i < MAX_IDENTITIES; i++) await link(viewers.member, `s${i}`);
    await expect(link(viewers.member, "one more")).rejects.toMatchObject({
      text: { key: "identities.errors.tooMany" },
    });
  });
});

describe("removing a linked issuer", () => {
  it("is refused to everybody else, and audited", async () => {
    const id = await link(viewers.member, "s1");
    for (const other of [viewers.owner, viewers.reader, viewers.stranger, viewers.staff])
      await expect(removeIdentity(other, id)).rejects.toMatchObject(notFound);
    await removeIdentity(viewers.member, id);
    expect((await loadSingleSignOn(viewers.member))?.identities).toEqual([]);
    expect(
      await sql("SELECT actor_id, session_id FROM audit_entry WHERE action = 'identity.removed'"),
    ).toEqual([{ actor_id: viewers.member.userId, session_id: viewers.member.session.id }]);
  });

  it("is refused where nothing else signs the person in", async () => {
    await sql('UPDATE "user" SET password_hash = NULL WHERE id = $1', [viewers.owner.userId]);
    await sql("DELETE FROM mail");
    const { SMTP_URL } = env();
    env().SMTP_URL = undefined;
    const [first, second] = [await link(viewers.owner, "s1"), await link(viewers.owner, "s2")];
    await removeIdentity(viewers.owner, first);
    await expect(removeIdentity(viewers.owner, second)).rejects.toMatchObject({
      code: "conflict",
      text: { key: "identities.errors.onlyWay" },
    });
    env().SMTP_URL = SMTP_URL;
    await removeIdentity(viewers.owner, second);
    expect(await sql("SELECT kind FROM mail")).toEqual([{ kind: "identity_removed" }]);
  });
});
