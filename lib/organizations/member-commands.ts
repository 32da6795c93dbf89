import { assertVerified } from "../accounts/address/verified";
import { endSessionsOnLoss } from "../accounts/end-sessions";
import {
  assertOtherManager,
  assertStillMay,
  type LockedMember,
  lockOrganization,
  memberOf,
} from "../accounts/member-locks";
import { tellManagers, tellMember } from "../accounts/member-mails";
import { withdrawTokens } from "../accounts/tokens";
import type { PersonAct } from "../acts/person-acts";
import { actedBy } from "../auth/acted-by";
import {
  assertMay,
  assertMayEverywhere,
  assertProved,
  isManager,
  ownOrganizations,
} from "../auth/permissions";
import type { MembershipRole, Viewer } from "../auth/types";
import { audit } from "../db/audit";
import { type Db, transaction } from "../db/kysely";
import { AppError } from "../errors";
import { message } from "../i18n/message";
import { recordNotice } from "../notices/record/record-notice";
import type { AddMemberInput, MemberInput, MemberRoleInput } from "./schemas";

const RANK: Readonly<Record<MembershipRole, number>> = { reader: 1, member: 2, manager: 3 };

/**
 * Changes a member's role; a lower one ends sessions. Emails the managers about an administrator's
 * change. Throws `conflict` for the last manager. Needs a proof.
 */
export async function changeMemberRole(
  viewer: Viewer,
  { organizationId, userId, role }: MemberRoleInput,
): Promise<MemberRoleInput> {
  assertMay(viewer, "people.manage", organizationId);
  assertProved(viewer);
  return transaction(async (client) => {
    const organization = await lockOrganization(client, organizationId);
    await assertStillMay(client, viewer, "people.manage", organizationId);
    const member = await memberOf(client, organizationId, userId);
    if (member.role === role) return { organizationId, userId, role };
    if (member.role === "manager") await assertOtherManager(client, organizationId, userId);
    await client
      .updateTable("membership")
      .set({ role })
      .where("organization_id", "=", organizationId)
      .where("user_id", "=", userId)
      .execute();
    const ended =
      RANK[role] < RANK[member.role] ? await endSessionsOnLoss(client, viewer, member) : 0;
    const data = { role, before: member.role, endedSessions: ended };
    await auditMember(client, viewer, "member.role_changed", { organizationId, userId }, data);
    if (!isManager(viewer, organizationId)) {
      const told = { organizationId, organization, by: viewer };
      await tellManagers(client, "role", told, { userId, name: member.name, role });
    }
    await tellMember(client, viewer, member, {
      kind: "member_role",
      subject: message("people.mail.roleSubject", { organization }),
      text: message("people.mail.role", { organization, role, signedOut: String(ended > 0) }),
    });
    return { organizationId, userId, role };
  });
}

/** Audited; ends sessions. Throws `conflict` for the last manager. Needs a proof. */
export async function removeMember(viewer: Viewer, input: MemberInput): Promise<MemberInput> {
  assertMay(viewer, "people.manage", input.organizationId);
  assertProved(viewer);
  return transaction(async (client) => {
    const organization = await lockOrganization(client, input.organizationId);
    await assertStillMay(client, viewer, "people.manage", input.organizationId);
    const member = await memberOf(client, input.organizationId, input.userId);
    const ended = await deleteMember(
      client,
      viewer,
      member,
      input.organizationId,
      "member.removed",
    );
    await tellRemoved(client, viewer, member, organization, ended);
    return input;
  });
}

/**
 * Ends the viewer's own membership, even in a locked organization, since leaving needs no second
 * factor. Throws `conflict` for the last manager. Needs a proof.
 */
export async function leaveOrganization(
  viewer: Viewer,
  { organizationId }: { organizationId: string },
): Promise<{ organizationId: string }> {
  const isLocked = viewer.lockedOrganizations.some((one) => one.organizationId === organizationId);
  if (!isLocked && !ownOrganizations(viewer).includes(organizationId))
    throw new AppError("not_found");
  assertProved(viewer);
  return transaction(async (client) => {
    await lockOrganization(client, organizationId);
    await assertStillMay(client, viewer, "people.read", organizationId);
    const member = await memberOf(client, organizationId, viewer.userId);
    await deleteMember(client, viewer, member, organizationId, "member.left");
    return { organizationId };
  });
}

/**
 * Adds another person to an organization, and removes them from `leave` if given. Emails the
 * organization's managers. Administrators only. Needs a proof.
 */
export async function addMember(
  viewer: Viewer,
  { organizationId, userId, role, leave }: AddMemberInput,
): Promise<MemberRoleInput> {
  assertMayEverywhere(viewer, "users.manage");
  if (viewer.userId === userId)
    throw new AppError("forbidden", { text: message("invitations.errors.yourself") });
  return transaction(async (client) => {
    const names = new Map<string, string>();
    // In one order, so that two moves never wait for each other.
    for (const id of [...new Set([organizationId, ...(leave ? [leave] : [])])].sort())
      names.set(id, await lockOrganization(client, id));
    await assertStillMay(client, viewer, "users.manage", null);
    const user = await client
      .selectFrom("user")
      .select(["name", "email", "language", "email_verified_at as emailVerifiedAt"])
      .where("id", "=", userId)
      .executeTakeFirst();
    if (!user) throw new AppError("not_found");
    assertVerified(user);
    const added = await client
      .insertInto("membership")
      .values({ organization_id: organizationId, user_id: userId, role })
      .onConflict((conflict) => conflict.doNothing())
      .returning("user_id")
      .executeTakeFirst();
    if (!added) throw new AppError("conflict", { text: message("people.errors.isMember") });
    await auditMember(client, viewer, "member.added", { organizationId, userId }, { role });
    await recordNotice(client, {
      organizationId,
      topic: `organization:${organizationId}`,
      kind: "added",
      detail: "added",
      actorId: viewer.userId,
      recipientId: userId,
    });
    const organization = names.get(organizationId) ?? "";
    await withdrawInvitations(client, user.email, organizationId);
    const told = { organizationId, organization, by: viewer };
    await tellManagers(client, "added", told, { userId, name: user.name, role });
    await tellMember(client, viewer, user, {
      kind: "member_added",
      subject: message("people.mail.addedSubject", { organization }),
      text: message("people.mail.added", { organization, role }),
    });
    if (leave && leave !== organizationId) {
      const member = await memberOf(client, leave, userId);
      const ended = await deleteMember(client, viewer, member, leave, "member.removed");
      await tellRemoved(client, viewer, member, names.get(leave) ?? "", ended);
    }
    return { organizationId, userId, role };
  });
}

/** An older invitation would bring a removed person back, or give another role. */
function withdrawInvitations(client: Db, email: string, organizationId: string) {
  return withdrawTokens(client, "invitation", { email, organization_id: organizationId });
}

/** Returns how many sessions it ended. */
async function deleteMember(
  client: Db,
  viewer: Viewer,
  member: LockedMember,
  organizationId: string,
  action: PersonAct,
): Promise<number> {
  const { userId, role, email } = member;
  if (role === "manager") await assertOtherManager(client, organizationId, userId);
  await client
    .deleteFrom("membership")
    .where("organization_id", "=", organizationId)
    .where("user_id", "=", userId)
    .execute();
  // Following opens a private ticket, also after coming back.
  await client
    .deleteFrom("ticket_follow")
    .where("user_id", "=", userId)
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom("ticket as t")
          .whereRef("t.id", "=", "ticket_follow.ticket_id")
          .where("t.organization_id", "=", organizationId)
          .select("t.id"),
      ),
    )
    .execute();
  await withdrawInvitations(client, email, organizationId);
  const endedSessions = await endSessionsOnLoss(client, viewer, member);
  await auditMember(client, viewer, action, { organizationId, userId }, { role, endedSessions });
  return endedSessions;
}

function tellRemoved(
  client: Db,
  viewer: Viewer,
  member: LockedMember,
  organization: string,
  endedSessions: number,
): Promise<void> {
  return tellMember(client, viewer, member, {
    kind: "member_removed",
    subject: message("people.mail.removedSubject", { organization }),
    text: message("people.mail.removed", { organization, signedOut: String(endedSessions > 0) }),
  });
}

function auditMember(
  client: Db,
  viewer: Viewer,
  action: PersonAct,
  { organizationId, userId }: MemberInput,
  data: Record<string, string | number>,
): Promise<void> {
  return audit(
    {
      ...actedBy(viewer),
      organizationId,
      action,
      targetType: "user",
      targetId: userId,
      data,
    },
    client,
  );
}
