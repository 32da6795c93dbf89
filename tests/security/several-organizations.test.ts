import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { invitePerson, MAX_PENDING } from "@/lib/accounts/invitations/commands";
import { removePasskey, startPasskey } from "@/lib/accounts/passkeys/commands";
import {
  beginSetup,
  beginSetupInSettings,
  confirmSetup,
  turnOffAuthenticator,
} from "@/lib/accounts/second-factor/commands";
import { factorRequirement, requireSecondFactor } from "@/lib/accounts/second-factor/require";
import { loadSession } from "@/lib/auth/load-viewer";
import { ownOrganizations } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/types";
import { env } from "@/lib/env";
import { leaveOrganization } from "@/lib/organizations/member-commands";
import { organizationPeople } from "@/lib/organizations/organization-people";
import { codeOf, NOWHERE } from "@/tests/helpers/auth/second-factor";
import { useTestDatabase } from "@/tests/helpers/database";
import {
  disableUser,
  makeOrganization,
  makeViewer,
  makeViewers,
  type Viewers,
} from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";

vi.mock("@/lib/mail/is-mail-configured", () => ({ isMailConfigured: () => true }));

useTestDatabase();

let viewers: Viewers;
let organizationId: string;
/** A member of the organization and of another one. */
let inBoth: Viewer;
let elsewhere: string;
beforeEach(async () => {
  viewers = await makeViewers();
  ({ organizationId } = viewers);
  elsewhere = await makeOrganization("Fabrikam");
  inBoth = await makeViewer({ organizationId: elsewhere, membership: "member" });
  await joined(inBoth);
});
afterEach(() => {
  env().SECOND_FACTOR = "waived";
});

const joined = ({ userId }: Viewer) =>
  sql("INSERT INTO membership (user_id, organization_id, role) VALUES ($1, $2, 'member')", [
    userId,
    organizationId,
  ]);
const addApp = ({ userId }: Viewer) =>
  sql("INSERT INTO authenticator (user_id, sealed_secret, confirmed_at) VALUES ($1, 'x', now())", [
    userId,
  ]);

describe("what a manager learns about a person", () => {
  const shown = async (viewer: Viewer, of: Viewer) => {
    const { people } = await organizationPeople(viewer, organizationId);
    const { lastSeenAt, hasSecondFactor } = people.find((one) => one.userId === of.userId) ?? {};
    return { isSeen: lastSeenAt instanceof Date, hasSecondFactor };
  };

  it("does not include what another organization has gathered", async () => {
    await addApp(inBoth);
    const { owner, reader, staff, member } = viewers;
    expect(await shown(owner, inBoth)).toEqual({ isSeen: false, hasSecondFactor: null });
    expect(await shown(reader, member)).toEqual({ isSeen: false, hasSecondFactor: null });
    expect(await shown(owner, member)).toEqual({ isSeen: true, hasSecondFactor: false });
    expect(await shown(staff, inBoth)).toMatchObject({ hasSecondFactor: true });
  });

  it("does not include visits from before they joined", async () => {
    const { owner, member } = viewers;
    await sql("UPDATE membership SET created_at = now() + interval '1 day' WHERE user_id = $1", [
      member.userId,
    ]);
    expect(await shown(owner, member)).toMatchObject({ isSeen: false });
  });

  it("does not reveal a second factor through the number who will be asked", async () => {
    const asked = async () => (await factorRequirement(viewers.owner, organizationId))?.asked.count;
    const before = await asked();
    const other = await makeViewer({ organizationId: elsewhere });
    await joined(other);
    expect(await asked()).toBe(before);
    await addApp(viewers.member);
    expect(await asked()).toBe((before ?? 0) - 1);
  });

  it("does not reveal through the answer whether an address is known", async () => {
    const { owner, outsider, staff } = viewers;
    const gone = await makeViewer();
    await disableUser(gone.userId);
    const addresses = [outsider.email, staff.email, gone.email, "unknown@example.com"];
    const invite = (email: string) =>
      invitePerson(owner, { to: "organization", organizationId, email, role: "member" });
    await sql(
      `INSERT INTO account_token (id, kind, token_hash, email, organization_id, role, expires_at)
       SELECT $1 || n, 'invitation', $1 || n, n || '@full.example', $1, 'member',
              now() + interval '1 day' FROM generate_series(1, $2) n`,
      [organizationId, MAX_PENDING],
    );
    for (const email of addresses)
      await expect(invite(email)).rejects.toMatchObject({ code: "throttled" });
    await sql("DELETE FROM account_token WHERE organization_id = $1", [organizationId]);
    for (const email of addresses) expect(await invite(email)).toEqual({ email, link: null });
  });
});

describe("an organization that requires a second factor", () => {
  const require = (isRequired = true) =>
    requireSecondFactor(viewers.owner, { organizationId, isRequired });
  const now = async ({ session }: Viewer) => {
    const loaded = await loadSession(session.id);
    if (!loaded) throw new Error("The session has ended.");
    return loaded;
  };
  beforeEach(async () => {
    env().SECOND_FACTOR = "required";
    await require();
  });

  it("asks people who are only in it, and is itself locked for people in another one", async () => {
    expect(await now(viewers.member)).toMatchObject({ missing: "second_factor_setup" });
    const { missing, viewer } = await now(inBoth);
    expect(missing).toBeNull();
    expect(ownOrganizations(viewer)).toEqual([elsewhere]);
    expect(viewer.lockedOrganizations).toEqual([{ organizationId, organizationName: "Northwind" }]);
    await expect(organizationPeople(viewer, organizationId)).rejects.toMatchObject({
      code: "not_found",
    });
  });

  it("opens with a second factor, or when it no longer requires one", async () => {
    await sql("UPDATE session SET second_factor_at = now() WHERE id = $1", [inBoth.session.id]);
    expect(ownOrganizations((await now(inBoth)).viewer)).toHaveLength(2);
    await sql("UPDATE session SET second_factor_at = NULL WHERE id = $1", [inBoth.session.id]);
    env().SECOND_FACTOR = "waived";
    expect(ownOrganizations((await now(inBoth)).viewer)).toHaveLength(2);
    env().SECOND_FACTOR = "required";
    await require(false);
    expect((await now(inBoth)).viewer.lockedOrganizations).toEqual([]);
  });

  it("asks people who are in no other one", async () => {
    await sql("UPDATE organization SET requires_second_factor = true WHERE id = $1", [elsewhere]);
    expect(await now(inBoth)).toMatchObject({ missing: "second_factor_setup" });
  });

  it("can be left without one, but only by its people", async () => {
    const { stranger, outsider } = viewers;
    for (const viewer of [stranger, outsider])
      await expect(leaveOrganization(viewer, { organizationId })).rejects.toMatchObject({
        code: "not_found",
      });
    const { viewer } = await now(inBoth);
    await leaveOrganization(viewer, { organizationId });
    expect(
      await sql("SELECT organization_id FROM membership WHERE user_id = $1", [inBoth.userId]),
    ).toEqual([{ organization_id: elsewhere }]);
  });

  it("is opened by an existing passkey, and not by a new factor in its place", async () => {
    await sql(
      "INSERT INTO passkey (id, user_id, public_key, counter, name, is_synced) VALUES ($1, $1, '', 0, 'p', false)",
      [inBoth.userId],
    );
    // Signed in by the password, which is a fresh proof.
    const state = await now(inBoth);
    const { secret, token } = beginSetup(state);
    const code = codeOf(secret);
    for (const attempt of [
      () => beginSetupInSettings(state.viewer),
      () => confirmSetup(state, { code, token }, NOWHERE),
      () => startPasskey(state.viewer),
      () => removePasskey(state.viewer, { id: inBoth.userId }),
    ])
      await expect(attempt()).rejects.toMatchObject({
        code: "forbidden",
        text: { key: "secondFactor.passkeyFirst" },
      });
    expect(ownOrganizations((await now(inBoth)).viewer)).toEqual([elsewhere]);
    await sql("UPDATE session SET second_factor_at = now() WHERE id = $1", [inBoth.session.id]);
    await confirmSetup(await now(inBoth), { code, token }, NOWHERE);
  });

  it("lets people in another one turn theirs off, and is locked then", async () => {
    const { member } = viewers;
    for (const one of [inBoth, member]) {
      await addApp(one);
      await sql("UPDATE session SET second_factor_at = now() WHERE user_id = $1", [one.userId]);
    }
    await turnOffAuthenticator(inBoth);
    expect(ownOrganizations((await now(inBoth)).viewer)).toEqual([elsewhere]);
    await expect(turnOffAuthenticator(member)).rejects.toMatchObject({ code: "forbidden" });
  });
});
