import { type Expression, expressionBuilder, sql, type SqlBool } from "kysely";

import { inScope, type ScopeValues } from "../../auth/scope";
import type { Placeholders } from "../../db/compile-once";
import type { DB } from "../../db/table-types";
import { hasOutdatedSearch } from "../../mirror/write/search/reindex-search";
import type { FoldOptions } from "../../search/fold";
import { searchQuery } from "../../search/query";
import type { MomentValues } from "./past/past-tickets";
import { hadWords } from "./past/past-words";
import { snippetPattern } from "./search-hits";

const CACHE_MS = 30_000;
let cached: { until: number; answer: Promise<boolean> } | undefined;

function hasOutdatedRows(): Promise<boolean> {
  if (cached && Date.now() < cached.until) return cached.answer;
  const answer = hasOutdatedSearch();
  cached = { until: Date.now() + CACHE_MS, answer };
  answer.catch(() => (cached = undefined));
  return answer;
}

export interface SearchValues {
  /** A tsquery. */
  words?: string;
  /** For rows indexed by older rules, omitted while there are none: a tsquery with accents. */
  accented?: string;
  /** The same for the oldest rules: as typed. */
  typed?: string;
  /** The words only exclude tickets: most have none of them. */
  onlyWithout?: true;
  /** Finds the place of a snippet. */
  pattern?: string;
  /** Lower case: of the ticket that comes first. */
  exact?: string;
  noWords?: true;
}

/** `names`: of requesters, one of which is in the ticket beside what was typed. */
export async function searchValues(
  typed?: string,
  names: readonly string[] = [],
): Promise<SearchValues> {
  const words = combinedQuery(typed, names);
  const isMixed = await hasOutdatedRows();
  if (words === null) return { noWords: true };
  const found = {
    words,
    onlyWithout: isOnlyWithout(words) || undefined,
    pattern: typed && (snippetPattern(typed) || undefined),
    exact: typed && names.length === 0 ? exactOf(typed) : undefined,
  };
  if (!isMixed) return found;
  const accented = combinedQuery(typed, names, { keepsAccents: true }) ?? words;
  return { ...found, accented, typed: typed ?? names.join(" or ") };
}

const isOnlyWithout = (words: string) =>
  !words.includes(" | ") && words.split(" & ").every((part) => part.startsWith("!"));

function combinedQuery(typed: string | undefined, names: readonly string[], fold?: FoldOptions) {
  const text = typed === undefined ? [] : [searchQuery(typed, fold)];
  const queries = names.map((name) => searchQuery(name, fold)).filter((query) => query !== null);
  if (text.includes(null)) return null;
  if (queries.length > 0) text.push(queries.map((query) => `(${query})`).join(" | "));
  return text.length > 1 ? text.map((query) => `(${query})`).join(" & ") : (text[0] ?? null);
}

const ONE_WORD = /^\s*#?\s*([^\s"“”„‟«»]{4,60})\s*$/u;
const REFERENCE = /^tb-[a-z]{6}$/;

/** A number, an id or a reference. */
function exactOf(typed: string): string | undefined {
  const word = ONE_WORD.exec(typed)?.[1]?.toLowerCase();
  return word && (/\d/.test(word) || REFERENCE.test(word)) ? word : undefined;
}

const OPERATOR = /["“”„‟«»]|(?:^|\s)(?:-|or(?:\s|$))/iu;

/**
 * The phrase to look for in subjects, in lower case; undefined for other searches. A single word can
 * be in so many tickets that they are read in the order of an index, which no rank allows.
 */
export function soughtSubject(typed = ""): string | undefined {
  const text = /^\s*["“”„‟«»](.*)["“”„‟«»]\s*$/u.exec(typed)?.[1] ?? typed;
  if (OPERATOR.test(text)) return undefined;
  const phrase = text.trim().replace(/\s+/g, " ").toLowerCase();
  return phrase.includes(" ") ? phrase : undefined;
}

/** True for the ticket `t` that a number, an id or a reference names. */
export function isNamed(exact: Expression<string>): Expression<SqlBool> {
  const eb = expressionBuilder<DB & { t: DB["ticket"] }, "t">();
  const lower = (column: "t.number" | "t.external_id") => eb(eb.fn("lower", [column]), "=", exact);
  const referred = eb
    .selectFrom("submission as b")
    .select("b.id")
    .whereRef("b.ticket_id", "=", "t.id")
    .where((on) => on(on.fn<string>("lower", ["b.reference"]), "=", exact));
  return eb.or([lower("t.number"), lower("t.external_id"), eb.exists(referred)]);
}

/** Matches tickets `t` with the words typed; without any search, all. */
export function searchCondition(
  search: Placeholders<SearchValues>,
  scope: Placeholders<ScopeValues & MomentValues>,
): Expression<SqlBool> {
  const eb = expressionBuilder<DB & { t: DB["ticket"] }, "t">();
  if (!search.words) return eb.lit(!search.noWords);
  if (scope.at) return hadWords(search.words, scope.at, scope);
  return eb.exists(searchedIds(search, scope).whereRef("s.ticket_id", "=", eb.ref("t.id")));
}

/** The ids of the tickets with the words. */
export function searchedIds(search: Placeholders<SearchValues>, scope: Placeholders<ScopeValues>) {
  const { words, accented, typed } = search;
  return expressionBuilder<DB, never>()
    .selectFrom("ticket_search as s")
    .select("s.ticket_id")
    .where((on) => inScope(scope, on.ref("s.organization_id")))
    .$if(words !== undefined, (rows) =>
      rows.where(matchesAny(words as Expression<string>, accented, typed)),
    );
}

const index = expressionBuilder<{ s: DB["ticket_search"] }, "s">();

function matches(words: Expression<string>): Expression<SqlBool> {
  return index("s.words", "@@", sql<string>`${words}::tsquery`);
}

function matchesAny(
  words: Expression<string>,
  accented?: Expression<string>,
  typed?: Expression<string>,
): Expression<SqlBool> {
  return accented && typed ? matchesByVersion(words, accented, typed) : matches(words);
}

/** Until it, words kept their accents. */
const ACCENTED_VERSION = 2;

/** Rows indexed by older rules are searched by those rules. */
function matchesByVersion(
  words: Expression<string>,
  accented: Expression<string>,
  typed: Expression<string>,
): Expression<SqlBool> {
  const before = sql<string>`websearch_to_tsquery('simple', ${typed})`;
  const beforeByPrefix = sql<string>`(CASE WHEN ${before}::text ~ '''$'
    THEN (${before}::text || ':*')::tsquery ELSE ${before} END)`;
  return index.or([
    index.and([index("s.version", ">", ACCENTED_VERSION), matches(words)]),
    index.and([index("s.version", "=", ACCENTED_VERSION), matches(accented)]),
    index.and([index("s.version", "<", ACCENTED_VERSION), index("s.words", "@@", beforeByPrefix)]),
  ]);
}
