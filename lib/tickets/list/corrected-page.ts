import { type Expression, sql } from "kysely";

import { inScope, type Scope, scopedTickets } from "../../auth/scope";
import { db } from "../../db/kysely";
import { searchQuery } from "../../search/query";
import {
  asSpelled,
  corrections,
  isPasted,
  type KnownWords,
  respelled,
  similarPatterns,
  spelledWords,
} from "../../search/spelling";
import type { TicketFilters } from "../schemas";
import { type ListPage, listPage, type ListReader } from "./list-page";
import { parseSearch } from "./search-words";
import type { SearchCorrection, TicketListItem } from "./types";

/** The most frequent ones of those that are compared. */
const MAX_SIMILAR = 2_000;
/** Limits the rows of each kind that are read for staff, from the lists of all organizations. */
const MAX_FOUND = 20_000;

/** Limits the corrections tried when their words are only in tickets hidden from the viewer. */
const MAX_TRIES = 4;

type CorrectedPage = ListPage & { correction: SearchCorrection };

/** Returns a page of tickets, of a corrected search if the typed words find nothing. */
export async function searchedPage(
  reader: ListReader,
  filters: TicketFilters,
): Promise<ListPage & Partial<CorrectedPage>> {
  const page = await listPage(reader, filters);
  if (page.items.length > 0) return page;
  return (await correctedPage(reader, filters)) ?? page;
}

/**
 * Word lists are not per viewer. A correction must find something in the viewer's scope, and words
 * that only others see are treated as unknown, so that no search tells whether they exist.
 */
async function correctedPage(
  reader: ListReader,
  filters: TicketFilters,
): Promise<CorrectedPage | null> {
  const { q: typed = "", after, before } = filters;
  const { text } = parseSearch(typed, audienceOf(reader));
  const words = after || before ? [] : spelledWords(text);
  if (words.length === 0) return null;
  let known = await wordsLike(reader.scope, words);
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const meant = corrections(words, known, isPasted(text));
    const page = meant?.size ? await respelledPage(reader, filters, meant) : null;
    if (page || reader.scope.kind === "all") return page;
    const visible = await visibleWords(reader.scope, known, [...words, ...(meant?.values() ?? [])]);
    if (visible.size === known.size) return null;
    known = visible;
  }
  return null;
}

async function respelledPage(
  reader: ListReader,
  filters: TicketFilters,
  meant: ReadonlyMap<string, string>,
): Promise<CorrectedPage | null> {
  const { q: typed = "" } = filters;
  const { text, words: filtering } = parseSearch(typed, audienceOf(reader));
  const sources = filtering.map(({ source }) => source);
  const withWords = (words: string) => [...sources, words].join(" ");
  const { corrected, exact } = respelled(text, meant);
  const page = await listPage(reader, { ...filters, q: withWords(corrected) });
  if (page.items.length === 0) return null;
  const texts = page.items.flatMap(markedTexts);
  const spelled = [...meant].map(([word, one]) => [word, asSpelled(one, texts)] as const);
  const { corrected: shown } = respelled(text, new Map(spelled));
  const correction = { typed, shown: withWords(shown), exact: withWords(exact) };
  return { ...page, correction };
}

const audienceOf = ({ scope }: ListReader) => (scope.kind === "all" ? "staff" : "customer");

/** Leaves out words that begin with one of `tried` that no ticket in the scope has. */
async function visibleWords(
  scope: Scope,
  known: KnownWords,
  tried: readonly string[],
): Promise<KnownWords> {
  const all = [...known.keys()];
  const checked = [...new Set(tried)].filter((word) => all.some((one) => one.startsWith(word)));
  const isHidden = await Promise.all(
    checked.map(async (word) => {
      const query = searchQuery(word);
      if (word === "" || query === null) return false;
      const row = await scopedTickets(scope)
        .innerJoin("ticket_search as s", "s.ticket_id", "t.id")
        .where("s.words", "@@", sql<string>`${query}::tsquery`)
        .select("t.id")
        .limit(1)
        .executeTakeFirst();
      return row === undefined;
    }),
  );
  const hidden = checked.filter((_word, index) => isHidden[index]);
  return new Map([...known].filter(([word]) => !hidden.some((one) => word.startsWith(one))));
}

function markedTexts({ hit }: TicketListItem): string[] {
  const texts = [...(hit?.subject ?? []), "", ...(hit?.snippet?.text ?? [])];
  return texts.filter((_text, index) => index % 2 === 1);
}

/** Returns the scope's words that resemble these or begin with them. */
export async function wordsLike(scope: Scope, words: readonly string[]): Promise<KnownWords> {
  const beginnings = words.map((word) => `${word}%`);
  const some = (patterns: readonly string[], others: readonly string[]) =>
    db()
      .selectFrom("search_word as s")
      .select(["s.word", "s.tickets"])
      .where((eb) => inScope(scope, eb.ref("s.organization_id")))
      .where((eb) => isLike(eb.ref("s.word"), patterns))
      .where((eb) => eb.not(isLike(eb.ref("s.word"), others)))
      .limit(MAX_FOUND);
  const begun = db().selectFrom(some(beginnings, []).as("b")).selectAll();
  const similar = db()
    .selectFrom(some(words.flatMap(similarPatterns), beginnings).as("l"))
    .selectAll();
  const found = await db()
    .selectFrom(begun.unionAll(similar).as("w"))
    .select(({ fn }) => ["w.word", fn.sum<string>("w.tickets").as("tickets")])
    .groupBy("w.word")
    .orderBy((eb) => isLike(eb.ref("w.word"), beginnings), "desc")
    .orderBy("tickets", "desc")
    .limit(MAX_SIMILAR)
    .execute();
  return new Map(found.toReversed().map(({ word, tickets }) => [word, Number(tickets)]));
}

const isLike = (column: Expression<string>, patterns: readonly string[]) =>
  sql<boolean>`${column} LIKE ANY(${patterns})`;
