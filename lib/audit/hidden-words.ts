import { sql } from "kysely";

import { db } from "../db/kysely";

const HIDDEN = "•••";
/** An id of the portal; none of them means anything to a customer. */
const ID = /^-?[0-9A-HJKMNP-TV-Z]{26}$/i;
/** A shorter word counts only as a whole word of a name. */
const MIN_PREFIX_LENGTH = 3;

/** An address, a host, or the number of a ticket, an invoice or a telephone: any may be another's. */
const NAMES_ANOTHER = /@|[\p{L}\p{N}][.:/][\p{L}\p{N}]|\d{4}/u;

const tokensOf = (text: string) => text.split(/\s+/).filter(Boolean);
const partsOf = (token: string) => token.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

/**
 * Returns a function that hides the words that could name an organization other than `ownId`: the
 * beginning of a word of its name, a misspelling of one, an id, an address, a host or a number.
 */
export async function hideForeignNames(
  ownId: string | null,
  texts: readonly string[],
): Promise<(text: string) => string> {
  const parts = new Set(texts.flatMap(tokensOf).flatMap(partsOf));
  const foreign = await foreignParts(ownId, [...parts]);
  const isHidden = (token: string) =>
    ID.test(token) || NAMES_ANOTHER.test(token) || partsOf(token).some((part) => foreign.has(part));
  return (text) =>
    tokensOf(text)
      .map((token) => (isHidden(token) ? HIDDEN : token))
      .join(" ");
}

async function foreignParts(ownId: string | null, parts: readonly string[]): Promise<Set<string>> {
  if (parts.length === 0) return new Set();
  const begun = await beginnings(ownId, parts).execute();
  return new Set(begun.map(({ word }) => word));
}

/** Two joins, so that the index of the names serves each. */
export function beginnings(ownId: string | null, parts: readonly string[]) {
  const patterns = parts.map((part) => `\\m${part}${part.length < MIN_PREFIX_LENGTH ? "\\M" : ""}`);
  const ownName = db()
    .selectFrom("organization as own")
    .select("own.name")
    .where("own.id", "=", ownId);
  const words = () =>
    db()
      .selectFrom(
        sql<{
          word: string;
          pattern: string;
        }>`unnest(${parts}::text[], ${patterns}::text[])`.as<"w">(sql`w(word, pattern)`),
      )
      .select("w.word")
      .where((eb) => eb(eb.fn.coalesce(ownName, eb.val("")), "!~*", eb.ref("w.pattern")));
  return words()
    .innerJoin("organization as o", (join) => join.on("o.name", "~*", (eb) => eb.ref("w.pattern")))
    .where("o.id", "is distinct from", ownId)
    .union(
      words()
        .innerJoin("organization as o", (join) =>
          // Similar by the extension's default of 0.6.
          join.on((eb) => sql<boolean>`${eb.ref("w.word")} <% ${eb.ref("o.name")}`),
        )
        .where("o.id", "is distinct from", ownId),
    );
}
