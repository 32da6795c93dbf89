import { beforeEach, expect, it, vi } from "vitest";

import { checkEnvironment, offerFirstAccount } from "@/instrumentation-node";
import { invitePerson, resendInvitation } from "@/lib/accounts/invitations/commands";
import { listInvitations } from "@/lib/accounts/invitations/queries";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { isMailConfigured } from "@/lib/mail/is-mail-configured";
import { useTestDatabase } from "@/tests/helpers/database";
import { makeOrganization, makeViewer } from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";

useTestDatabase();

const { NEXTAUTH_URL: url, NODE_ENV: mode } = env();
const production = () => Object.assign(env(), { NEXTAUTH_URL: undefined, NODE_ENV: "production" });
const otherwise = () => Object.assign(env(), { NEXTAUTH_URL: url, NODE_ENV: mode });
const links = async () => (await sql("SELECT kind FROM account_token")).map(({ kind }) => kind);

beforeEach(production);

it("a portal that does not know its address says so when it starts, and mails nothing", () => {
  const warn = vi.spyOn(log, "warn");
  checkEnvironment();
  expect(warn).toHaveBeenCalledWith(expect.stringContaining("NEXTAUTH_URL is not set"));
  expect(isMailConfigured()).toBe(false);
  otherwise();
  warn.mockClear();
  checkEnvironment();
  expect(warn).not.toHaveBeenCalled();
});

it("and prints no link to the first account, which would lead to this very machine", async () => {
  const printed = vi.spyOn(process.stdout, "write").mockReturnValue(true);
  await offerFirstAccount();
  expect(printed).not.toHaveBeenCalled();
  expect(await links()).toEqual([]);
  otherwise();
  await offerFirstAccount();
  expect(printed).toHaveBeenCalledWith(expect.stringContaining(`${url}/`));
  await sql("DELETE FROM account_token");
});

const refused = { code: "conflict", text: { key: "invitations.errors.noPortalUrl" } };

it("and refuses to invite anybody, with the reason", async () => {
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
  await expect(
    resendInvitation(manager, { invitationId: made?.id ?? "" }),
  ).rejects.toMatchObject(refused);
  expect(await links()).toEqual(["invitation"]);
});
