import { type Expression, type SelectQueryBuilder, sql } from "kysely";

import { inScope, type Scope } from "../../auth/scope";
import { isAnyOf } from "../../db/expressions";
import { db } from "../../db/kysely";
import type { DB } from "../../db/table-types";
import { searchPatterns } from "../../people/search-patterns";

/** Rows of a text that many have are not sorted: it must be made longer in any case. */
const MAX_COMPARED = 500;

const isSame = (column: Expression<string>, text: string) =>
  sql<boolean>`${column} ILIKE ${text.trim().replace(/[\\%_]/g, "\\$&")}`;

type Ids = SelectQueryBuilder<DB, never, { id: string }>;

/** With the limit of each. */
const either = (same: Ids, some: Ids) =>
  db()
    .selectFrom(same.as("same"))
    .select("same.id")
    .union(db().selectFrom(some.as("some")).select("some.id"));

/** Ids of organizations with all words of a text in their name. */
export function organizationsNamed(text: string) {
  let some = db().selectFrom("organization as n").select("n.id").limit(MAX_COMPARED);
  for (const pattern of searchPatterns(text)) some = some.where("n.name", "ilike", pattern);
  const same = db()
    .selectFrom("organization as n")
    .select("n.id")
    .where((eb) => isSame(eb.ref("n.name"), text));
  return either(same, some);
}

/** Ids of connections with all words of a text in their label or the name of their organization. */
export async function connectionsNamed(text: string): Promise<string[]> {
  let some = db().selectFrom("connection as n").select("n.id").limit(MAX_COMPARED);
  for (const pattern of searchPatterns(text)) {
    const owners = await db()
      .selectFrom("organization as o")
      .select("o.id")
      .where("o.name", "ilike", pattern)
      .limit(MAX_COMPARED)
      .execute();
    const ids = owners.map(({ id }) => id);
    some = some.where((eb) =>
      eb.or([eb("n.label", "ilike", pattern), isAnyOf(eb.ref("n.organization_id"), ids)]),
    );
  }
  const same = db()
    .selectFrom("connection as n")
    .select("n.id")
    .where((eb) => isSame(eb.ref("n.label"), text))
    .limit(MAX_COMPARED);
  const rows = await either(same, some).execute();
  return rows.map(({ id }) => id);
}

/** Ids of the scope's services with all words of a text in their name. */
export function servicesNamed(scope: Scope, text: string) {
  const named = () =>
    db()
      .selectFrom("service as n")
      .select("n.id")
      .where((eb) => inScope(scope, eb.ref("n.organization_id")))
      .limit(MAX_COMPARED);
  let some = named();
  for (const pattern of searchPatterns(text))
    some = some.where(({ fn }) => fn.coalesce("n.name", "n.external_id"), "ilike", pattern);
  const same = named().where(({ fn }) => isSame(fn.coalesce("n.name", "n.external_id"), text));
  return either(same, some);
}
