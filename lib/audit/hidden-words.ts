import { type Expression, sql } from "kysely";

import { ownScope, scopedTickets } from "../auth/scope";
import type { Viewer } from "../auth/types";
import { isAnyOf } from "../db/expressions";
import { db } from "../db/kysely";
import { providers } from "../providers/registry";
import { searchQuery } from "../search/query";
import { wordsIn } from "../search/spelling";

const HIDDEN = "•••";
const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;

const tokensOf = (text: string) => text.split(/\s+/).filter(Boolean);
const partsOf = (token: string) => wordsIn(token).map(({ word }) => word);

/**
 * Returns a function that shows the words of the organization's own tickets that others in it can
 * see, and those of the providers, and hides all others: they can be about another organization.
 */
export async function hideForeignWords(
  viewer: Viewer,
  organizationId: string | null,
  texts: readonly string[],
): Promise<(text: string) => string> {
  const tokens = texts.flatMap(tokensOf);
  const parts = [...new Set(tokens.flatMap(partsOf))];
  const [words, numbers] = await Promise.all([
    ownWords(organizationId, parts),
    organizationId === null ? noNumbers : ownNumbers(viewer, organizationId, tokens.map(numberOf)),
  ]);
  const known = new Set([...providerWords(), ...words]);
  const isShown = (token: string) => {
    if (numbers.includes(numberOf(token))) return true;
    const words = partsOf(token);
    return words.length > 0 ? words.every((word) => known.has(word)) : !LETTER_OR_DIGIT.test(token);
  };
  return (text) =>
    tokensOf(text)
      .map((token) => (isShown(token) ? token : HIDDEN))
      .join(" ");
}

const noNumbers: readonly string[] = [];

async function ownWords(
  organizationId: string | null,
  parts: readonly string[],
): Promise<readonly string[]> {
  if (organizationId === null || parts.length === 0) return [];
  const rows = await db()
    .selectFrom("search_word")
    .where("organization_id", "=", organizationId)
    .where((eb) => isAnyOf(eb.ref("word"), parts))
    .select("word")
    .execute();
  return rows.map(({ word }) => word);
}

/** `-#148402` leaves a number out. */
const numberOf = (token: string) => token.replace(/^-?#?/, "").toLowerCase();

/** Those of the organization's tickets that the viewer sees: their numbers, and their ids. */
async function ownNumbers(
  viewer: Viewer,
  organizationId: string,
  texts: readonly string[],
): Promise<readonly string[]> {
  const sought = [...new Set(texts)].filter((text) => /\d/.test(text));
  const queries = sought.map((text) => searchQuery(text)).filter((query) => query !== null);
  if (queries.length === 0) return [];
  const rows = await scopedTickets(ownScope(viewer))
    .innerJoin("ticket_search as s", "s.ticket_id", "t.id")
    .where("t.organization_id", "=", organizationId)
    .where("s.words", "@@", sql<string>`${queries.map((one) => `(${one})`).join(" | ")}::tsquery`)
    .select((eb) => lowered(eb.ref("t.number")).as("number"))
    .select((eb) => lowered(eb.ref("t.external_id")).as("externalId"))
    .where((eb) =>
      eb.or([
        isAnyOf(lowered(eb.ref("t.number")), sought),
        isAnyOf(lowered(eb.ref("t.external_id")), sought),
      ]),
    )
    .execute();
  return rows.flatMap(({ number, externalId }) => [number, externalId]);
}

const lowered = (text: Expression<string>) => sql<string>`lower(${text})`;

/** Ids, statuses and priorities, which filters are made of. */
function providerWords(): string[] {
  return providers()
    .flatMap(({ id, statuses, priorities }) => [
      id,
      ...Object.keys(statuses),
      ...Object.keys(priorities),
    ])
    .flatMap(partsOf);
}
