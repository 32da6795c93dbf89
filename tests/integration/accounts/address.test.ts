import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";

import {
  addressBehind,
  askAddressChange,
  changeBehind,
  confirmAddress,
  stopAddressChange,
} from "@/lib/accounts/address/commands";
import { endSessions } from "@/lib/accounts/end-sessions";
import { resetBehind, resetPassword, sendReset } from "@/lib/accounts/reset/commands";
import { revokeOtherSessions } from "@/lib/accounts/sessions/commands";
import { createToken } from "@/lib/accounts/tokens";
import { loadSession } from "@/lib/auth/load-viewer";
import type { Viewer } from "@/lib/auth/types";
import { transaction } from "@/lib/db/kysely";
import {
  countWinners,
  ended,
  expireTokens,
  lastToken,
  queuedMails,
  tokens,
  visitor,
} from "@/tests/helpers/accounts/links";
import { useTestDatabase } from "@/tests/helpers/database";
import { currentViewer, makeViewer } from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";

vi.mock("@/lib/auth/password", async () => {
  const { instantPasswords } = await import("@/tests/helpers/accounts/instant-passwords");
  return instantPasswords;
});
vi.mock("@/lib/accounts/tokens", async (original) => {
  const { recordTokens } = await import("@/tests/helpers/accounts/links");
  return recordTokens(await original());
});

useTestDatabase();

const newPassword = "three words or four";

let manager: Viewer;
beforeAll(async () => {
  manager = await makeViewer();
});
beforeEach(() => sql("DELETE FROM rate_limit; DELETE FROM account_token; DELETE FROM mail"));

describe("a new address", () => {
  it("is used once it is confirmed; the old one gets an email, and sessions continue", async () => {
    const person = await makeViewer();
    await askAddressChange(person, { email: "moved@example.com" });
    const token = lastToken();
    expect(await queuedMails()).toEqual([
      "address_confirmation moved@example.com",
      `address_change_notice ${person.email}`,
    ]);
    for (let i = 0; i < 3; i++)
      expect(await addressBehind(token)).toMatchObject({ email: "moved@example.com" });
    expect((await currentViewer(person.userId))?.email).toBe(person.email);
    expect(await countWinners(() => confirmAddress(person, token))).toBe(1);
    expect((await loadSession(person.session.id))?.viewer.email).toBe("moved@example.com");
    expect((await queuedMails()).slice(2)).toEqual([
      "address_changed moved@example.com",
      `address_changed ${person.email}`,
    ]);
  });

  it("can be stopped once from the email to the old one, which names it", async () => {
    const person = await makeViewer();
    await askAddressChange(person, { email: "thief@example.com" });
    const [stop = "", confirm = ""] = tokens.slice(-2);
    for (let i = 0; i < 3; i++)
      expect(await changeBehind(stop)).toEqual({
        address: person.email,
        newAddress: "thief@example.com",
      });
    await expect(stopAddressChange(confirm, visitor.origin)).rejects.toMatchObject(ended);
    await expect(confirmAddress(person, stop)).rejects.toMatchObject(ended);
    expect(await countWinners(() => stopAddressChange(stop, visitor.origin))).toBe(1);
    expect(await addressBehind(confirm)).toBeNull();
    expect(await changeBehind(stop)).toBeNull();
    await expect(confirmAddress(person, confirm)).rejects.toMatchObject(ended);
    expect((await currentViewer(person.userId))?.email).toBe(person.email);
    expect(
      await sql("SELECT actor_id, network FROM audit_entry WHERE action = $1", [
        "address.change_stopped",
      ]),
    ).toEqual([{ actor_id: null, network: "203.0.113.0/24" }]);
  });

  it("is either confirmed or stopped when both links are used at once", async () => {
    const person = await makeViewer();
    await askAddressChange(person, { email: "both@example.com" });
    const [stop = "", confirm = ""] = tokens.slice(-2);
    const done = await Promise.allSettled([
      confirmAddress(person, confirm),
      stopAddressChange(stop, visitor.origin),
    ]);
    expect(done.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const isMade = done[0]?.status === "fulfilled";
    expect((await currentViewer(person.userId))?.email).toBe(
      isMade ? "both@example.com" : person.email,
    );
  });

  it("can no longer be stopped once it is confirmed, replaced or expired", async () => {
    const person = await makeViewer();
    const ask = async (email: string) => {
      await askAddressChange(person, { email });
      const [stop = "", confirm = ""] = tokens.slice(-2);
      return { stop, confirm };
    };
    const replaced = await ask("one@example.com");
    const made = await ask("two@example.com");
    expect(await changeBehind(replaced.stop)).toBeNull();
    await confirmAddress(person, made.confirm);
    for (const { stop } of [replaced, made])
      await expect(stopAddressChange(stop, visitor.origin)).rejects.toMatchObject(ended);
    const late = await ask("three@example.com");
    await expireTokens();
    await expect(stopAddressChange(late.stop, visitor.origin)).rejects.toMatchObject(ended);
  });

  it("needs a proof, and gets the same answer if another account has it", async () => {
    const person = await makeViewer();
    const unproved = { ...person, session: { ...person.session, provedAt: null } };
    await expect(askAddressChange(unproved, { email: "a@example.com" })).rejects.toMatchObject({
      code: "proof_required",
    });
    expect(await askAddressChange(person, { email: manager.email })).toEqual({
      email: manager.email,
    });
    await expect(confirmAddress(person, lastToken())).rejects.toMatchObject({
      code: "conflict",
      text: { key: "address.errors.taken" },
    });
    expect((await currentViewer(person.userId))?.email).toBe(person.email);
  });

  it("ends open links to the old address, and ends itself when replaced or expired", async () => {
    const person = await makeViewer();
    await sendReset(person.email, visitor);
    const reset = lastToken();
    await askAddressChange(person, { email: "first@example.com" });
    const replaced = lastToken();
    await askAddressChange(person, { email: "second@example.com" });
    const confirmed = lastToken();
    await expect(confirmAddress(person, replaced)).rejects.toMatchObject(ended);
    await confirmAddress(person, confirmed);
    expect(await resetBehind(reset)).toBeNull();
    await askAddressChange(person, { email: "third@example.com" });
    await expireTokens();
    await expect(confirmAddress(person, lastToken())).rejects.toMatchObject(ended);
  });

  it("can be confirmed only by the person who asked", async () => {
    const person = await makeViewer();
    await askAddressChange(person, { email: "mine@example.com" });
    await expect(confirmAddress(manager, lastToken())).rejects.toMatchObject({
      code: "forbidden",
    });
    expect((await currentViewer(person.userId))?.email).toBe(person.email);
  });

  it.each(["a reset", "signing out everywhere else", "an administrator who ends the sessions"])(
    "that someone else has asked for ends with %s",
    async (how) => {
      const person = await makeViewer();
      await askAddressChange(person, { email: "thief@example.com" });
      const otherToken = lastToken();
      if (how === "a reset") {
        await sendReset(person.email, visitor);
        await resetPassword({ token: lastToken(), newPassword }, visitor);
      } else if (how === "signing out everywhere else") await revokeOtherSessions(person);
      else await transaction((client) => endSessions(client, person.userId));
      expect(await addressBehind(otherToken)).toBeNull();
      await expect(confirmAddress(person, otherToken)).rejects.toMatchObject(ended);
    },
  );

  it("ends a link to set a password that is written at the same time", async () => {
    const person = await makeViewer();
    await askAddressChange(person, { email: "elsewhere@example.com" });
    await confirmAddress(person, lastToken());
    const { token } = await transaction((client) =>
      createToken(client, {
        kind: "password_reset",
        email: person.email,
        userId: person.userId,
      }),
    );
    await expect(resetPassword({ token, newPassword }, visitor)).rejects.toMatchObject(ended);
  });
});
