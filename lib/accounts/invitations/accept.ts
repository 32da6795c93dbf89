import { actedBy } from "../../auth/acted-by";
import { hashPassword } from "../../auth/password";
import { networkPrefix } from "../../auth/request/client-address";
import { completeSignIn, type SignedIn, type SignInOrigin } from "../../auth/sessions";
import type { Viewer } from "../../auth/types";
import { audit, type AuditActor } from "../../db/audit";
import { now } from "../../db/expressions";
import { type Db, db, transaction } from "../../db/kysely";
import { AppError } from "../../errors";
import type { Language } from "../../i18n/languages";
import { message } from "../../i18n/message";
import { newId } from "../../ids";
import { endSessions } from "../end-sessions";
import { lockOrganization } from "../member-locks";
import { tellManagers } from "../member-mails";
import { assertGoodPassword } from "../passwords/password-rule";
import { type AccountToken, findToken, takeToken } from "../tokens";
import { type InvitationMaker, invitationMaker } from "./maker";
import { ORGANIZATION_ROLES, PORTAL_ROLES } from "./schemas";

const ended = () => new AppError("not_found", { text: message("invitations.accept.ended") });

interface NewPerson {
  token: string;
  name: string;
  newPassword: string;
}

/**
 * Makes the account of an invited person and signs them in. Throws `not_found` for an invitation
 * that has ended, `conflict` if the address has an account, and `invalid` for the password.
 */
export async function acceptAsNewPerson(
  { token, name, newPassword }: NewPerson,
  { origin, language }: { origin: SignInOrigin; language: Language },
): Promise<SignedIn> {
  const open = await findToken(db(), "invitation", token);
  if (!open) throw ended();
  assertGoodPassword(newPassword, open.email);
  const passwordHash = await hashPassword(newPassword);
  return transaction(async (client) => {
    const { invitation, ...taken } = await takeInvitation(client, token);
    const portalRole = PORTAL_ROLES.find((role) => role === invitation.role);
    const user = await client
      .insertInto("user")
      .values({
        id: newId(),
        email: invitation.email,
        email_verified_at: invitation.data.provesAddress === true ? now() : null,
        name,
        password_hash: passwordHash,
        role: invitation.organizationId === null && portalRole ? portalRole : "customer",
        language,
      })
      .onConflict((conflict) => conflict.column("email").doNothing())
      .returning("id")
      .executeTakeFirst();
    if (!user) throw new AppError("conflict", { text: message("invitations.accept.hasAccount") });
    await join(client, { userId: user.id, name }, { invitation, ...taken });
    const network = networkPrefix(origin.address);
    await auditAccepted(client, { actorId: user.id, sessionId: null, network }, invitation);
    const signedIn = await completeSignIn(user.id, "invitation", origin, client);
    if (!signedIn) throw ended();
    return signedIn;
  });
}

/**
 * Gives the viewer what they were invited to; with a role in the portal they sign in again. Throws
 * `not_found` for an invitation that has ended, and `forbidden` if it is another person's or the
 * viewer is staff.
 */
export async function acceptAsViewer(viewer: Viewer, token: string): Promise<void> {
  await transaction(async (client) => {
    const taken = await takeInvitation(client, token);
    const { invitation, maker } = taken;
    const { userId } = viewer;
    const person = await client
      .selectFrom("user")
      .select(["name", "email", "role"])
      .where("id", "=", userId)
      .where("disabled_at", "is", null)
      .forUpdate()
      .executeTakeFirst();
    if (!person) throw new AppError("unauthenticated");
    if (invitation.email !== person.email)
      throw new AppError("forbidden", { text: message("invitations.accept.notYours") });
    if (invitation.organizationId === null) await promote(client, userId, invitation);
    else if (person.role !== "customer" && !maker.isAdministrator)
      throw new AppError("forbidden", { text: message("invitations.errors.notAddable") });
    else await join(client, { userId, name: person.name }, taken);
    await auditAccepted(client, actedBy(viewer), invitation);
  });
}

interface TakenInvitation {
  invitation: AccountToken;
  maker: InvitationMaker;
  /** Null: a role in the portal. */
  organizationName: string | null;
}

/**
 * Waits for changes of the organization's people, so that its maker is still one who may invite.
 */
async function takeInvitation(client: Db, token: string): Promise<TakenInvitation> {
  const open = await findToken(client, "invitation", token);
  const organizationName = open?.organizationId
    ? await lockOrganization(client, open.organizationId)
    : null;
  const invitation = open && (await takeToken(client, "invitation", token));
  const maker = invitation && (await invitationMaker(client, invitation));
  if (!invitation || !maker) throw ended();
  return { invitation, maker, organizationName };
}

/**
 * Adds a membership, or keeps an existing one. Emails managers about people whom administrators
 * invited.
 */
async function join(
  client: Db,
  { userId, name }: { userId: string; name: string },
  { invitation, maker, organizationName }: TakenInvitation,
): Promise<void> {
  const { organizationId } = invitation;
  if (organizationId === null || organizationName === null) return;
  const role = ORGANIZATION_ROLES.find((one) => one === invitation.role);
  if (!role) throw ended();
  const joined = await client
    .insertInto("membership")
    .values({ user_id: userId, organization_id: organizationId, role })
    .onConflict((conflict) => conflict.doNothing())
    .returning("user_id")
    .executeTakeFirst();
  if (!joined || !maker.isFromPortal) return;
  const told = { organizationId, organization: organizationName, by: maker };
  await tellManagers(client, "accepted", told, { userId, name, role });
}

/**
 * Never lowers a role. The administrator has vouched for the address. Ends the person's sessions,
 * since those of staff have other limits.
 */
async function promote(client: Db, userId: string, { role }: AccountToken): Promise<void> {
  const portalRole = PORTAL_ROLES.find((one) => one === role);
  if (!portalRole) throw ended();
  const promoted = await client
    .updateTable("user")
    .set({
      role: portalRole,
      email_verified_at: (eb) => eb.fn.coalesce("email_verified_at", now()),
    })
    .where("id", "=", userId)
    .where("disabled_at", "is", null)
    .where("role", "in", portalRole === "admin" ? ["customer", "staff"] : ["customer"])
    .returning("id")
    .executeTakeFirst();
  if (promoted) await endSessions(client, userId);
}

function auditAccepted(
  client: Db,
  actor: AuditActor,
  { id, organizationId, role, createdById }: AccountToken,
): Promise<void> {
  return audit(
    {
      ...actor,
      organizationId,
      action: "invitation.accepted",
      targetType: "invitation",
      targetId: id,
      data: { role, invitedById: createdById },
    },
    client,
  );
}
