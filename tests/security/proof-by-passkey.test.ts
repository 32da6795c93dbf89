import { beforeEach, expect, it } from "vitest";

import { addPasskey, startPasskey } from "@/lib/accounts/passkeys/commands";
import { relyingParty } from "@/lib/accounts/passkeys/relying-party";
import { askForPasskey } from "@/lib/accounts/passkeys/sign-in";
import { askForProof } from "@/lib/accounts/proof/passkey";
import { proveIdentity } from "@/lib/accounts/proof/prove-identity";
import { hasProved } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/types";
import { PasskeyDevice } from "@/tests/helpers/auth/passkey-device";
import { useTestDatabase } from "@/tests/helpers/database";
import { currentViewer, disableUser, makeViewer } from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";

useTestDatabase();

let jane: Viewer;
let device: PasskeyDevice;

async function withPasskey(): Promise<[Viewer, PasskeyDevice]> {
  const viewer = await makeViewer();
  const { id: rpId, origin } = relyingParty();
  const made = new PasskeyDevice({ origin, rpId, verifiesUser: true });
  await addPasskey(viewer, { name: "Phone", answer: made.create(await startPasskey(viewer)) });
  await sql("UPDATE session SET proved_at = now() - interval '1 hour' WHERE user_id = $1", [
    viewer.userId,
  ]);
  return [viewer, made];
}

const isProved = async ({ userId }: Viewer) => {
  const viewer = await currentViewer(userId);
  return viewer !== null && viewer !== undefined && hasProved(viewer);
};
const by = (answer: ReturnType<PasskeyDevice["get"]>) => ({ method: "passkey", answer }) as const;

beforeEach(async () => {
  await sql("DELETE FROM rate_limit");
  [jane, device] = await withPasskey();
});

it("proves once who somebody is", async () => {
  const answer = by(device.get(await askForProof(jane)));
  await proveIdentity(jane, answer);
  expect(await isProved(jane)).toBe(true);
  await expect(proveIdentity(jane, answer)).rejects.toMatchObject({ code: "invalid" });
});

it("proves nothing without user verification, or by an answer that was meant for signing in", async () => {
  device.settings.verifiesUser = false;
  const unverified = by(device.get(await askForProof(jane)));
  await expect(proveIdentity(jane, unverified)).rejects.toMatchObject({ code: "invalid" });
  device.settings.verifiesUser = true;
  const forSignIn = by(device.get(await askForPasskey("192.0.2.1")));
  await expect(proveIdentity(jane, forSignIn)).rejects.toMatchObject({ code: "invalid" });
  expect(await isProved(jane)).toBe(false);
});

it("proves nothing for another person, whoever of the two was asked", async () => {
  const [sam, samsDevice] = await withPasskey();
  const others = by(samsDevice.get(await askForProof(jane)));
  await expect(proveIdentity(jane, others)).rejects.toMatchObject({ code: "invalid" });
  const own = by(device.get(await askForProof(sam)));
  await expect(proveIdentity(jane, own)).rejects.toMatchObject({ code: "invalid" });
  expect([await isProved(jane), await isProved(sam)]).toEqual([false, false]);
});

it("is not asked of a person without one, or of a disabled account", async () => {
  await expect(askForProof(await makeViewer())).rejects.toMatchObject({ code: "not_found" });
  await disableUser(jane.userId);
  await expect(askForProof(jane)).rejects.toMatchObject({ code: "not_found" });
});
