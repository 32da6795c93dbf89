import { actedBy } from "../../auth/acted-by";
import { countUse, type RateLimit } from "../../auth/limits/rate-limit";
import type { Viewer } from "../../auth/types";
import { audit, type AuditRecord } from "../../db/audit";
import { lockUntilCommit, now } from "../../db/expressions";
import { type Db, transaction } from "../../db/kysely";
import { AppError } from "../../errors";
import type { Language } from "../../i18n/languages";
import { inMailLanguage } from "../../i18n/mail-language";
import { message } from "../../i18n/message";
import { isMailConfigured } from "../../mail/is-mail-configured";
import { hasPortalUrl, portalUrl } from "../../portal-url";
import { invitePageUrl } from "../../routes";
import { assertStillMay, lockOrganization } from "../member-locks";
import { tellManagers } from "../member-mails";
import { createToken, isOpenToken, withdrawTokens } from "../tokens";
import { addKnownPerson, assertNoMember, findKnownPerson, joinsAtOnce } from "./known-person";
import { mailInvitation } from "./mails";
import { invitationMaker } from "./maker";
import type { InvitationIdInput, InvitedRole, InviteInput } from "./schemas";
import { assertMayInvite, openInvitation } from "./scope";
import type { Invited } from "./types";

export const MAX_PENDING = 50;
const MAX_PER_DAY = 100;

const PER_DAY: RateLimit = {
  maxUses: MAX_PER_DAY,
  windowSeconds: 24 * 60 * 60,
  text: message("invitations.errors.tooManyToday", { max: MAX_PER_DAY }),
};

/** The invited address and what it is invited to. */
interface Invitation {
  email: string;
  role: InvitedRole;
  /** Null: a role in the portal. */
  organizationId: string | null;
  language?: Language;
}

type OrganizationInvitation = Extract<InviteInput, { to: "organization" }> & {
  organizationName: string;
};

/**
 * Invites by email. A person with an account gets the membership at once; the result is the same.
 * Throws `not_found`, `forbidden` or `proof_required` like `assertMayInvite`, `conflict` for a
 * membership or a portal account that is there, and `throttled` beyond a hundred a day or fifty
 * pending.
 */
export async function invitePerson(viewer: Viewer, input: InviteInput): Promise<Invited> {
  const organizationId = input.to === "organization" ? input.organizationId : null;
  assertMayInvite(viewer, organizationId);
  await countUse(`invitations:${organizationId ?? "portal"}`, PER_DAY);
  return transaction(async (client) => {
    await lockUntilCommit(client, `invitations:${organizationId ?? "portal"}`);
    const organizationName = await lockFor(client, viewer, organizationId);
    const known = await findKnownPerson(client, input.email);
    if (known && input.to === "portal") {
      const text = message("invitations.errors.hasAccount");
      throw new AppError("conflict", { text, fieldErrors: { email: text } });
    }
    if (input.to === "portal" || organizationName === null)
      return send(client, viewer, { ...input, organizationId: null });
    if (known) await assertNoMember(client, viewer, known, input.organizationId);
    const invitation = { ...input, organizationName };
    if (!known || !joinsAtOnce(viewer, known)) {
      const invited = await send(client, viewer, invitation);
      await tellOfPortalAct(client, viewer, "invited", invitation, null);
      return invited;
    }
    await makeRoom(client, invitation);
    await addKnownPerson(client, viewer, known, invitation);
    await tellOfPortalAct(client, viewer, "added", invitation, known);
    return { email: input.email, link: null };
  });
}

/** Sends a new link, which works for seven days; the old one stops working. Throws `not_found`. */
export async function resendInvitation(
  viewer: Viewer,
  { invitationId }: InvitationIdInput,
): Promise<Invited> {
  const { organizationId } = await openInvitation(viewer, invitationId);
  await countUse(`invitations:${organizationId ?? "portal"}`, PER_DAY);
  return transaction(async (client) => {
    await lockUntilCommit(client, `invitations:${organizationId ?? "portal"}`);
    await lockFor(client, viewer, organizationId);
    return send(client, viewer, await openInvitation(viewer, invitationId));
  });
}

/** Its link stops working. Throws `not_found` for one that was accepted or withdrawn. */
export async function withdrawInvitation(
  viewer: Viewer,
  { invitationId }: InvitationIdInput,
): Promise<{ invitationId: string }> {
  const { organizationId, role } = await openInvitation(viewer, invitationId);
  await transaction(async (client) => {
    await lockFor(client, viewer, organizationId);
    const { numUpdatedRows } = await client
      .updateTable("account_token")
      .set({ withdrawn_at: now() })
      .where("id", "=", invitationId)
      .where("used_at", "is", null)
      .where("withdrawn_at", "is", null)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) throw new AppError("not_found");
    const action = "invitation.withdrawn";
    await audit(auditRecord(viewer, action, invitationId, { organizationId, role }), client);
  });
  return { invitationId };
}

async function send(client: Db, viewer: Viewer, invitation: Invitation): Promise<Invited> {
  // The link would lead nowhere, and exists only in this email.
  if (!hasPortalUrl())
    throw new AppError("conflict", { text: message("invitations.errors.noPortalUrl") });
  const { email, role, organizationId, language = viewer.language } = invitation;
  await makeRoom(client, invitation);
  const { id, token } = await createToken(client, {
    kind: "invitation",
    createdById: viewer.userId,
    email,
    role,
    organizationId,
    data: { provesAddress: isMailConfigured() || viewer.role === "admin", language },
  });
  const organizationName = await nameOf(client, organizationId);
  await mailInvitation(client, viewer, { email, role, organizationName, language }, token);
  await audit(auditRecord(viewer, "invitation.sent", id, { organizationId, role }), client);
  if (isMailConfigured()) return { email, link: null };
  return { email, link: inMailLanguage(portalUrl(invitePageUrl(token)), language) };
}

/**
 * Withdraws earlier invitations, for addresses with and without an account, so that the answer is
 * the same.
 */
async function makeRoom(
  client: Db,
  { email, organizationId }: Pick<Invitation, "email" | "organizationId">,
): Promise<void> {
  await withdrawTokens(client, "invitation", { email, organization_id: organizationId });
  const pending = await client
    .selectFrom("account_token")
    .select("id")
    .where("kind", "=", "invitation")
    .where("organization_id", organizationId === null ? "is" : "=", organizationId)
    .where(isOpenToken)
    .limit(MAX_PENDING)
    .execute();
  if (pending.length < MAX_PENDING) return;
  const text = message("invitations.errors.tooManyPending", { max: MAX_PENDING });
  throw new AppError("throttled", { text });
}

/** Emails an organization's managers about people whom administrators invite or add. */
async function tellOfPortalAct(
  client: Db,
  viewer: Viewer,
  act: "invited" | "added",
  { email, role, organizationId, organizationName: organization }: OrganizationInvitation,
  known: { id: string; name: string } | null,
): Promise<void> {
  const maker = await invitationMaker(client, { createdById: viewer.userId, organizationId });
  if (!maker?.isFromPortal) return;
  const told = { organizationId, organization, by: maker };
  const person = { userId: known?.id ?? null, name: known?.name ?? email, role };
  await tellManagers(client, act, told, person);
}

async function nameOf(client: Db, organizationId: string | null): Promise<string | null> {
  if (organizationId === null) return null;
  const found = await client
    .selectFrom("organization")
    .select("name")
    .where("id", "=", organizationId)
    .executeTakeFirst();
  if (!found) throw new AppError("not_found");
  return found.name;
}

/** Waits for changes of the organization's people, and reads the viewer's rights again. */
async function lockFor(
  client: Db,
  viewer: Viewer,
  organizationId: string | null,
): Promise<string | null> {
  const name = organizationId === null ? null : await lockOrganization(client, organizationId);
  const permission = organizationId === null ? "users.manage" : "people.invite";
  await assertStillMay(client, viewer, permission, organizationId);
  return name;
}

function auditRecord(
  viewer: Viewer,
  action: string,
  targetId: string,
  { organizationId, role }: Pick<Invitation, "organizationId" | "role">,
): AuditRecord {
  return {
    ...actedBy(viewer),
    organizationId,
    action,
    targetType: "invitation",
    targetId,
    data: { role },
  };
}
