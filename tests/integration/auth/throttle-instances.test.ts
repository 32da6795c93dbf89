import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

import {
  FAILURES_PER_ACCOUNT,
  FAILURES_PER_NETWORK,
  FAILURES_PER_PLACE,
} from "@/lib/auth/limits/sign-in-throttle";
import { hashPassword } from "@/lib/auth/password";
import { signInWithPassword } from "@/lib/auth/sign-in";
import { prisma } from "@/lib/db/prisma";
import { type Attempt, type SignInChild, startSignInChild } from "@/tests/helpers/auth/child";
import { useTestDatabase } from "@/tests/helpers/database";
import { sql } from "@/tests/helpers/sql";

const INSTANCES = Number(process.env.INSTANCES ?? 2);
/** More than any of the limits that are left, also by two instances. */
const TRIES = 6;
const LEFT = 5;

useTestDatabase();

const victim = { email: "jane@example.com", password: "correct horse" };
const wrong = { ...victim, password: "battery staple" };
let instances: SignInChild[] = [];
let deviceToken: string | undefined;

const signIn = (address: string, device?: string) =>
  signInWithPassword(victim, { address, userAgent: "Tests", deviceToken: device });

beforeAll(async () => {
  await prisma().user.create({
    data: { email: victim.email, name: "Jane", passwordHash: await hashPassword(victim.password) },
  });
  deviceToken = (await signIn("192.0.2.1"))?.deviceToken;
  instances = await Promise.all(Array.from({ length: INSTANCES }, startSignInChild));
}, 120_000);
beforeEach(() => sql("DELETE FROM rate_limit"));
afterAll(() => Promise.all(instances.map((one) => one.end())));

/** All instances at once, each with its attempts. Returns how many passwords were looked at. */
async function passwordsTried(attempt: (instance: number, nth: number) => Attempt) {
  const outcomes = await Promise.all(
    instances.map((one, instance) =>
      one.tryAll(Array.from({ length: TRIES }, (_, nth) => attempt(instance, nth))),
    ),
  );
  expect(outcomes.flat()).toHaveLength(INSTANCES * TRIES);
  expect(outcomes.flat()).not.toContain("in");
  return outcomes.flat().filter((outcome) => outcome === "refused").length;
}

const leave = (key: string, limit: number) =>
  sql("INSERT INTO rate_limit (key, points, expire) VALUES ($1, $2, $3)", [
    key,
    limit - LEFT,
    Date.now() + 60_000,
  ]);

const network = (instance: number, nth: number) => `10.${instance}.${nth}.7`;

describe(`${INSTANCES} instances`, () => {
  it("look at ten passwords of one account from one network, and let its owner in elsewhere", async () => {
    const address = "198.51.100.7";
    expect(await passwordsTried(() => ({ ...wrong, address }))).toBe(FAILURES_PER_PLACE);
    await expect(signIn(address)).rejects.toMatchObject({ code: "throttled" });
    expect(await signIn(address, deviceToken)).not.toBeNull();
    expect(await signIn("192.0.2.1")).not.toBeNull();
  });

  it("share an account's limit over all networks, and let its owner in on a known device", async () => {
    await leave(`signin_account:${victim.email}`, FAILURES_PER_ACCOUNT);
    const tried = await passwordsTried((instance, nth) => ({
      ...wrong,
      address: network(instance, nth),
    }));
    expect(tried).toBe(LEFT);
    await expect(signIn("192.0.2.1")).rejects.toMatchObject({ code: "throttled" });
    expect(await signIn("192.0.2.1", deviceToken)).not.toBeNull();
  });

  it("share a network's limit over all accounts", async () => {
    await leave("signin_network:198.51.100.7", FAILURES_PER_NETWORK);
    const tried = await passwordsTried((instance, nth) => ({
      email: `guess-${instance}-${nth}@example.com`,
      password: wrong.password,
      address: "198.51.100.7",
    }));
    expect(tried).toBe(LEFT);
    expect(await signIn("192.0.2.1")).not.toBeNull();
  });
});
