import { beforeAll, beforeEach, describe, expect, it } from "vitest";

import { changePassword } from "@/lib/accounts/passwords/commands";
import { hasPassword } from "@/lib/accounts/passwords/queries";
import { loadSession } from "@/lib/auth/load-viewer";
import { hashPassword, verifyPassword } from "@/lib/auth/password";
import type { Viewer } from "@/lib/auth/types";
import { prisma } from "@/lib/db/prisma";
import { useTestDatabase } from "@/tests/helpers/database";
import { disableUser, makeSession, makeViewer } from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";

useTestDatabase();

const [currentPassword, newPassword] = ["battery staple horse", "tram, tea and snow"];
let oldHash: string;
beforeAll(async () => {
  oldHash = await hashPassword(currentPassword);
});
beforeEach(() => sql("DELETE FROM mail"));

async function withHash(passwordHash: string | null): Promise<Viewer> {
  const viewer = await makeViewer();
  await prisma().user.update({ where: { id: viewer.userId }, data: { passwordHash } });
  return viewer;
}
const unproved = (viewer: Viewer) => ({
  ...viewer,
  session: { ...viewer.session, provedAt: null },
});
const storedHash = async ({ userId }: Viewer) =>
  (await prisma().user.findUniqueOrThrow({ where: { id: userId } })).passwordHash;

describe("a new password", () => {
  it("needs the current one, ends other sessions and copied cookies, and emails the person", async () => {
    const viewer = await withHash(oldHash);
    const other = await makeSession(viewer.userId);
    const changed = await changePassword(unproved(viewer), { currentPassword, newPassword });
    expect(changed.endedSessions).toBe(1);
    expect(await verifyPassword(await storedHash(viewer), newPassword)).toBe(true);
    expect(await loadSession(other)).toBeNull();
    expect(await loadSession(viewer.session.id)).toBeNull();
    expect((await loadSession(changed.sessionId))?.viewer.userId).toBe(viewer.userId);
    expect(await sql("SELECT kind, recipient FROM mail")).toEqual([
      { kind: "password_changed", recipient: viewer.email },
    ]);
  });

  it("is not taken with a wrong one, nor from a disabled account", async () => {
    const viewer = await withHash(oldHash);
    await expect(
      changePassword(viewer, { currentPassword: "wrong", newPassword }),
    ).rejects.toMatchObject({ code: "invalid", fieldErrors: { currentPassword: {} } });
    await disableUser(viewer.userId);
    await expect(changePassword(viewer, { currentPassword, newPassword })).rejects.toMatchObject({
      code: "unauthenticated",
    });
    expect(await storedHash(viewer)).toBe(oldHash);
  });

  it("is set without one after a recent proof", async () => {
    const viewer = await withHash(null);
    expect(await hasPassword(viewer)).toBe(false);
    const input = { currentPassword: "", newPassword };
    await expect(changePassword(unproved(viewer), input)).rejects.toMatchObject({
      code: "proof_required",
    });
    await changePassword(viewer, input);
    expect(await hasPassword(viewer)).toBe(true);
  });

  it("is refused among the worst", async () => {
    const viewer = await withHash(null);
    await expect(
      changePassword(viewer, { currentPassword: "", newPassword: "qwertyuiop" }),
    ).rejects.toMatchObject({ code: "invalid", fieldErrors: { newPassword: {} } });
  });
});
