import { actedBy } from "../../auth/acted-by";
import type { Viewer } from "../../auth/types";
import { audit } from "../../db/audit";
import type { Db } from "../../db/kysely";
import { AppError } from "../../errors";
import type { Language } from "../../i18n/languages";
import { message } from "../../i18n/message";
import { isMailConfigured } from "../../mail/is-mail-configured";
import { recordNotice } from "../../notices/record/record-notice";
import { mailMembership } from "./mails";
import type { ORGANIZATION_ROLES } from "./schemas";

const COLUMNS = [
  "id",
  "name",
  "email",
  "role",
  "language",
  "disabled_at",
  "email_verified_at",
] as const;

export async function findKnownPerson(client: Db, email: string) {
  return client
    .selectFrom("user")
    .select(COLUMNS)
    .where("email", "=", email)
    .forShare()
    .executeTakeFirst();
}

type KnownPerson = NonNullable<Awaited<ReturnType<typeof findKnownPerson>>>;

interface NewMembership {
  organizationId: string;
  organizationName: string;
  role: (typeof ORGANIZATION_ROLES)[number];
  /** Chosen for the email, for a person who has none. */
  language?: Language;
}

/**
 * Returns whether a person with an account becomes a member without accepting an invitation.
 * Disabled people do not, nor do those whose address is not verified, nor staff unless an
 * administrator adds them; the result does not reveal that. Without mail the person would not learn
 * of it, and gets an invitation, too.
 */
export function joinsAtOnce(viewer: Viewer, person: KnownPerson): boolean {
  const isAddable = person.role === "customer" || viewer.role === "admin";
  const isTrusted = person.disabled_at === null && person.email_verified_at !== null;
  return isMailConfigured() && isTrusted && isAddable;
}

/**
 * Throws `conflict` for a membership that is there, whose role is changed among the people, and
 * `forbidden` for the viewer: administrators add themselves nowhere.
 */
export async function assertNoMember(
  client: Db,
  viewer: Viewer,
  person: KnownPerson,
  organizationId: string,
): Promise<void> {
  const membership = await client
    .selectFrom("membership")
    .select("role")
    .where("user_id", "=", person.id)
    .where("organization_id", "=", organizationId)
    .executeTakeFirst();
  if (membership) {
    const text = message("invitations.errors.alreadyMember", {
      name: { words: person.name },
      role: message(`invitations.roles.${membership.role}`),
    });
    throw new AppError("conflict", { text, fieldErrors: { email: text } });
  }
  if (person.id === viewer.userId)
    throw new AppError("forbidden", { text: message("invitations.errors.yourself") });
}

/** Gives a person with an account a membership at once. The caller has locked the organization. */
export async function addKnownPerson(
  client: Db,
  viewer: Viewer,
  person: KnownPerson,
  { organizationId, organizationName, role, language }: NewMembership,
): Promise<void> {
  await client
    .insertInto("membership")
    .values({ user_id: person.id, organization_id: organizationId, role })
    .execute();
  await audit(
    {
      ...actedBy(viewer),
      organizationId,
      action: "member.added",
      targetType: "user",
      targetId: person.id,
      data: { role },
    },
    client,
  );
  await recordNotice(client, {
    organizationId,
    topic: `organization:${organizationId}`,
    kind: "added",
    detail: "added",
    actorId: viewer.userId,
    recipientId: person.id,
  });
  await mailMembership(
    client,
    viewer,
    { email: person.email, role, organizationName },
    person.language,
    language,
  );
}
