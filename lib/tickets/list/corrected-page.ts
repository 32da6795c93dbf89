import { type Expression, sql } from "kysely";

import { isAnyOf } from "../../db/expressions";
import { db } from "../../db/kysely";
import {
  asSpelled,
  corrections,
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

type CorrectedPage = ListPage & { correction: SearchCorrection };

/**
 * Searches for the words that were probably meant, where those typed find nothing. The list of words
 * knows no viewer: only what the viewer's own tickets have is offered. Staff have no list.
 */
export async function correctedPage(
  reader: ListReader,
  filters: TicketFilters,
): Promise<CorrectedPage | null> {
  const { scope } = reader;
  const { q: typed = "", after, before } = filters;
  const { text, words: filtering } = parseSearch(typed);
  const words = after || before ? [] : spelledWords(text);
  if (words.length === 0 || scope.kind === "all") return null;
  const meant = corrections(words, await wordsLike(scope.organizationIds, words));
  if (!meant || meant.size === 0) return null;
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

function markedTexts({ hit }: TicketListItem): string[] {
  const texts = [...(hit?.subject ?? []), "", ...(hit?.snippet?.text ?? [])];
  return texts.filter((_text, index) => index % 2 === 1);
}

/** The organizations' words that are like these or begin with them. */
export async function wordsLike(
  organizationIds: readonly string[],
  words: readonly string[],
): Promise<KnownWords> {
  const beginnings = words.map((word) => `${word}%`);
  const patterns = [...beginnings, ...words.flatMap(similarPatterns)];
  const found = await db()
    .selectFrom("search_word as w")
    .select(["w.word", "w.tickets"])
    .where((eb) => isAnyOf(eb.ref("w.organization_id"), organizationIds))
    .where((eb) => isLike(eb.ref("w.word"), patterns))
    .orderBy((eb) => isLike(eb.ref("w.word"), beginnings), "desc")
    .orderBy("w.tickets", "desc")
    .limit(MAX_SIMILAR)
    .execute();
  return new Map(found.toReversed().map(({ word, tickets }) => [word, tickets]));
}

const isLike = (column: Expression<string>, patterns: readonly string[]) =>
  sql<boolean>`${column} LIKE ANY(${patterns})`;
