import { describe, expect, it, vi } from "vitest";

import * as accepting from "@/lib/accounts/invitations/accept";
import * as inviting from "@/lib/accounts/invitations/commands";
import { listInvitations } from "@/lib/accounts/invitations/queries";
import * as requirements from "@/lib/accounts/second-factor/require";
import * as resets from "@/lib/accounts/second-factor/reset";
import { createToken } from "@/lib/accounts/tokens";
import type { Viewer } from "@/lib/auth/types";
import { type Db, db, transaction } from "@/lib/db/kysely";
import * as organizations from "@/lib/organizations/commands";
import * as hours from "@/lib/organizations/hours/opening-hours";
import { openingHoursInput } from "@/lib/organizations/hours/schemas";
import * as members from "@/lib/organizations/member-commands";
import * as accounts from "@/lib/people/commands";
import { useTestDatabase } from "@/tests/helpers/database";
import { OPENING_HOURS } from "@/tests/helpers/opening-hours";
import { makeOrganization, makeViewer } from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";

useTestDatabase();

interface Scene {
  organizationId: string;
  /** A member of the organization. */
  userId: string;
  /** A customer without an organization. */
  stranger: Viewer;
  /** An invitation of another person to the organization. */
  invitationId: string;
  /** The token of the acting person's invitation. */
  token: string;
}

type Command = (viewer: Viewer, scene: Scene) => Promise<unknown>;

/** Every command on people and organizations, with the role that it needs. */
const COMMANDS: Readonly<Record<"manager" | "admin" | "invited", Record<string, Command>>> = {
  manager: {
    invitePerson: (viewer, { organizationId }) =>
      inviting.invitePerson(viewer, {
        to: "organization",
        organizationId,
        email: "new@example.com",
        role: "manager",
      }),
    resendInvitation: inviting.resendInvitation,
    withdrawInvitation: inviting.withdrawInvitation,
    changeOrganizationSettings: (viewer, { organizationId }) =>
      organizations.changeOrganizationSettings(viewer, { organizationId, useReferences: false }),
    changeOpeningHours: (viewer, { organizationId }) =>
      hours.changeOpeningHours(viewer, organizationId, openingHoursInput.parse(OPENING_HOURS)),
    renameOrganization: (viewer, { organizationId }) =>
      organizations.renameOrganization(viewer, { organizationId, name: "Ours" }),
    changeMemberRole: (viewer, { organizationId, userId }) =>
      members.changeMemberRole(viewer, { organizationId, userId, role: "manager" }),
    removeMember: members.removeMember,
    requireSecondFactor: (viewer, { organizationId }) =>
      requirements.requireSecondFactor(viewer, { organizationId, isRequired: true }),
  },
  admin: {
    "invitePerson to the portal": (viewer) =>
      inviting.invitePerson(viewer, { to: "portal", email: "new@example.com", role: "admin" }),
    createOrganization: (viewer) => organizations.createOrganization(viewer, { name: "Ours" }),
    addMember: (viewer, { organizationId, stranger: { userId } }) =>
      members.addMember(viewer, { organizationId, userId, role: "manager", leave: undefined }),
    changePortalRole: (viewer, { userId }) =>
      accounts.changePortalRole(viewer, { userId, role: "admin" }),
    changePersonState: (viewer, { userId }) =>
      accounts.changePersonState(viewer, { userId, state: "disabled" }),
    endPersonSessions: accounts.endPersonSessions,
    resetSecondFactor: (viewer, { userId }) => resets.resetSecondFactor(viewer, userId),
  },
  invited: {
    acceptAsViewer: (viewer, { token }) => accepting.acceptAsViewer(viewer, token),
    leaveOrganization: members.leaveOrganization,
  },
};

/** Commands that take no viewer or only read. */
const NO_COMMANDS = new Set(["acceptAsNewPerson", "factorRequirement"]);

const CASES = Object.entries(COMMANDS).flatMap(([role, commands]) =>
  Object.entries(commands).map(
    ([name, command]) => [name, role as keyof typeof COMMANDS, command] as const,
  ),
);

it("every command is tested", () => {
  const exported = [accepting, inviting, organizations, members, accounts, requirements, resets]
    .flatMap((module) => Object.entries(module))
    .flatMap(([name, value]) => (typeof value === "function" ? [name] : []));
  const known = new Set(CASES.map(([name]) => name.split(" ")[0]));
  expect(exported.filter((name) => !known.has(name) && !NO_COMMANDS.has(name))).toEqual([]);
});

async function makeScene(role: keyof typeof COMMANDS) {
  const organizationId = await makeOrganization();
  const other = await makeViewer({ organizationId });
  const acting = await makeViewer(
    role === "admin"
      ? { role }
      : { organizationId, membership: role === "invited" ? "member" : "manager" },
  );
  const elsewhere = await makeOrganization("Contoso");
  const inviter = await makeViewer({ organizationId: elsewhere });
  const { token } = await createToken(db(), {
    kind: "invitation",
    email: acting.email,
    organizationId: elsewhere,
    role: "member",
    createdById: inviter.userId,
  });
  await inviting.invitePerson(other, {
    to: "organization",
    organizationId,
    email: "open@example.com",
    role: "member",
  });
  const [invitation] = await listInvitations(other, organizationId);
  const { userId } = await makeViewer({ organizationId, membership: "member" });
  const stranger = await makeViewer();
  const scene = { organizationId, userId, stranger, invitationId: invitation?.id ?? "", token };
  return { acting, scene };
}

const stored = (on: Db) =>
  sql(
    `SELECT jsonb_build_array(
       (SELECT jsonb_agg(to_jsonb(u) ORDER BY u.id) FROM "user" u),
       (SELECT jsonb_agg(to_jsonb(o) ORDER BY o.id) FROM organization o),
       (SELECT jsonb_agg(to_jsonb(m) ORDER BY m.user_id, m.organization_id) FROM membership m),
       (SELECT jsonb_agg(to_jsonb(t) ORDER BY t.id) FROM account_token t),
       (SELECT count(*) FROM mail), (SELECT count(*) FROM session WHERE revoked_at IS NULL)) AS rows`,
    [],
    on,
  );

const LOSSES = {
  disabled: 'UPDATE "user" SET disabled_at = now() WHERE id = $1',
  demoted: `WITH reader AS (UPDATE membership SET role = 'reader' WHERE user_id = $1)
    UPDATE "user" SET role = 'customer' WHERE id = $1`,
} as const;

const RETURN = {
  admin: `UPDATE "user" SET role = 'admin', disabled_at = NULL WHERE id = $1`,
  manager: `WITH again AS (UPDATE membership SET role = 'manager' WHERE user_id = $1)
    UPDATE "user" SET disabled_at = NULL WHERE id = $1`,
  member: "UPDATE membership SET role = 'member' WHERE user_id = $1",
} as const;

const isWaiting = async () =>
  (
    await sql(
      "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
    )
  ).length > 0;

/** Starts the command, which waits while another transaction takes the right away. */
async function runDuring(
  loss: keyof typeof LOSSES,
  acting: Viewer,
  command: () => Promise<unknown>,
) {
  let running: Promise<unknown> = Promise.resolve();
  const before = await transaction(async (client) => {
    await sql('LOCK TABLE "user", organization, membership IN EXCLUSIVE MODE', [], client);
    await sql(LOSSES[loss], [acting.userId], client);
    const rows = await stored(client);
    let isOver = false;
    running = command()
      .then(() => "done")
      .catch((error: { code?: string }) => error.code)
      .finally(() => (isOver = true));
    await vi.waitFor(async () => expect(isOver || (await isWaiting())).toBe(true), { interval: 5 });
    return rows;
  });
  return { code: await running, before };
}

describe.each(CASES)("%s", (_name, role, command) => {
  it("is refused if the right is lost while it waits, and done otherwise", async () => {
    const { acting, scene } = await makeScene(role);
    const run = () => command(acting, scene);
    const refusals =
      role === "invited"
        ? { disabled: "unauthenticated" }
        : { disabled: "unauthenticated", demoted: role === "admin" ? "not_found" : "forbidden" };
    const right = await stored(db());
    for (const [loss, refusal] of Object.entries(refusals)) {
      const { code, before } = await runDuring(loss as keyof typeof LOSSES, acting, run);
      expect([loss, code]).toEqual([loss, refusal]);
      expect(await stored(db())).toEqual(before);
      await sql(role === "admin" ? RETURN.admin : RETURN.manager, [acting.userId]);
      if (role === "invited") await sql(RETURN.member, [acting.userId]);
    }
    expect(await stored(db())).toEqual(right);
    await run();
    expect(await stored(db())).not.toEqual(right);
  });
});
