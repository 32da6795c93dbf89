import { mayEverywhere } from "../auth/permissions";
import type { Viewer } from "../auth/types";
import { asBoolean } from "../db/expressions";
import { db } from "../db/kysely";
import { AppError } from "../errors";
import { auditList } from "./audit-list";
import type { PeopleFilters } from "./schemas";
import { searchPatterns } from "./search-patterns";
import type { ListedPerson, NamePage } from "./types";

export const LISTED_PER_PAGE = 25;
const SHOWN_ORGANIZATIONS = 3;

/** Everybody, by name. Staff only; audited. Searches names, addresses and organizations' names. */
export async function listPeople(
  viewer: Viewer,
  { q, role, state, after }: PeopleFilters,
): Promise<NamePage<ListedPerson>> {
  if (!mayEverywhere(viewer, "users.read")) throw new AppError("not_found");
  await auditList(viewer, "people", { q, role, state });
  let query = db()
    .selectFrom("user as u")
    .select((eb) => [
      "u.id",
      "u.name",
      "u.email",
      "u.role",
      asBoolean(eb("u.disabled_at", "is not", null)).as("isDisabled"),
    ])
    .orderBy("u.name")
    .orderBy("u.id")
    .limit(LISTED_PER_PAGE + 1);
  for (const pattern of searchPatterns(q)) query = query.where("u.id", "in", matches(pattern));
  if (role) query = query.where("u.role", "=", role);
  if (state) query = query.where("u.disabled_at", state === "active" ? "is" : "is not", null);
  if (after)
    query = query.where((eb) =>
      eb(
        eb.refTuple("u.name", "u.id"),
        ">",
        eb.selectFrom("user").select(["name", "id"]).where("id", "=", after).$asTuple("name", "id"),
      ),
    );
  const rows = await query.execute();
  const people = rows.slice(0, LISTED_PER_PAGE);
  const names = await organizationNames(people.map(({ id }) => id));
  return {
    items: people.map((person) => ({ ...person, organizations: names.get(person.id) ?? [] })),
    nextCursor: rows.length > LISTED_PER_PAGE ? (people.at(-1)?.id ?? null) : null,
  };
}

/** A union, so that each part is served by its own index. */
function matches(pattern: string) {
  return db()
    .selectFrom("user")
    .select("id")
    .where((eb) => eb.or([eb("name", "ilike", pattern), eb("email", "ilike", pattern)]))
    .union(
      db()
        .selectFrom("membership as m")
        .innerJoin("organization as o", "o.id", "m.organization_id")
        .select("m.user_id as id")
        .where("o.name", "ilike", pattern),
    );
}

async function organizationNames(userIds: string[]): Promise<Map<string, string[]>> {
  const rows =
    userIds.length === 0
      ? []
      : await db()
          .selectFrom("membership as m")
          .innerJoin("organization as o", "o.id", "m.organization_id")
          .select(["m.user_id as userId", "o.name"])
          .where("m.user_id", "in", userIds)
          .orderBy("o.name")
          .execute();
  const names = new Map<string, string[]>();
  for (const { userId, name } of rows) {
    const own = names.get(userId) ?? [];
    if (own.length < SHOWN_ORGANIZATIONS) names.set(userId, [...own, name]);
  }
  return names;
}
