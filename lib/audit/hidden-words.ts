import { isAnyOf } from "../db/expressions";
import { db } from "../db/kysely";
import { providers } from "../providers/registry";
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
  organizationId: string | null,
  texts: readonly string[],
): Promise<(text: string) => string> {
  const parts = [...new Set(texts.flatMap(tokensOf).flatMap(partsOf))];
  const known = new Set([...providerWords(), ...(await ownWords(organizationId, parts))]);
  const isShown = (token: string) => {
    const words = partsOf(token);
    return words.length > 0 ? words.every((word) => known.has(word)) : !LETTER_OR_DIGIT.test(token);
  };
  return (text) =>
    tokensOf(text)
      .map((token) => (isShown(token) ? token : HIDDEN))
      .join(" ");
}

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
