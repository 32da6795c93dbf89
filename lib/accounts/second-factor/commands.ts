import { arrive } from "../../auth/arrival/arrive";
import { assertProved, hasProved, PROOF_MINUTES } from "../../auth/permissions";
import {
  renewSession,
  revokeWithoutFactor,
  type SignedIn,
  type SignInOrigin,
} from "../../auth/sessions";
import type { SessionState, Viewer } from "../../auth/types";
import { now } from "../../db/expressions";
import { type Db, db, transaction } from "../../db/kysely";
import { AppError } from "../../errors";
import { type Message, message } from "../../i18n/message";
import { linkWaiting } from "../identities/waiting-link";
import { markProved } from "../proof/mark-proved";
import { addAuthenticator } from "./authenticator";
import { noteChange, noteWrongCode } from "./note-change";
import { deleteRecoveryCodes, replaceRecoveryCodes } from "./recovery-codes";
import {
  assertNoPasskeyLeftOut,
  hasAuthenticator,
  hasPasskey,
  lockFactors,
  lockWithoutFactor,
  mustHaveFactor,
} from "./requirement";
import { type AuthenticatorSetup, newSetup, secretOfSetup } from "./setup-token";
import { type CodeKind, takeCode } from "./take-code";
import { stepOfCode } from "./totp";

const wrongCode = (text: Message) => new AppError("invalid", { fieldErrors: { code: text } });

type Origin = Pick<SignInOrigin, "address" | "deviceToken" | "timeZone">;

/** Completes a session whose second factor is missing. Throws `invalid` for a wrong code. */
export async function verifySecondFactor(
  { viewer, missing }: SessionState,
  { code }: { code: string },
  origin: Origin,
): Promise<SignedIn> {
  if (missing !== "second_factor") throw new AppError("forbidden");
  const complete = (client: Db, kind: CodeKind) => completeSession(client, viewer, kind, origin);
  const taken = await takeCode(viewer, code, complete, origin);
  if (taken) return taken.done;
  await noteWrongCode(viewer);
  throw wrongCode(message("proof.wrongCode"));
}

/** A person who must set up an app and has just signed in, by any method, needs no other proof. */
export function maySetUp({ viewer, missing, signedInAt }: SessionState): boolean {
  if (missing === "second_factor") return false;
  const isFresh =
    signedInAt !== undefined && Date.now() - signedInAt.getTime() <= PROOF_MINUTES * 60_000;
  return hasProved(viewer) || (missing === "second_factor_setup" && isFresh);
}

/** Starts to set up an app. Takes a fresh proof, so that a stolen session cannot. */
export function beginSetup(state: SessionState): AuthenticatorSetup {
  const { viewer, missing } = state;
  if (missing === "second_factor") throw new AppError("forbidden");
  if (!maySetUp(state)) throw new AppError("proof_required");
  return newSetup(viewer.session.id, viewer.email);
}

/**
 * Like `beginSetup`, in the settings. Throws `forbidden` like `confirmSetup`, but before the scan.
 */
export async function beginSetupInSettings(viewer: Viewer): Promise<AuthenticatorSetup> {
  await assertNoPasskeyLeftOut(db(), viewer);
  return beginSetup({ viewer, missing: null });
}

export interface ConfirmedSetup {
  /** Shown once. */
  codes: string[];
  /** The session under its new ID. */
  signedIn: SignedIn;
}

/**
 * Stores the app that the first code confirms. This session goes on; others without a second factor
 * are asked for it. Throws `forbidden` like `assertNoPasskeyLeftOut`.
 */
export async function confirmSetup(
  { viewer, missing }: SessionState,
  { code, token }: { code: string; token: string },
  origin: Origin,
): Promise<ConfirmedSetup> {
  if (missing === "second_factor") throw new AppError("forbidden");
  const secret = secretOfSetup(token, viewer.session.id);
  const step = stepOfCode(secret, code);
  if (step === null) throw wrongCode(message("secondFactor.wrongFirstCode"));
  return transaction(async (client) => {
    await assertNoPasskeyLeftOut(client, viewer);
    if (!(await addAuthenticator(client, viewer.userId, secret, step)))
      throw new AppError("conflict", { text: message("secondFactor.alreadySetUp") });
    const signedIn = await completeSession(client, viewer, "app", origin);
    await noteChange(client, viewer, "set_up");
    return { codes: await replaceRecoveryCodes(client, viewer.userId), signedIn };
  });
}

/** Gives the session another id, so that a copy of its earlier cookie is worthless. */
async function completeSession(
  client: Db,
  viewer: Viewer,
  kind: CodeKind,
  { address, deviceToken, timeZone }: Origin,
): Promise<SignedIn> {
  const { userId, session } = viewer;
  await linkWaiting(client, userId, session);
  await markProved(client, viewer, { second_factor_at: now(), second_factor_by: kind });
  const sessionId = await renewSession(client, userId, session.id);
  const token = await arrive(client, { userId, sessionId, address, deviceToken, timeZone });
  return { userId, sessionId, deviceToken: token };
}

/** Replaces the recovery codes: the old ones no longer work. */
export async function regenerateRecoveryCodes(viewer: Viewer): Promise<string[]> {
  assertProved(viewer);
  return transaction(async (client) => {
    await lockFactors(client, viewer);
    if (!(await hasAuthenticator(client, viewer.userId))) throw new AppError("not_found");
    await noteChange(client, viewer, "codes_replaced");
    return replaceRecoveryCodes(client, viewer.userId);
  });
}

/** Throws `forbidden` while a second factor is required and there is no passkey. */
export async function turnOffAuthenticator(viewer: Viewer): Promise<void> {
  assertProved(viewer);
  await transaction(async (client) => {
    const { userId } = viewer;
    await lockFactors(client, viewer);
    if (!(await hasPasskey(client, userId)) && (await mustHaveFactor(client, userId)))
      throw new AppError("forbidden", { text: message("secondFactor.stillRequired") });
    const removed = await client
      .deleteFrom("authenticator")
      .where("user_id", "=", viewer.userId)
      .returning("user_id")
      .executeTakeFirst();
    if (!removed) throw new AppError("not_found");
    await deleteRecoveryCodes(client, userId);
    // Someone who stole the password may wait for the code, or may have signed in before the app.
    await revokeWithoutFactor(client, userId);
    await lockWithoutFactor(client, userId);
    await noteChange(client, viewer, "turned_off");
  });
}
