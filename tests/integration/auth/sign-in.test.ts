import { beforeAll, beforeEach, describe, expect, it } from "vitest";

import { hashPassword } from "@/lib/auth/password";
import { signInWithPassword } from "@/lib/auth/sign-in";
import { FAILURES_PER_ACCOUNT, FAILURES_PER_ADDRESS } from "@/lib/auth/sign-in-throttle";
import { prisma } from "@/lib/db/prisma";
import { useTestDatabase } from "@/tests/helpers/database";
import { disableUser } from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";

useTestDatabase();

const checkSignIn = (credentials: unknown, address: string) =>
  signInWithPassword(credentials, { address, userAgent: "Tests", deviceToken: undefined });

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
    expect(
      await checkSignIn({ ...right, email: "  Jane@Example.COM " }, "192.0.2.1"),
    ).toMatchObject({
      isNewDevice: true,
    });
  });

  it.each([
    ["a wrong password", wrong],
    ["an unknown person", { ...right, email: "nobody@example.com" }],
    ["a disabled account", { ...right, email: "gone@example.com" }],
    ["no password", { email: right.email }],
    ["something else", "hello"],
  ])("answers the same nothing to %s", async (_name, given) => {
    expect(await checkSignIn(given, "192.0.2.1")).toBeNull();
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

  it("is throttled after ten failures on one account, from whatever addresses, even with the right password", async () => {
    for (let i = 0; i < FAILURES_PER_ACCOUNT; i++)
      expect(await checkSignIn(wrong, `192.0.2.${i}`)).toBeNull();
    await expect(checkSignIn(right, "192.0.2.200")).rejects.toMatchObject({ code: "throttled" });
  });

  it("lets no more through when attempts come side by side", async () => {
    const outcomes = await Promise.allSettled(
      Array.from({ length: 30 }, () => checkSignIn(wrong, "192.0.2.1")),
    );
    expect(outcomes.filter((outcome) => outcome.status === "fulfilled")).toHaveLength(
      FAILURES_PER_ACCOUNT,
    );
  });

  it("forgets failures after a success", async () => {
    for (let i = 0; i < FAILURES_PER_ACCOUNT - 1; i++) await checkSignIn(wrong, "192.0.2.1");
    expect(await checkSignIn(right, "192.0.2.1")).not.toBeNull();
    expect(await checkSignIn(wrong, "192.0.2.1")).toBeNull();
    expect(await checkSignIn(right, "192.0.2.1")).not.toBeNull();
  });

  it("throttles an address that tries many accounts", async () => {
    await sql(
      "INSERT INTO rate_limit (key, points, expire) VALUES ('signin_address:192.0.2.9', $1, $2)",
      [FAILURES_PER_ADDRESS, Date.now() + 60_000],
    );
    await expect(
      checkSignIn({ ...wrong, email: "other@example.com" }, "192.0.2.9"),
    ).rejects.toMatchObject({ code: "throttled" });
  });

  it("throttles whoever takes another address of the same network for each attempt", async () => {
    await sql(
      "INSERT INTO rate_limit (key, points, expire) SELECT 'signin_address:2001:db8:0:1::/64', $1, $2",
      [FAILURES_PER_ADDRESS, Date.now() + 60_000],
    );
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
