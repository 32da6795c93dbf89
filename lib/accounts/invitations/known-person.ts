import { actedBy } from "../../auth/acted-by";
import type { Viewer } from "../../auth/types";
import { audit } from "../../db/audit";
import type { Db } from "../../db/kysely";
import { AppError } from "../../errors";
import { message } from "../../i18n/message";
import { mailMembership } from "./mails";
import type { ORGANIZATION_ROLES } from "./schemas";

const COLUMNS = ["id", "name", "email", "role", "language", "disabled_at"] as const;

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
}

/**
 * Gives somebody with an account a membership at once. Throws `conflict` for a membership that is
 * there, whose role is changed among the people, and `forbidden`, without a reason, for a disabled
 * account and for staff, which only administrators add.
 */
export async function addKnownPerson(
  client: Db,
  viewer: Viewer,
  person: KnownPerson,
  { organizationId, organizationName, role }: NewMembership,
): Promise<void> {
  const isStaffAccount = person.role !== "customer";
  if (person.disabled_at !== null || (isStaffAccount && viewer.role !== "admin"))
    throw new AppError("forbidden", { text: message("invitations.errors.notAddable") });
  const added = await client
    .insertInto("membership")
    .values({ user_id: person.id, organization_id: organizationId, role })
    .onConflict((conflict) => conflict.doNothing())
    .returning("role")
    .executeTakeFirst();
  if (!added) throw await alreadyMember(client, person, organizationId);
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
  await mailMembership(
    client,
    viewer,
    { email: person.email, role, organizationName },
    person.language,
  );
}

async function alreadyMember(client: Db, person: KnownPerson, organizationId: string) {
  const { role } = await client
    .selectFrom("membership")
    .select("role")
    .where("user_id", "=", person.id)
    .where("organization_id", "=", organizationId)
    .executeTakeFirstOrThrow();
  const text = message("invitations.errors.alreadyMember", {
    name: { words: person.name },
    role: message(`invitations.roles.${role}`),
  });
  return new AppError("conflict", { text, fieldErrors: { email: text } });
}
