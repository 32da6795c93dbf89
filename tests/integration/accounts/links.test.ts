import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";

import {
  createFirstAdministrator,
  firstAdministratorLink,
  isFirstAdministratorOpen,
} from "@/lib/accounts/first-administrator/commands";
import { acceptAsNewPerson, acceptAsViewer } from "@/lib/accounts/invitations/accept";
import { invitePerson, withdrawInvitation } from "@/lib/accounts/invitations/commands";
import { invitationBehind } from "@/lib/accounts/invitations/open-invitation";
import { listInvitations } from "@/lib/accounts/invitations/queries";
import { resetBehind, resetPassword, sendReset } from "@/lib/accounts/reset/commands";
import { loadSession } from "@/lib/auth/load-viewer";
import type { Viewer } from "@/lib/auth/types";
import { prisma } from "@/lib/db/prisma";
import {
  countWinners,
  ended,
  expireTokens,
  lastToken,
  queuedMails,
  visitor,
} from "@/tests/helpers/accounts/links";
import { useTestDatabase } from "@/tests/helpers/database";
import {
  currentViewer,
  disableUser,
  makeSession,
  makeViewer,
  makeViewers,
} from "@/tests/helpers/people";
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

it("a portal without people makes its first administrator by any of its links, and one only", async () => {
  const links = await Promise.all(Array.from({ length: 3 }, firstAdministratorLink));
  const found = links.map((link) => new URL(link ?? "").pathname.split("/")[2] ?? "");
  const open = await Promise.all(found.map(isFirstAdministratorOpen));
  expect(open).toEqual([true, true, true]);
  const [token = "", other = ""] = found;
  const input = { token, name: "Ada", email: "ada@example.com", newPassword };
  await expect(
    createFirstAdministrator({ ...input, newPassword: "ada@example.com" }, visitor),
  ).rejects.toMatchObject({ code: "invalid" });
  expect(await countWinners(() => createFirstAdministrator(input, visitor))).toBe(1);
  const ada = await prisma().user.findUniqueOrThrow({ where: { email: "ada@example.com" } });
  expect(ada.role).toBe("admin");
  expect(await firstAdministratorLink()).toBeNull();
  expect(await isFirstAdministratorOpen(other)).toBe(false);
});

describe("with people", () => {
  let manager: Viewer;
  let organizationId: string;
  beforeAll(async () => {
    ({ owner: manager, organizationId } = await makeViewers());
  });
  beforeEach(() => sql("DELETE FROM rate_limit; DELETE FROM account_token; DELETE FROM mail"));

  async function invite(email: string, role: "reader" | "manager" = "manager"): Promise<string> {
    await invitePerson(manager, { to: "organization", organizationId, email, role });
    return lastToken();
  }
  const accept = (token: string) =>
    acceptAsNewPerson({ token, name: "New Person", newPassword }, visitor);

  describe("an invitation's link", () => {
    it("changes nothing when a scanner opens it, and then signs the person in, once", async () => {
      const token = await invite("new@example.com");
      for (let i = 0; i < 3; i++)
        expect(await invitationBehind(token)).toMatchObject({
          email: "new@example.com",
          role: "manager",
          organizationName: "Northwind",
          hasAccount: false,
        });
      expect(await countWinners(() => accept(token))).toBe(1);
      const user = await prisma().user.findUniqueOrThrow({ where: { email: "new@example.com" } });
      expect(user).toMatchObject({ name: "New Person", role: "customer", language: "sv" });
      expect((await currentViewer(user.id))?.memberships).toMatchObject([
        { organizationId, role: "manager" },
      ]);
      expect(await invitationBehind(token)).toBeNull();
      expect(await sql("SELECT method FROM session WHERE user_id = $1", [user.id])).toEqual([
        { method: "invitation" },
      ]);
    });

    it("refuses a poor password, and can be used afterwards", async () => {
      const token = await invite("northern.light@example.com");
      await expect(
        acceptAsNewPerson({ token, name: "N", newPassword: "northern.light1" }, visitor),
      ).rejects.toMatchObject({ code: "invalid", fieldErrors: { newPassword: {} } });
      await accept(token);
    });

    it("ends when it expires, is withdrawn or replaced", async () => {
      const replaced = await invite("later@example.com");
      const expired = await invite("later@example.com");
      await expect(accept(replaced)).rejects.toMatchObject(ended);
      await expireTokens();
      await expect(accept(expired)).rejects.toMatchObject(ended);
      const withdrawn = await invite("later@example.com");
      const [pending] = await listInvitations(manager, organizationId);
      await withdrawInvitation(manager, { invitationId: pending?.id ?? "" });
      await expect(accept(withdrawn)).rejects.toMatchObject(ended);
      await expect(accept("no token")).rejects.toMatchObject(ended);
    });

    it("makes nobody sign in as a person who has an account by then", async () => {
      const token = await invite("soon@example.com");
      await prisma().user.create({ data: { email: "soon@example.com", name: "Soon" } });
      expect(await invitationBehind(token)).toMatchObject({ hasAccount: true });
      await expect(accept(token)).rejects.toMatchObject({ code: "conflict" });
      const soon = await prisma().user.findUniqueOrThrow({ where: { email: "soon@example.com" } });
      await makeSession(soon.id);
      const viewer = await currentViewer(soon.id);
      if (!viewer) throw new Error("Nobody is signed in.");
      await expect(acceptAsViewer(manager, token)).rejects.toMatchObject({ code: "forbidden" });
      await acceptAsViewer(viewer, token);
      expect((await currentViewer(soon.id))?.memberships).toMatchObject([{ role: "manager" }]);
    });
  });

  describe("a reset's link", () => {
    async function ask(person: Viewer): Promise<string> {
      await sendReset(person.email, visitor);
      return lastToken();
    }

    it("sets the password once, ends all sessions and starts one", async () => {
      const person = await makeViewer();
      const token = await ask(person);
      for (let i = 0; i < 3; i++) expect(await resetBehind(token)).toBe(person.email);
      let signedIn: { sessionId: string } | undefined;
      const reset = async () => {
        signedIn = await resetPassword({ token, newPassword }, visitor);
      };
      expect(await countWinners(reset)).toBe(1);
      expect(await loadSession(person.session.id)).toBeNull();
      expect((await loadSession(signedIn?.sessionId ?? ""))?.viewer.userId).toBe(person.userId);
      expect(await queuedMails()).toEqual([
        `password_reset ${person.email}`,
        `password_changed ${person.email}`,
      ]);
    });

    it("does not replace the second factor", async () => {
      const person = await makeViewer();
      await sql(
        "INSERT INTO authenticator (user_id, sealed_secret, confirmed_at) VALUES ($1, 'x', now())",
        [person.userId],
      );
      const token = await ask(person);
      const { sessionId } = await resetPassword({ token, newPassword }, visitor);
      expect((await loadSession(sessionId))?.missing).toBe("second_factor");
    });

    it("ends when it expires, the password is set, or the account is disabled", async () => {
      const person = await makeViewer();
      const reset = (token: string) => resetPassword({ token, newPassword }, visitor);
      const [own, asked] = [await ask(person), await ask(person)];
      await reset(own);
      await expect(reset(asked)).rejects.toMatchObject(ended);
      const expired = await ask(person);
      await expireTokens();
      await expect(reset(expired)).rejects.toMatchObject(ended);
      const last = await ask(person);
      await disableUser(person.userId);
      await expect(reset(last)).rejects.toMatchObject(ended);
    });

    it("goes to nobody unknown or disabled", async () => {
      const disabled = await makeViewer();
      await disableUser(disabled.userId);
      await sendReset(disabled.email, visitor);
      await sendReset("nobody@example.com", visitor);
      expect(await queuedMails()).toEqual([]);
    });
  });
});
