import { beforeAll, beforeEach, describe, expect, it } from "vitest";

import {
  FAILURES_PER_ACCOUNT,
  FAILURES_PER_NETWORK,
  FAILURES_PER_PLACE,
} from "@/lib/auth/limits/sign-in-throttle";
import { hashPassword } from "@/lib/auth/password";
import { signInWithPassword } from "@/lib/auth/sign-in";
import { prisma } from "@/lib/db/prisma";
import { useTestDatabase } from "@/tests/helpers/database";
import { disableUser } from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";

useTestDatabase();

const checkSignIn = (credentials: unknown, address: string, deviceToken?: string) =>
  signInWithPassword(credentials, { address, userAgent: "Tests", deviceToken });

const failed = (key: string, times: number) =>
  sql(
    `INSERT INTO rate_limit (key, points, expire) VALUES ($1, $2, $3)
     ON CONFLICT (key) DO UPDATE SET points = excluded.points`,
    [key, times, Date.now() + 60_000],
  );

const right = { email: "jane@example.com", password: "correct horse" };
const wrong = { ...right, password: "battery staple" };

beforeAll(async () => {
  await prisma().user.create({
    data: { email: right.email, name: "Jane", passwordHash: await hashPassword(right.password) },
  });
  const { id } = await prisma().user.create({
    data: {
      email: "gone@example.com",
      name: "Gone",
      passwordHash: await hashPassword(right.password),
    },
  });
  await disableUser(id);
});

beforeEach(() => sql("DELETE FROM rate_limit"));

describe("sign-in", () => {
  it("takes the right pair, whatever the case and blanks of the address", async () => {
    const given = { ...right, email: "  Jane@Example.COM " };
    expect(await checkSignIn(given, "192.0.2.1")).not.toBeNull();
  });

  it.each([
    ["a wrong password", wrong],
    ["an unknown person", { ...right, email: "nobody@example.com" }],
    ["a disabled account and a wrong password", { ...wrong, email: "gone@example.com" }],
    ["no password", { email: right.email }],
    ["something else", "hello"],
  ])("answers the same nothing to %s", async (_name, given) => {
    expect(await checkSignIn(given, "192.0.2.1")).toBeNull();
  });

  it("reveals that an account is disabled only after the right password, and counts a failure", async () => {
    const gone = { ...right, email: "gone@example.com" };
    for (let i = 0; i < FAILURES_PER_PLACE; i++)
      await expect(checkSignIn(gone, "192.0.2.1")).rejects.toMatchObject({
        code: "account_disabled",
      });
    await expect(checkSignIn(gone, "192.0.2.1")).rejects.toMatchObject({ code: "throttled" });
    const reasons = await sql("SELECT DISTINCT reason FROM audit_entry WHERE reason = 'disabled'");
    expect(reasons).toHaveLength(1);
  });

  it("keeps the language of the sign-in page once, or if it was chosen there, and only one that the portal speaks", async () => {
    const languageOf = () => sql('SELECT language FROM "user" WHERE email = $1', [right.email]);
    await checkSignIn({ ...right, language: "??" }, "192.0.2.1");
    expect(await languageOf()).toEqual([{ language: null }]);
    await checkSignIn({ ...right, language: "sv-SE" }, "192.0.2.1");
    await checkSignIn({ ...right, language: "en-GB" }, "192.0.2.1");
    expect(await languageOf()).toEqual([{ language: "sv" }]);
    const chosen = { isLanguageChosen: "true" };
    await checkSignIn({ ...right, password: "wrong", language: "en", ...chosen }, "192.0.2.1");
    await checkSignIn({ ...right, language: "??", ...chosen }, "192.0.2.1");
    expect(await languageOf()).toEqual([{ language: "sv" }]);
    await checkSignIn({ ...right, language: "en", ...chosen }, "192.0.2.1");
    expect(await languageOf()).toEqual([{ language: "en" }]);
  });

  it("is throttled after ten failures from one network, even with the right password", async () => {
    for (let i = 0; i < FAILURES_PER_PLACE; i++)
      expect(await checkSignIn(wrong, "192.0.2.1")).toBeNull();
    await expect(checkSignIn(right, "192.0.2.1")).rejects.toMatchObject({ code: "throttled" });
    expect(await checkSignIn(right, "192.0.2.200")).not.toBeNull();
  });

  it("is throttled after fifty failures on one account from any networks, but not on its owner's device", async () => {
    const deviceToken = (await checkSignIn(right, "192.0.2.1"))?.deviceToken;
    await failed("signin_account:jane@example.com", FAILURES_PER_ACCOUNT - 1);
    expect(await checkSignIn(wrong, "192.0.2.2")).toBeNull();
    await expect(checkSignIn(right, "192.0.2.3")).rejects.toMatchObject({ code: "throttled" });
    expect(await checkSignIn(right, "192.0.2.3", deviceToken)).not.toBeNull();
    const copy = `${deviceToken?.slice(1)}x`;
    await expect(checkSignIn(right, "192.0.2.3", copy)).rejects.toMatchObject({
      code: "throttled",
    });
  });

  it("is throttled on a known device after ten failures there, and nowhere else", async () => {
    const deviceToken = (await checkSignIn(right, "192.0.2.1"))?.deviceToken;
    for (let i = 0; i < FAILURES_PER_PLACE; i++)
      expect(await checkSignIn(wrong, `192.0.2.${i}`, deviceToken)).toBeNull();
    await expect(checkSignIn(right, "192.0.2.99", deviceToken)).rejects.toMatchObject({
      code: "throttled",
    });
    expect(await checkSignIn(right, "192.0.2.99")).not.toBeNull();
  });

  it("of one person's device is no known device of another account", async () => {
    const deviceToken = (await checkSignIn(right, "192.0.2.1"))?.deviceToken;
    await failed("signin_network:192.0.2.1", FAILURES_PER_NETWORK);
    await expect(
      checkSignIn({ ...wrong, email: "other@example.com" }, "192.0.2.1", deviceToken),
    ).rejects.toMatchObject({ code: "throttled" });
  });

  it("gives visitors without an address ten times as much room, as they share one network", async () => {
    await failed("signin_network:unknown", FAILURES_PER_NETWORK * 10 - 1);
    expect(await checkSignIn({ ...wrong, email: "other@example.com" }, "unknown")).toBeNull();
    await expect(
      checkSignIn({ ...wrong, email: "third@example.com" }, "unknown"),
    ).rejects.toMatchObject({ code: "throttled" });
  });

  it("lets no more through when attempts come side by side", async () => {
    const outcomes = await Promise.allSettled(
      Array.from({ length: 30 }, () => checkSignIn(wrong, "192.0.2.1")),
    );
    expect(outcomes.filter((outcome) => outcome.status === "fulfilled")).toHaveLength(
      FAILURES_PER_PLACE,
    );
  });

  it("forgets failures after a success", async () => {
    for (let i = 0; i < FAILURES_PER_PLACE - 1; i++) await checkSignIn(wrong, "192.0.2.1");
    expect(await checkSignIn(right, "192.0.2.1")).not.toBeNull();
    expect(await checkSignIn(wrong, "192.0.2.1")).toBeNull();
    expect(await checkSignIn(right, "192.0.2.1")).not.toBeNull();
  });

  it("throttles an address that tries many accounts", async () => {
    await failed("signin_network:192.0.2.9", FAILURES_PER_NETWORK);
    await expect(
      checkSignIn({ ...wrong, email: "other@example.com" }, "192.0.2.9"),
    ).rejects.toMatchObject({ code: "throttled" });
  });

  it("throttles whoever takes another address of the same network for each attempt", async () => {
    await failed("signin_network:2001:db8:0:1::/64", FAILURES_PER_NETWORK);
    for (const address of ["2001:db8::1:0:0:0:1", "2001:0DB8:0:1:ffff::2"]) {
      await expect(
        checkSignIn({ ...wrong, email: "other@example.com" }, address),
      ).rejects.toMatchObject({ code: "throttled" });
    }
    expect(
      await checkSignIn({ ...wrong, email: "other@example.com" }, "2001:db8:0:2::1"),
    ).toBeNull();
  });
});
