import {
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  verifyRegistrationResponse,
} from "@simplewebauthn/server";

import type { PersonAct } from "../../acts/person-acts";
import { actedBy } from "../../auth/acted-by";
import { assertProved } from "../../auth/permissions";
import type { Viewer } from "../../auth/types";
import { audit } from "../../db/audit";
import { type Db, transaction } from "../../db/kysely";
import { AppError } from "../../errors";
import { message } from "../../i18n/message";
import {
  assertNoPasskeyLeftOut,
  hasAuthenticator,
  lockFactors,
  lockWithoutFactor,
  mustHaveFactor,
} from "../second-factor/requirement";
import { challengeOf, newChallenge, takeChallenge } from "./challenges";
import { relyingParty, userHandle } from "./relying-party";
import type { NewPasskey } from "./schemas";
import { tellAboutPasskey } from "./tell-about-passkey";

export const MAX_PASSKEYS = 20;

/**
 * Locks a person's passkeys against other changes. Throws like `lockFactors` and
 * `assertNoPasskeyLeftOut`.
 */
async function lockOwn(client: Db, viewer: Viewer): Promise<Array<{ id: string }>> {
  await lockFactors(client, viewer);
  await assertNoPasskeyLeftOut(client, viewer);
  return client.selectFrom("passkey").select("id").where("user_id", "=", viewer.userId).execute();
}

function assertRoom(passkeys: readonly unknown[]): void {
  if (passkeys.length >= MAX_PASSKEYS)
    throw new AppError("invalid", { text: message("passkeys.tooMany", { most: MAX_PASSKEYS }) });
}

/** Returns the options with which the browser makes a passkey. Throws `proof_required`. */
export async function startPasskey(
  viewer: Viewer,
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  assertProved(viewer);
  const own = await transaction((client) => lockOwn(client, viewer));
  assertRoom(own);
  const challenge = await newChallenge("register", viewer.userId);
  const { id: rpID, name: rpName } = relyingParty();
  return generateRegistrationOptions({
    rpID,
    rpName,
    userID: userHandle(viewer.userId),
    userName: viewer.email,
    userDisplayName: viewer.name,
    challenge: Uint8Array.from(Buffer.from(challenge, "base64url")),
    attestationType: "none",
    excludeCredentials: own,
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
  });
}

/** Stores the passkey that the browser has made, and emails its person. */
export async function addPasskey(viewer: Viewer, { name, answer }: NewPasskey): Promise<null> {
  assertProved(viewer);
  const challenge = challengeOf(answer.response.clientDataJSON);
  const isOurs = await takeChallenge(challenge, "register", viewer.userId);
  const { id: expectedRPID, origin: expectedOrigin } = relyingParty();
  const checked = isOurs
    ? await verifyRegistrationResponse({
        response: answer as Parameters<typeof verifyRegistrationResponse>[0]["response"],
        expectedChallenge: challenge,
        expectedOrigin,
        expectedRPID,
        requireUserVerification: true,
      }).catch(() => null)
    : null;
  if (!checked?.verified) throw new AppError("invalid", { text: message("passkeys.notAccepted") });
  const { credential, credentialBackedUp } = checked.registrationInfo;
  await transaction(async (client) => {
    assertRoom(await lockOwn(client, viewer));
    const added = await client
      .insertInto("passkey")
      .values({
        id: credential.id,
        user_id: viewer.userId,
        public_key: Buffer.from(credential.publicKey),
        counter: credential.counter,
        transports: answer.response.transports ?? [],
        name,
        is_synced: credentialBackedUp,
      })
      .onConflict((conflict) => conflict.column("id").doNothing())
      .returning("id")
      .executeTakeFirst();
    if (!added) throw new AppError("conflict", { text: message("passkeys.known") });
    await note(client, viewer, "passkey.added");
    await tellAboutPasskey(client, viewer, "added", name);
  });
  return null;
}

export async function renamePasskey(
  viewer: Viewer,
  { id, name }: { id: string; name: string },
): Promise<null> {
  return transaction(async (client) => {
    await lockOwn(client, viewer);
    const renamed = await client
      .updateTable("passkey")
      .set({ name })
      .where("id", "=", id)
      .where("user_id", "=", viewer.userId)
      .returning("id")
      .executeTakeFirst();
    if (!renamed) throw new AppError("not_found");
    return null;
  });
}

/** Removes a passkey. Throws `conflict` for the last factor of a person who must have one. */
export async function removePasskey(viewer: Viewer, { id }: { id: string }): Promise<null> {
  assertProved(viewer);
  return transaction(async (client) => {
    const own = await lockOwn(client, viewer);
    if (!own.some((passkey) => passkey.id === id)) throw new AppError("not_found");
    if (own.length === 1 && (await needsPasskey(client, viewer)))
      throw new AppError("conflict", { text: message("passkeys.lastFactor") });
    const removed = await client
      .deleteFrom("passkey")
      .where("id", "=", id)
      .where("user_id", "=", viewer.userId)
      .returning("name")
      .executeTakeFirstOrThrow();
    await lockWithoutFactor(client, viewer.userId);
    await note(client, viewer, "passkey.removed");
    await tellAboutPasskey(client, viewer, "removed", removed.name);
    return null;
  });
}

/** Returns whether a second factor is required and there is no authenticator app. */
async function needsPasskey(client: Db, { userId }: Viewer): Promise<boolean> {
  return !(await hasAuthenticator(client, userId)) && (await mustHaveFactor(client, userId));
}

async function note(client: Db, viewer: Viewer, action: PersonAct): Promise<void> {
  await audit(
    {
      ...actedBy(viewer),
      organizationId: null,
      action,
      targetType: "user",
      targetId: viewer.userId,
    },
    client,
  );
}
