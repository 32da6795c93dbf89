import { beforeAll, expect, it, vi } from "vitest";

import { hashPassword, verifyPassword } from "@/lib/auth/password";
import { signInWithPassword } from "@/lib/auth/sign-in";
import { transaction } from "@/lib/db/kysely";
import { useTestDatabase } from "@/tests/helpers/database";
import { makeViewer } from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";

useTestDatabase();

vi.mock("@/lib/auth/password", async (load) => {
  const real = await load<typeof import("@/lib/auth/password")>();
  return { ...real, verifyPassword: vi.fn(real.verifyPassword) };
});

const PASSWORD = "battery staple horse";
const ORIGIN = { address: "192.0.2.1", userAgent: "Tests", deviceToken: undefined };
let hash: string;
beforeAll(async () => {
  hash = await hashPassword(PASSWORD);
});

async function person() {
  const viewer = await makeViewer();
  await sql('UPDATE "user" SET password_hash = $2 WHERE id = $1', [viewer.userId, hash]);
  await sql("DELETE FROM session WHERE user_id = $1", [viewer.userId]);
  return viewer;
}

const signIn = ({ email }: { email: string }) =>
  signInWithPassword({ email, password: PASSWORD }, ORIGIN);
const sessionsOf = ({ userId }: { userId: string }) =>
  sql("SELECT id FROM session WHERE user_id = $1", [userId]);
const setHash = 'UPDATE "user" SET password_hash = $2 WHERE id = $1';

it("starts no session by a password that was changed while it was checked", async () => {
  const viewer = await person();
  vi.mocked(verifyPassword).mockImplementationOnce(async () => {
    await sql(setHash, [viewer.userId, "the next one"]);
    return true;
  });
  expect(await signIn(viewer)).toBeNull();
  expect(await sessionsOf(viewer)).toEqual([]);
});

it("waits for a change that is not committed yet, and then starts none either", async () => {
  const viewer = await person();
  const { signedIn } = await transaction(async (client) => {
    await sql(setHash, [viewer.userId, "the next one"], client);
    vi.mocked(verifyPassword).mockResolvedValueOnce(true);
    const signedIn = signIn(viewer);
    await vi.waitFor(async () =>
      expect(
        await sql("SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock'"),
      ).not.toEqual([]),
    );
    return { signedIn };
  });
  expect(await signedIn).toBeNull();
  expect(await sessionsOf(viewer)).toEqual([]);
});

it("starts one when nothing was changed", async () => {
  const viewer = await person();
  expect(await signIn(viewer)).not.toBeNull();
});
