import { type Scope, scopeCondition } from "../../auth/scope";
import type { SqlParameters } from "../../db/sql-parameters";
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
export async function searchCondition(
  scope: Scope,
  typed: string,
  parameters: SqlParameters,
): Promise<string> {
  const query = searchQuery(typed);
  const isMixed = await hasOutdatedRows();
  if (query === null) return "FALSE";
  const words = `s.words @@ ${parameters.add(query)}::tsquery`;
  const matches = isMixed ? mixedCondition(words, parameters.add(typed)) : words;
  const within = scopeCondition(scope, "s.organization_id", parameters);
  return `EXISTS (SELECT 1 FROM ticket_search s
            WHERE s.ticket_id = t.id AND ${within} AND ${matches})`;
}

/** Rows indexed by older rules are searched by those rules. */
function mixedCondition(words: string, typed: string): string {
  const before = `websearch_to_tsquery('simple', ${typed})`;
  const beforeByPrefix = `(CASE WHEN ${before}::text ~ '''$'
    THEN (${before}::text || ':*')::tsquery ELSE ${before} END)`;
  return `(s.version >= ${SEARCH_VERSION} AND ${words}
           OR s.version < ${SEARCH_VERSION} AND s.words @@ ${beforeByPrefix})`;
}
