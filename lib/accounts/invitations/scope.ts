import { assertMay, assertProved, mayEverywhere, organizationsWhere } from "../../auth/permissions";
import type { Viewer } from "../../auth/types";
import { db } from "../../db/kysely";
import { AppError } from "../../errors";
import { type Language, languageOf } from "../../i18n/languages";
import type { InvitedRole } from "./schemas";

/**
 * Managers invite to their organization, administrators to every one. Null means the portal's own
 * roles, which administrators give. Throws `proof_required` for both.
 */
export function assertMayInvite(viewer: Viewer, organizationId: string | null): void {
  if (organizationId !== null) return assertMay(viewer, "people.invite", organizationId);
  if (!mayEverywhere(viewer, "users.manage")) throw new AppError("not_found");
  assertProved(viewer);
}

/** The invitations that the viewer may list, send again and withdraw. */
export function invitationsOf(viewer: Viewer) {
  const all = mayEverywhere(viewer, "people.invite");
  return db()
    .selectFrom("account_token")
    .where("kind", "=", "invitation")
    .where("used_at", "is", null)
    .where("withdrawn_at", "is", null)
    .$if(!all, (query) =>
      query.where("organization_id", "in", [...organizationsWhere(viewer, "people.invite"), ""]),
    );
}

export interface OpenInvitation {
  id: string;
  email: string;
  organizationId: string | null;
  role: InvitedRole;
  language?: Language;
}

/** Throws `not_found` for one that is not the viewer's to change. */
export async function openInvitation(
  viewer: Viewer,
  invitationId: string,
): Promise<OpenInvitation> {
  const found = await invitationsOf(viewer)
    .where("id", "=", invitationId)
    .select(["id", "email", "organization_id as organizationId", "role"])
    .select((eb) => eb.ref("data").$castTo<{ language?: string }>().as("data"))
    .executeTakeFirst();
  if (!found) throw new AppError("not_found");
  assertMayInvite(viewer, found.organizationId);
  const { data, role, ...invitation } = found;
  return { ...invitation, role: role as InvitedRole, language: languageOf(data.language) };
}
