import { hasFactor, isOnlyIn } from "../accounts/person-facts";
import { may, mayEverywhere } from "../auth/permissions";
import type { MembershipRole, Viewer } from "../auth/types";
import { asBoolean } from "../db/expressions";
import { db } from "../db/kysely";
import { AppError } from "../errors";
import { isId } from "../ids";

export interface OrganizationPerson {
  userId: string;
  name: string;
  email: string;
  role: MembershipRole;
  isDisabled: boolean;
  /** Null if the viewer may not know. */
  hasSecondFactor: boolean | null;
  /** The last visit since they joined. Null also if the viewer may not know. */
  lastSeenAt: Date | null;
  joinedAt: Date;
  /** The only manager, who can neither leave nor get a lower role. */
  isLastManager: boolean;
}

export interface OrganizationPeople {
  people: OrganizationPerson[];
  /** The person after whom the next page begins. */
  nextCursor: string | null;
  /** True if the organization has a manager, on any page. Disabled people do not count. */
  hasManager: boolean;
}

const PEOPLE_PER_PAGE = 25;

/**
 * Sorted by name. Throws `not_found` outside the viewer's organizations; staff see every
 * organization. Only managers and staff see a person's activity, and only staff that of people in
 * several organizations: docs/decisions/2026-11-27-people-of-several-organizations.md.
 */
export async function organizationPeople(
  viewer: Viewer,
  organizationId: string,
  after?: string,
): Promise<OrganizationPeople> {
  if (!may(viewer, "people.read", organizationId)) throw new AppError("not_found");
  const cursor = after !== undefined && isId(after) ? after : undefined;
  const isStaff = mayEverywhere(viewer, "users.read");
  const isManager = may(viewer, "people.manage", organizationId);
  const [rows, managers] = await Promise.all([
    pageOf(organizationId, cursor),
    twoManagersOf(organizationId),
  ]);
  const people = rows.slice(0, PEOPLE_PER_PAGE);
  return {
    people: people.map(({ isOnlyHere, ...person }) => {
      const mayKnow = isStaff || (isManager && isOnlyHere);
      return {
        ...person,
        ...(mayKnow ? {} : { hasSecondFactor: null, lastSeenAt: null }),
        isLastManager: person.role === "manager" && managers.every((id) => id === person.userId),
      };
    }),
    nextCursor: rows.length > PEOPLE_PER_PAGE ? (people.at(-1)?.userId ?? null) : null,
    hasManager: managers.length > 0,
  };
}

function pageOf(organizationId: string, cursor: string | undefined) {
  return db()
    .selectFrom("membership as m")
    .innerJoin("user as u", "u.id", "m.user_id")
    .select((eb) => [
      "u.id as userId",
      "u.name",
      "u.email",
      "m.role",
      asBoolean(eb("u.disabled_at", "is not", null)).as("isDisabled"),
      "m.created_at as joinedAt",
      eb
        .selectFrom("session as s")
        .whereRef("s.user_id", "=", "u.id")
        .where("s.completed_at", "is not", null)
        .whereRef("s.last_seen_at", ">=", "m.created_at")
        .select((all) => all.fn.max("s.last_seen_at").as("at"))
        .as("lastSeenAt"),
      asBoolean(hasFactor(eb.ref("u.id"))).as("hasSecondFactor"),
      asBoolean(isOnlyIn(eb.ref("u.id"))).as("isOnlyHere"),
    ])
    .where("m.organization_id", "=", organizationId)
    .$if(cursor !== undefined, (query) =>
      query.where((eb) =>
        eb(
          eb.refTuple("u.name", "u.id"),
          ">",
          eb
            .selectFrom("user")
            .select(["name", "id"])
            .where("id", "=", cursor ?? "")
            .$asTuple("name", "id"),
        ),
      ),
    )
    .orderBy("u.name")
    .orderBy("u.id")
    .limit(PEOPLE_PER_PAGE + 1)
    .execute();
}

/** Returns at most two, enough to see whether one is the last. */
async function twoManagersOf(organizationId: string): Promise<string[]> {
  const rows = await db()
    .selectFrom("membership as m")
    .innerJoin("user as u", "u.id", "m.user_id")
    .select("m.user_id as userId")
    .where("m.organization_id", "=", organizationId)
    .where("m.role", "=", "manager")
    .where("u.disabled_at", "is", null)
    .limit(2)
    .execute();
  return rows.map(({ userId }) => userId);
}
