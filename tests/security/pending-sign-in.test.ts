import { beforeEach, describe, expect, it, vi } from "vitest";

import { POST as confirmApp } from "@/app/api/sign-in/authenticator/route";
import {
  beginSetup,
  turnOffAuthenticator,
  verifySecondFactor,
} from "@/lib/accounts/second-factor/commands";
import { listSessions } from "@/lib/accounts/sessions/queries";
import { rememberDevice } from "@/lib/auth/arrival/devices";
import { throttledPlace } from "@/lib/auth/limits/sign-in-throttle";
import { loadSession, loadViewer } from "@/lib/auth/load-viewer";
import { decodeSession } from "@/lib/auth/options";
import { completeSignIn, type SignedIn } from "@/lib/auth/sessions";
import type { Viewer } from "@/lib/auth/types";
import { getViewer } from "@/lib/auth/viewer";
import { randomToken } from "@/lib/crypto/random-token";
import { db } from "@/lib/db/kysely";
import { env } from "@/lib/env";
import { getPerson } from "@/lib/people/get-person";
import {
  clearCookies,
  sessionCookieValue,
  setRequestHeaders,
  useSession,
} from "@/tests/helpers/auth/request-mock";
import { addApp, codeOf, stateOf } from "@/tests/helpers/auth/second-factor";
import { useTestDatabase } from "@/tests/helpers/database";
import { mailsTo } from "@/tests/helpers/mails";
import { currentViewer, makeOrganization, makeSession, makeViewer } from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";

/** The tasks to run after a response, e.g. the delivery of mails. */
const later: Array<() => Promise<unknown>> = [];
vi.mock("next/headers", () => import("@/tests/helpers/auth/request-mock"));
vi.mock("next/server", async (original) => ({
  ...(await original<typeof import("next/server")>()),
  after: (work: () => Promise<unknown>) => void later.push(work),
}));

useTestDatabase();

const ADDRESS = "203.0.113.7";
const origin = { address: ADDRESS, userAgent: "Tests", deviceToken: undefined };
let owner: Viewer;
let app: { secret: string; codes: string[] };

beforeEach(async () => {
  env().SMTP_URL = "smtp://127.0.0.1:9";
  env().SECOND_FACTOR = "waived";
  clearCookies();
  owner = await makeViewer({ organizationId: await makeOrganization() });
  app = await addApp(owner);
  // Makes sure that people from before are not on their first device.
  await sql("UPDATE \"user\" SET created_at = now() - interval '2 days'");
  await sql("DELETE FROM mail");
  await sql("DELETE FROM audit_entry");
});

async function enterPassword(): Promise<SignedIn> {
  const signedIn = await completeSignIn(owner.userId, "password", origin);
  if (!signedIn) throw new Error("The password was not taken.");
  return signedIn;
}

const acts = async () =>
  (
    await sql(
      "SELECT action, session_id FROM audit_entry WHERE target_id = $1 AND action LIKE 'signin.%' ORDER BY id",
      [owner.userId],
    )
  ).map(({ action, session_id }) => [action, session_id]);
const mailKinds = async () => (await mailsTo(owner.email)).map(({ kind }) => kind);
const listed = async () => {
  const [admin, now] = [await makeViewer({ role: "admin" }), await currentViewer(owner.userId)];
  const own = await listSessions(now ?? owner);
  const person = await getPerson(admin, owner.userId);
  return [own.sessions.map(({ id }) => id), person?.sessions.map(({ id }) => id)];
};
const isKnown = async (deviceToken: string) =>
  (await throttledPlace(owner.email, { address: ADDRESS, deviceToken })).isKnown;

describe("a password without its code", () => {
  it("is not a sign-in: no email, no listed session, no device, and an audit entry of its own", async () => {
    const { sessionId, deviceToken } = await enterPassword();
    expect(await loadSession(sessionId)).toMatchObject({ missing: "second_factor" });
    expect(await mailKinds()).toEqual([]);
    expect(await acts()).toEqual([["signin.unfinished", sessionId]]);
    for (const ids of await listed()) expect(ids).not.toContain(sessionId);
    expect(await isKnown(deviceToken)).toBe(false);
    const [left] = await sql(
      "SELECT expires_at < now() + interval '61 minutes' AS is_short FROM session WHERE id = $1",
      [sessionId],
    );
    expect(left?.is_short).toBe(true);
  });

  it("cannot flood the audit log: at most twenty entries a day", async () => {
    for (let tries = 0; tries < 22; tries += 1) await enterPassword();
    expect(await acts()).toHaveLength(20);
  });

  it("becomes one with the code, under another ID, and then sends the email", async () => {
    const before = await enterPassword();
    const state = await stateOf(owner, before.sessionId);
    const { deviceToken } = before;
    const from = { address: ADDRESS, deviceToken };
    const { sessionId } = await verifySecondFactor(state, { code: codeOf(app.secret) }, from);
    expect(await loadViewer(before.sessionId)).toBeNull();
    expect(await mailKinds()).toEqual(["new_device"]);
    expect(await acts()).toEqual([
      ["signin.unfinished", before.sessionId],
      ["signin.succeeded", sessionId],
    ]);
    for (const ids of await listed()) expect(ids).toContain(sessionId);
    expect(await isKnown(deviceToken)).toBe(true);
    const viewer = await loadViewer(sessionId);
    expect((await listSessions(viewer ?? owner)).sessions[0]).toMatchObject({
      method: "password",
      secondFactor: "app",
    });
    const [left] = await sql(
      "SELECT expires_at > now() + interval '10 days' AS is_long FROM session WHERE id = $1",
      [sessionId],
    );
    expect(left?.is_long).toBe(true);
  });

  it("says if the code was a recovery code, and sends an email about it", async () => {
    const { sessionId, deviceToken } = await enterPassword();
    const from = { address: ADDRESS, deviceToken };
    const state = await stateOf(owner, sessionId);
    const signedIn = await verifySecondFactor(state, { code: app.codes[0] ?? "" }, from);
    const viewer = await loadViewer(signedIn.sessionId);
    expect((await listSessions(viewer ?? owner)).sessions[0]).toMatchObject({
      secondFactor: "recovery_code",
    });
    const mails = await mailsTo(owner.email);
    const told = mails.find(({ kind }) => kind === "second_factor_recovery_code_used");
    expect(told?.subject).toBe("A recovery code for Ticketbridge was used");
    expect(told?.paragraphs.join(" ")).toContain("You have 9 codes left.");
  });

  it("does not become a sign-in when the app is turned off", async () => {
    const { sessionId } = await enterPassword();
    await turnOffAuthenticator(owner);
    expect(await loadSession(sessionId)).toBeNull();
    expect(await loadSession(owner.session.id)).not.toBeNull();
  });

  it("does not get in again through a sign-in from before the app", async () => {
    const earlier = await makeSession(owner.userId);
    expect(await loadSession(earlier)).toMatchObject({ missing: "second_factor" });
    await turnOffAuthenticator(owner);
    expect(await loadSession(earlier)).toBeNull();
  });

  it("uses up no tries of a device on which the owner has signed in", async () => {
    const { sessionId } = await enterPassword();
    const state = await stateOf(owner, sessionId);
    const enter = (code: string, deviceToken?: string) =>
      verifySecondFactor(state, { code }, { address: ADDRESS, deviceToken });
    await expect(enter("000000")).rejects.toMatchObject({ code: "invalid" });
    await sql("UPDATE rate_limit SET points = 50 WHERE key LIKE 'second_factor%'");
    const known = randomToken();
    await rememberDevice(db(), owner.userId, known);
    for (const deviceToken of [undefined, randomToken()])
      await expect(enter(codeOf(app.secret), deviceToken)).rejects.toMatchObject({
        code: "throttled",
      });
    expect((await enter(codeOf(app.secret), known)).userId).toBe(owner.userId);
  });
});

it("a sign-in is completed once, by its next request, when the requirement was lifted", async () => {
  env().SECOND_FACTOR = "required";
  await sql("DELETE FROM authenticator");
  await sql("UPDATE organization SET requires_second_factor = true");
  const { sessionId } = await enterPassword();
  expect(await loadSession(sessionId)).toMatchObject({ missing: "second_factor_setup" });
  await sql("UPDATE organization SET requires_second_factor = false");
  setRequestHeaders({});
  await useSession(sessionId);
  later.length = 0;
  expect((await getViewer())?.userId).toBe(owner.userId);
  await getViewer();
  await Promise.all(later.splice(0).map((work) => work()));
  expect(await acts()).toEqual([
    ["signin.unfinished", sessionId],
    ["signin.succeeded", sessionId],
  ]);
  expect(await mailKinds()).toEqual(["new_device"]);
});

it("setting up an app at sign-in gives the session another ID and cookie", async () => {
  const staff = await makeViewer({ role: "staff" });
  env().SECOND_FACTOR = "required";
  const state = await stateOf(staff);
  expect(state.missing).toBe("second_factor_setup");
  const { secret, token } = beginSetup(state);
  setRequestHeaders({ "sec-fetch-site": "same-origin", host: "127.0.0.1:9" });
  await useSession(staff.session.id);
  const confirm = (code: string) =>
    confirmApp(
      new Request("http://127.0.0.1:9/api/sign-in/authenticator", {
        method: "POST",
        headers: { "sec-fetch-site": "same-origin", host: "127.0.0.1:9" },
        body: JSON.stringify({ code, token }),
      }),
    );
  expect(await (await confirm("000000")).json()).toMatchObject({ ok: false, code: "invalid" });
  expect(await (await confirm("")).json()).toMatchObject({
    fieldErrors: { code: expect.any(String) },
  });
  const answer = (await (await confirm(codeOf(secret))).json()) as { data: { codes: string[] } };
  expect(answer.data.codes).toHaveLength(10);
  const renewed = await decodeSession(sessionCookieValue() ?? "");
  expect(renewed).not.toBe(staff.session.id);
  expect((await loadViewer(renewed ?? ""))?.userId).toBe(staff.userId);
  expect(await loadSession(staff.session.id)).toBeNull();
  clearCookies();
  expect((await confirm(codeOf(secret))).status).toBe(401);
});
