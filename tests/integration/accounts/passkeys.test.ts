import { beforeEach, describe, expect, it } from "vitest";

import {
  addPasskey,
  MAX_PASSKEYS,
  removePasskey,
  renamePasskey,
  startPasskey,
} from "@/lib/accounts/passkeys/commands";
import { listPasskeys } from "@/lib/accounts/passkeys/queries";
import { relyingParty } from "@/lib/accounts/passkeys/relying-party";
import { askForPasskey, signInWithPasskey } from "@/lib/accounts/passkeys/sign-in";
import type { Viewer } from "@/lib/auth/types";
import { env } from "@/lib/env";
import { PasskeyDevice } from "@/tests/helpers/auth/passkey-device";
import { useTestDatabase } from "@/tests/helpers/database";
import { mailsTo } from "@/tests/helpers/mails";
import { disableUser, makeViewer } from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";

useTestDatabase();

const VISIT = { address: "192.0.2.1", userAgent: "Tests", deviceToken: undefined };

let person: Viewer;
let device: PasskeyDevice;

const newDevice = () => {
  const { id: rpId, origin } = relyingParty();
  return new PasskeyDevice({ origin, rpId, verifiesUser: true });
};

beforeEach(async () => {
  await sql("DELETE FROM rate_limit");
  await sql("DELETE FROM mail");
  person = await makeViewer();
  device = newDevice();
});

async function add(viewer = person, on = device, name = "Phone"): Promise<string> {
  const answer = on.create(await startPasskey(viewer));
  await addPasskey(viewer, { name, answer });
  return answer.id;
}

const signIn = async (on = device) =>
  signInWithPasskey(on.get(await askForPasskey(VISIT.address)), VISIT);

const unproved = (viewer: Viewer): Viewer => ({
  ...viewer,
  session: { ...viewer.session, provedAt: null },
});

describe("signing in with a passkey", () => {
  it("counts as two factors, and notes when it was used", async () => {
    await add();
    const signedIn = await signIn();
    expect(signedIn?.userId).toBe(person.userId);
    const [session] = await sql("SELECT method, second_factor_at FROM session WHERE id = $1", [
      signedIn?.sessionId,
    ]);
    expect(session).toEqual({ method: "passkey", second_factor_at: expect.any(Date) as Date });
    expect(await listPasskeys(person)).toMatchObject([
      { name: "Phone", isSynced: true, lastUsedAt: expect.any(Date) as Date },
    ]);
  });

  it("takes a challenge once, of 20 at the same time too", async () => {
    await add();
    const answer = device.get(await askForPasskey(VISIT.address));
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, () => signInWithPasskey(answer, VISIT)),
    );
    expect(outcomes.filter(Boolean)).toHaveLength(1);
    expect(await signInWithPasskey(answer, VISIT)).toBeNull();
  });

  it("erases a challenge even if the answer is wrong", async () => {
    await add();
    const options = await askForPasskey(VISIT.address);
    device.settings.verifiesUser = false;
    expect(await signInWithPasskey(device.get(options), VISIT)).toBeNull();
    device.settings.verifiesUser = true;
    expect(await signInWithPasskey(device.get(options), VISIT)).toBeNull();
  });

  it.each<[string, () => void]>([
    ["another site", () => (device.settings.origin = "https://evil.example")],
    ["another site's passkeys", () => (device.settings.rpId = "evil.example")],
    ["somebody whom the device did not check", () => (device.settings.verifiesUser = false)],
  ])("refuses the answer of %s", async (_who, change) => {
    await add();
    change();
    expect(await signIn()).toBeNull();
  });

  it("refuses an altered answer, another's id, and a challenge of another kind or age", async () => {
    await add();
    const other = newDevice();
    await add(await makeViewer(), other);
    const foreign = other.get(await askForPasskey(VISIT.address));
    const own = device.get(await askForPasskey(VISIT.address));
    const swapped = { ...own, id: foreign.id, rawId: foreign.id };
    expect(await signInWithPasskey(swapped, VISIT)).toBeNull();
    const registering = await startPasskey(person);
    expect(await signInWithPasskey(device.get(registering), VISIT)).toBeNull();
    const late = device.get(await askForPasskey(VISIT.address));
    await sql("UPDATE passkey_challenge SET expires_at = now() - interval '1 second'");
    expect(await signInWithPasskey(late, VISIT)).toBeNull();
    const unread = { ...own, response: { ...own.response, clientDataJSON: "AAAA" } };
    expect(await signInWithPasskey(unread, VISIT)).toBeNull();
  });

  it("refuses a counter that goes back or stands still, and audits it", async () => {
    await add();
    device.counter = 7;
    expect(await signIn()).not.toBeNull();
    for (const counter of [7, 6, 0]) {
      device.counter = counter;
      expect(await signIn()).toBeNull();
    }
    const noted = await sql(
      "SELECT reason, outcome FROM audit_entry WHERE target_id = $1 AND action = 'signin.failed'",
      [person.userId],
    );
    expect(noted).toEqual(Array(3).fill({ reason: "passkey_counter", outcome: "refused" }));
    device.counter = 8;
    expect(await signIn()).not.toBeNull();
  });

  it("refuses a removed passkey, and tells the owner of a disabled account so", async () => {
    const id = await add();
    await removePasskey(person, { id });
    expect(await signIn()).toBeNull();
    await add();
    await disableUser(person.userId);
    await expect(signIn()).rejects.toMatchObject({ code: "account_disabled" });
    expect(
      await sql(
        "SELECT reason FROM audit_entry WHERE target_id = $1 AND action = 'signin.failed'",
        [person.userId],
      ),
    ).toEqual([{ reason: "disabled" }]);
  });
});

describe("a person's passkeys", () => {
  it("are added, renamed and removed, which the person is told by email", async () => {
    const id = await add();
    await renamePasskey(person, { id, name: "Laptop" });
    expect(await listPasskeys(person)).toMatchObject([{ id, name: "Laptop", lastUsedAt: null }]);
    await removePasskey(person, { id });
    expect(await listPasskeys(person)).toEqual([]);
    const kinds = (await mailsTo(person.email)).map(({ kind }) => kind);
    expect(kinds.sort()).toEqual(["passkey_added", "passkey_removed"]);
  });

  it("have one handle per person, which says nothing about them", async () => {
    const [first, second] = [await startPasskey(person), await startPasskey(person)];
    expect(first.user.id).toBe(second.user.id);
    expect((await startPasskey(await makeViewer())).user.id).not.toBe(first.user.id);
    expect(Buffer.from(first.user.id, "base64url")).toHaveLength(32);
    expect(first.authenticatorSelection).toMatchObject({
      residentKey: "required",
      userVerification: "required",
    });
  });

  it("are changed only by who has proved who they are", async () => {
    const id = await add();
    const answer = device.create(await startPasskey(person));
    const refused = { code: "proof_required" };
    const viewer = unproved(person);
    await expect(startPasskey(viewer)).rejects.toMatchObject(refused);
    await expect(addPasskey(viewer, { name: "More", answer })).rejects.toMatchObject(refused);
    await expect(removePasskey(viewer, { id })).rejects.toMatchObject(refused);
    expect(await listPasskeys(person)).toHaveLength(1);
  });

  it("are out of reach for a stranger and a disabled account", async () => {
    const id = await add();
    const stranger = await makeViewer();
    const missing = { code: "not_found" };
    await expect(renamePasskey(stranger, { id, name: "Mine" })).rejects.toMatchObject(missing);
    await expect(removePasskey(stranger, { id })).rejects.toMatchObject(missing);
    expect(await listPasskeys(stranger)).toEqual([]);
    const answer = device.create(await startPasskey(person));
    await expect(addPasskey(stranger, { name: "Mine", answer })).rejects.toMatchObject({
      code: "invalid",
    });
    await disableUser(person.userId);
    const ended = { code: "unauthenticated" };
    await expect(startPasskey(person)).rejects.toMatchObject(ended);
    await expect(renamePasskey(person, { id, name: "Mine" })).rejects.toMatchObject(ended);
    await expect(removePasskey(person, { id })).rejects.toMatchObject(ended);
    expect(await listPasskeys(person)).toEqual([]);
  });

  it("are refused when made elsewhere, unverified, or twice from one challenge", async () => {
    const invalid = { code: "invalid", text: { key: "passkeys.notAccepted" } };
    for (const settings of [
      { origin: "https://evil.example" },
      { rpId: "evil.example" },
      { verifiesUser: false },
    ]) {
      const other = newDevice();
      Object.assign(other.settings, settings);
      const answer = other.create(await startPasskey(person));
      await expect(addPasskey(person, { name: "Bad", answer })).rejects.toMatchObject(invalid);
    }
    const options = await startPasskey(person);
    await addPasskey(person, { name: "Good", answer: device.create(options) });
    const again = addPasskey(person, { name: "Again", answer: device.create(options) });
    await expect(again).rejects.toMatchObject(invalid);
  });

  it("are at most twenty", async () => {
    await sql(
      `INSERT INTO passkey (id, user_id, public_key, counter, transports, name, is_synced)
       SELECT 'passkey-' || n || $1, $1, '', 0, '{}', 'Key', false FROM generate_series(1, $2) n`,
      [person.userId, MAX_PASSKEYS],
    );
    const full = { code: "invalid", text: { key: "passkeys.tooMany" } };
    await expect(startPasskey(person)).rejects.toMatchObject(full);
  });

  it("keep the last one of a person who must have a second factor", async () => {
    const staff = await makeViewer({ role: "staff" });
    const id = await add(staff);
    const waived = env().SECOND_FACTOR;
    env().SECOND_FACTOR = "required";
    try {
      const refused = { code: "conflict", text: { key: "passkeys.lastFactor" } };
      await expect(removePasskey(staff, { id })).rejects.toMatchObject(refused);
      await sql(
        "INSERT INTO authenticator (user_id, sealed_secret, confirmed_at) VALUES ($1, '', now())",
        [staff.userId],
      );
      await removePasskey(staff, { id });
    } finally {
      env().SECOND_FACTOR = waived;
    }
    expect(await listPasskeys(staff)).toEqual([]);
  });
});
