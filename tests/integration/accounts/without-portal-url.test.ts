import path from "node:path";

import { beforeAll, beforeEach, expect, it, vi } from "vitest";

import { invitePerson, resendInvitation } from "@/lib/accounts/invitations/commands";
import { listInvitations } from "@/lib/accounts/invitations/queries";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { isMailConfigured } from "@/lib/mail/is-mail-configured";
import { useTestDatabase } from "@/tests/helpers/database";
import { makeOrganization, makeViewer } from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";

useTestDatabase();

const start = (await import(path.resolve("instrumentation-node.ts"))) as {
  checkEnvironment(): void;
  offerFirstAccount(): Promise<void>;
};
let usual: Pick<ReturnType<typeof env>, "NEXTAUTH_URL" | "NODE_ENV">;
const production = () => Object.assign(env(), { NEXTAUTH_URL: undefined, NODE_ENV: "production" });
const otherwise = () => Object.assign(env(), usual);
const links = async () => (await sql("SELECT kind FROM account_token")).map(({ kind }) => kind);

beforeAll(() => {
  const { NEXTAUTH_URL, NODE_ENV } = env();
  usual = { NEXTAUTH_URL, NODE_ENV };
});
beforeEach(production);

it("a portal without its own address says so when it starts, and sends no email", () => {
  const warn = vi.spyOn(log, "warn");
  start.checkEnvironment();
  expect(warn).toHaveBeenCalledWith(expect.stringContaining("NEXTAUTH_URL is not set"));
  expect(isMailConfigured()).toBe(false);
  otherwise();
  warn.mockClear();
  start.checkEnvironment();
  expect(warn).not.toHaveBeenCalled();
});

it("a portal without its own address prints no link to the first account", async () => {
  const printed = vi.spyOn(process.stdout, "write").mockReturnValue(true);
  await start.offerFirstAccount();
  expect(printed).not.toHaveBeenCalled();
  expect(await links()).toEqual([]);
  otherwise();
  await start.offerFirstAccount();
  expect(printed).toHaveBeenCalledWith(expect.stringContaining(`${usual.NEXTAUTH_URL}/`));
  await sql("DELETE FROM account_token");
});

const refused = { code: "conflict", text: { key: "invitations.errors.noPortalUrl" } };

it("a portal without its own address refuses invitations, with the reason", async () => {
  const organizationId = await makeOrganization();
  const manager = await makeViewer({ organizationId });
  const invitation = {
    to: "organization",
    organizationId,
    email: "new@example.com",
    role: "member",
  } as const;
  await expect(invitePerson(manager, invitation)).rejects.toMatchObject(refused);
  expect(await links()).toEqual([]);
  otherwise();
  await invitePerson(manager, invitation);
  const [made] = await listInvitations(manager, organizationId);
  production();
  await expect(resendInvitation(manager, { invitationId: made?.id ?? "" })).rejects.toMatchObject(
    refused,
  );
  expect(await links()).toEqual(["invitation"]);
});
