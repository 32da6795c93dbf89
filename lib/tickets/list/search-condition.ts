import { type Expression, expressionBuilder, sql, type SqlBool } from "kysely";

import { inScope, type Scope } from "../../auth/scope";
import type { DB } from "../../db/tables";
import { hasOutdatedSearch } from "../../mirror/write/reindex-search";
import { searchQuery } from "../../search/query";
import { SEARCH_VERSION } from "../../search/version";

const CACHE_MS = 30_000;
let cached: { until: number; answer: Promise<boolean> } | undefined;

function hasOutdatedRows(): Promise<boolean> {
  if (cached && Date.now() < cached.until) return cached.answer;
  const answer = hasOutdatedSearch();
  cached = { until: Date.now() + CACHE_MS, answer };
  answer.catch(() => (cached = undefined));
  return answer;
}

/** Matches tickets `t` with the words typed. */
export async function searchCondition(scope: Scope, typed: string): Promise<Expression<SqlBool>> {
  const eb = expressionBuilder<DB & { t: DB["ticket"] }, "t">();
  const query = searchQuery(typed);
  const isMixed = await hasOutdatedRows();
  if (query === null) return eb.lit(false);
  return eb.exists(
    eb
      .selectFrom("ticket_search as s")
      .select("s.ticket_id")
      .whereRef("s.ticket_id", "=", "t.id")
      .where((on) => inScope(scope, on.ref("s.organization_id")))
      .where(isMixed ? matchesByVersion(query, typed) : matches(query)),
  );
}

const index = expressionBuilder<{ s: DB["ticket_search"] }, "s">();

function matches(query: string): Expression<SqlBool> {
  return index("s.words", "@@", sql<string>`${query}::tsquery`);
}

/** Rows indexed by older rules are searched by those rules. */
function matchesByVersion(query: string, typed: string): Expression<SqlBool> {
  const before = sql`websearch_to_tsquery('simple', ${typed})`;
  const beforeByPrefix = sql<string>`(CASE WHEN ${before}::text ~ '''$'
    THEN (${before}::text || ':*')::tsquery ELSE ${before} END)`;
  return index.or([
    index.and([index("s.version", ">=", SEARCH_VERSION), matches(query)]),
    index.and([index("s.version", "<", SEARCH_VERSION), index("s.words", "@@", beforeByPrefix)]),
  ]);
}
