import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";

import { proveIdentity } from "@/lib/accounts/proof/prove-identity";
import {
  beginSetup,
  confirmSetup,
  regenerateRecoveryCodes,
  turnOffAuthenticator,
  verifySecondFactor,
} from "@/lib/accounts/second-factor/commands";
import { RECOVERY_CODES } from "@/lib/accounts/second-factor/recovery-codes";
import { requireSecondFactor } from "@/lib/accounts/second-factor/require";
import { resetSecondFactor } from "@/lib/accounts/second-factor/reset";
import { secondFactorStatus } from "@/lib/accounts/second-factor/status";
import { loadSession, loadViewer } from "@/lib/auth/load-viewer";
import type { Viewer } from "@/lib/auth/types";
import { env } from "@/lib/env";
import { addApp, codeOf, NOWHERE, stateOf } from "@/tests/helpers/auth/second-factor";
import { useTestDatabase } from "@/tests/helpers/database";
import { mailsTo } from "@/tests/helpers/mails";
import {
  currentViewer,
  disableUser,
  makeOrganization,
  makeSession,
  makeViewer,
  makeViewers,
  type Viewers,
} from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";

useTestDatabase();

const unproved = (viewer: Viewer) => ({
  ...viewer,
  session: { ...viewer.session, provedAt: new Date(Date.now() - 3_600_000) },
});
const auditOf = async ({ userId }: Viewer) =>
  (
    await sql(
      "SELECT action FROM audit_entry WHERE target_id = $1 AND action LIKE 'second_factor.%' ORDER BY id",
      [userId],
    )
  ).map(({ action }) => action);
const mailKinds = async ({ email }: Viewer) => (await mailsTo(email)).map(({ kind }) => kind);
const refusal = (code: string) => ({ code });

beforeEach(() => sql("DELETE FROM rate_limit"));
afterEach(() => {
  env().SECOND_FACTOR = "waived";
});

describe("an authenticator app", () => {
  it("is set up by its first code; this session goes on, and others are asked for a code", async () => {
    const viewer = await makeViewer();
    const other = await makeSession(viewer.userId);
    const state = await stateOf(viewer);
    const { secret, token } = beginSetup(state);
    await expect(confirmSetup(state, { code: "000000", token }, NOWHERE)).rejects.toMatchObject({
      fieldErrors: { code: { key: "secondFactor.wrongFirstCode" } },
    });
    expect((await secondFactorStatus(viewer)).hasAuthenticator).toBe(false);
    const given = { code: codeOf(secret), token };
    const { codes, signedIn } = await confirmSetup(state, given, NOWHERE);
    expect(new Set(codes).size).toBe(RECOVERY_CODES);
    expect(await loadSession(signedIn.sessionId)).toMatchObject({ missing: null });
    // A copy of the earlier cookie is worthless.
    expect(await loadSession(viewer.session.id)).toBeNull();
    expect(await loadSession(other)).toMatchObject({ missing: "second_factor" });
    expect(await loadViewer(other)).toBeNull();
    expect(await auditOf(viewer)).toEqual(["second_factor.set_up"]);
    expect(await mailKinds(viewer)).toEqual(["second_factor_set_up"]);
  });

  it("is not set up twice, without a fresh proof, or with the token of another session", async () => {
    const viewer = await makeViewer();
    const state = await stateOf(viewer);
    expect(() => beginSetup({ ...state, viewer: unproved(viewer) })).toThrow(
      expect.objectContaining(refusal("proof_required")),
    );
    const { secret, token } = beginSetup(state);
    const foreign = await stateOf(await makeViewer());
    const given = { code: codeOf(secret), token };
    for (const [session, input] of [
      [foreign, given],
      [state, { ...given, token: `${token.slice(0, -2)}AA` }],
      [state, { ...given, token: "x" }],
    ] as const)
      await expect(confirmSetup(session, input, NOWHERE)).rejects.toMatchObject(refusal("invalid"));
    const { signedIn } = await confirmSetup(state, given, NOWHERE);
    const again = await stateOf(viewer, signedIn.sessionId);
    const other = beginSetup(again);
    const next = { code: codeOf(other.secret), token: other.token };
    await expect(confirmSetup(again, next, NOWHERE)).rejects.toMatchObject(refusal("conflict"));
  });

  it("keeps its secret sealed, for one person only", async () => {
    const [jane, sam] = [await makeViewer(), await makeViewer()];
    const [app, other] = [await addApp(jane), await addApp(sam)];
    const rows = await sql("SELECT sealed_secret FROM authenticator WHERE user_id = $1", [
      jane.userId,
    ]);
    expect(JSON.stringify(rows)).not.toContain(app.secret);
    await sql(
      `UPDATE authenticator a SET sealed_secret = b.sealed_secret FROM authenticator b
       WHERE a.user_id = $1 AND b.user_id = $2`,
      [jane.userId, sam.userId],
    );
    const state = await stateOf(jane, await makeSession(jane.userId));
    await expect(
      verifySecondFactor(state, { code: codeOf(other.secret) }, NOWHERE),
    ).rejects.toMatchObject(refusal("credential_unreadable"));
    expect(await loadSession(state.viewer.session.id)).toMatchObject({ missing: "second_factor" });
  });
});

it("must be set up by somebody who has just signed in, in whatever way, and not later", async () => {
  const staff = await makeViewer({ role: "staff" });
  env().SECOND_FACTOR = "required";
  const state = { ...(await stateOf(staff)), viewer: unproved(staff) };
  expect(beginSetup(state).secret).toBeTruthy();
  const late = { ...state, signedInAt: new Date(Date.now() - 3_600_000) };
  expect(() => beginSetup(late)).toThrow(expect.objectContaining(refusal("proof_required")));
});

describe("a session whose second factor is missing", () => {
  it("takes a code once, also of twenty tries at the same time", async () => {
    const viewer = await makeViewer();
    const { secret } = await addApp(viewer);
    const states = [];
    for (let i = 0; i < 20; i += 1)
      states.push(await stateOf(viewer, await makeSession(viewer.userId)));
    const code = codeOf(secret);
    const tries = await Promise.allSettled(
      states.map((one) => verifySecondFactor(one, { code }, NOWHERE)),
    );
    const renewed = tries
      .filter((one) => one.status === "fulfilled")
      .map(({ value }) => value.sessionId);
    expect(renewed).toHaveLength(1);
    expect((await loadViewer(renewed[0] ?? ""))?.userId).toBe(viewer.userId);
    // A cookie that was copied before the code gets nothing by it.
    const before = await Promise.all(
      states.map(({ viewer: { session } }) => loadViewer(session.id)),
    );
    expect(before.filter(Boolean)).toEqual([]);
  });

  it("refuses the code that set the app up, and every earlier one", async () => {
    const viewer = await makeViewer();
    const { secret } = await addApp(viewer);
    const state = await stateOf(viewer, await makeSession(viewer.userId));
    await expect(
      verifySecondFactor(state, { code: codeOf(secret, -1) }, NOWHERE),
    ).rejects.toMatchObject(refusal("invalid"));
    await verifySecondFactor(state, { code: codeOf(secret) }, NOWHERE);
    const proof = { method: "code", code: codeOf(secret) } as const;
    await expect(proveIdentity(viewer, proof)).rejects.toMatchObject(refusal("invalid"));
    await proveIdentity(viewer, { method: "code", code: codeOf(secret, 1) });
  });

  it("takes each recovery code once, in any writing, and the person is told", async () => {
    const viewer = await makeViewer();
    const { codes } = await addApp(viewer);
    const next = async () => stateOf(viewer, await makeSession(viewer.userId));
    const code = codes[3] ?? "";
    const typed = ` ${code.toUpperCase().replaceAll("-", " ").replaceAll("0", "O")} `;
    const tries = await Promise.allSettled(
      (await Promise.all(Array.from({ length: 5 }, next))).map((state) =>
        verifySecondFactor(state, { code: typed }, NOWHERE),
      ),
    );
    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect((await secondFactorStatus(viewer)).recoveryCodes).toBe(RECOVERY_CODES - 1);
    expect(await mailKinds(viewer)).toContain("second_factor_recovery_code_used");
    const stored = JSON.stringify(await sql("SELECT * FROM recovery_code"));
    for (const one of codes) expect(stored).not.toContain(one.replaceAll("-", ""));
    const stranger = await makeViewer();
    await addApp(stranger);
    const foreign = await stateOf(stranger, await makeSession(stranger.userId));
    await expect(
      verifySecondFactor(foreign, { code: codes[4] ?? "" }, NOWHERE),
    ).rejects.toMatchObject(refusal("invalid"));
  });

  it("has ten tries in fifteen minutes, whatever session they come from", async () => {
    const viewer = await makeViewer();
    const { secret } = await addApp(viewer);
    const state = await stateOf(viewer, await makeSession(viewer.userId));
    for (let i = 0; i < 10; i += 1)
      await expect(verifySecondFactor(state, { code: "nothing" }, NOWHERE)).rejects.toMatchObject(
        refusal("invalid"),
      );
    const other = await stateOf(viewer, await makeSession(viewer.userId));
    await expect(
      verifySecondFactor(other, { code: codeOf(secret) }, NOWHERE),
    ).rejects.toMatchObject({
      code: "throttled",
      text: { key: "secondFactor.throttled" },
    });
    expect(
      (await mailKinds(viewer)).filter((kind) => kind === "second_factor_guessed"),
    ).toHaveLength(1);
    await sql("DELETE FROM rate_limit WHERE key LIKE 'second_factor:%'");
    await sql("UPDATE rate_limit SET points = 50 WHERE key LIKE 'second_factor_day:%'");
    await expect(
      verifySecondFactor(other, { code: codeOf(secret) }, NOWHERE),
    ).rejects.toMatchObject(refusal("throttled"));
  });

  it("can set up nothing, and one that is complete or disabled since verifies nothing", async () => {
    const viewer = await makeViewer();
    const { secret } = await addApp(viewer);
    const code = codeOf(secret);
    const pending = await stateOf(viewer, await makeSession(viewer.userId));
    expect(() => beginSetup(pending)).toThrow(expect.objectContaining(refusal("forbidden")));
    await expect(confirmSetup(pending, { code, token: "x" }, NOWHERE)).rejects.toMatchObject(
      refusal("forbidden"),
    );
    await expect(
      verifySecondFactor(await stateOf(viewer), { code }, NOWHERE),
    ).rejects.toMatchObject(refusal("forbidden"));
    await disableUser(viewer.userId);
    await expect(verifySecondFactor(pending, { code }, NOWHERE)).rejects.toMatchObject(
      refusal("unauthenticated"),
    );
  });
});

describe("recovery codes and turning off", () => {
  it("new codes replace the old ones, after a proof", async () => {
    const viewer = await makeViewer();
    await expect(regenerateRecoveryCodes(viewer)).rejects.toMatchObject(refusal("not_found"));
    const { codes } = await addApp(viewer);
    await expect(regenerateRecoveryCodes(unproved(viewer))).rejects.toMatchObject(
      refusal("proof_required"),
    );
    const [fresh] = await regenerateRecoveryCodes(viewer);
    const old = { method: "code", code: codes[0] ?? "" } as const;
    await expect(proveIdentity(viewer, old)).rejects.toMatchObject(refusal("invalid"));
    await proveIdentity(viewer, { method: "code", code: fresh ?? "" });
  });

  it("is refused while a role or an organization requires a second factor", async () => {
    env().SECOND_FACTOR = "required";
    const organizationId = await makeOrganization();
    const customer = await makeViewer({ organizationId });
    await addApp(customer);
    await sql("UPDATE organization SET requires_second_factor = true WHERE id = $1", [
      organizationId,
    ]);
    await expect(turnOffAuthenticator(unproved(customer))).rejects.toMatchObject(
      refusal("proof_required"),
    );
    await expect(turnOffAuthenticator(customer)).rejects.toMatchObject({
      code: "forbidden",
      text: { key: "secondFactor.stillRequired" },
    });
    await sql("UPDATE organization SET requires_second_factor = false");
    await turnOffAuthenticator(customer);
    expect(await secondFactorStatus(customer)).toMatchObject({
      hasAuthenticator: false,
      recoveryCodes: 0,
    });
    expect(await auditOf(customer)).toEqual(["second_factor.set_up", "second_factor.turned_off"]);
    await expect(turnOffAuthenticator(customer)).rejects.toMatchObject(refusal("not_found"));
  });
});

describe("who must have a second factor", () => {
  let people: Viewers;
  const missingOf = async (viewer: Viewer) => (await loadSession(viewer.session.id))?.missing;

  beforeAll(async () => {
    people = await makeViewers();
  });

  it("staff, and members of an organization that requires it; unless the portal waives it", async () => {
    const { organizationId, owner, member, stranger, staff } = people;
    env().SECOND_FACTOR = "required";
    expect(await missingOf(staff)).toBe("second_factor_setup");
    expect(await missingOf(member)).toBeNull();
    const change = { organizationId, isRequired: true };
    expect(await requireSecondFactor(owner, change)).toEqual({ count: 3, includesViewer: true });
    for (const one of [owner, member]) expect(await missingOf(one)).toBe("second_factor_setup");
    expect(await missingOf(stranger)).toBeNull();
    env().SECOND_FACTOR = "waived";
    for (const one of [staff, member]) expect(await missingOf(one)).toBeNull();
    await addApp(staff);
    const later = await makeSession(staff.userId);
    expect(await loadSession(later)).toMatchObject({ missing: "second_factor" });
  });

  it("is decided by a manager or an administrator, after a proof", async () => {
    const { organizationId, owner, member, reader, stranger, staff } = people;
    const change = { organizationId, isRequired: false };
    for (const [viewer, code] of [
      [member, "forbidden"],
      [reader, "forbidden"],
      [stranger, "not_found"],
      [staff, "forbidden"],
      [unproved(owner), "proof_required"],
    ] as const)
      await expect(requireSecondFactor(viewer, change)).rejects.toMatchObject(refusal(code));
    const admin = await makeViewer({ role: "admin" });
    await requireSecondFactor(admin, change);
    await requireSecondFactor(admin, change);
    expect(
      await sql(
        "SELECT data FROM audit_entry WHERE action = 'organization.second_factor_changed' AND actor_id = $1",
        [admin.userId],
      ),
    ).toEqual([{ data: { isRequired: false } }]);
  });
});

describe("a reset", () => {
  it("takes another administrator, ends the sessions and tells the person", async () => {
    const person = await makeViewer({ organizationId: await makeOrganization() });
    const { codes } = await addApp(person);
    const admin = await makeViewer({ role: "admin" });
    const staff = await makeViewer({ role: "staff" });
    const manager = await makeViewer({ organizationId: person.memberships[0]?.organizationId });
    for (const [viewer, code] of [
      [staff, "forbidden"],
      [manager, "not_found"],
      [person, "not_found"],
      [unproved(admin), "proof_required"],
    ] as const)
      await expect(resetSecondFactor(viewer, person.userId)).rejects.toMatchObject(refusal(code));
    await expect(resetSecondFactor(admin, admin.userId)).rejects.toMatchObject(
      refusal("forbidden"),
    );
    expect(await currentViewer(person.userId)).not.toBeNull();
    await resetSecondFactor(admin, person.userId);
    expect(await currentViewer(person.userId)).toBeNull();
    expect(await mailKinds(person)).toContain("second_factor_reset");
    const again = await loadViewer(await makeSession(person.userId));
    if (!again) throw new Error("A new session lacks something.");
    const old = { method: "code", code: codes[0] ?? "" } as const;
    await expect(proveIdentity(again, old)).rejects.toMatchObject(refusal("invalid"));
    await expect(resetSecondFactor(admin, "01ARZ3NDEKTSV4RRFFQ69G5FAV")).rejects.toMatchObject(
      refusal("not_found"),
    );
  });
});
