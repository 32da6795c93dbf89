import { type Expression, expressionBuilder, type RawBuilder, sql } from "kysely";
import { jsonArrayFrom, jsonBuildObject } from "kysely/helpers/postgres";

import type { DB } from "../../db/table-types";
import { visibleName } from "../../i18n/visible-name";
import { bestSnippet, markedText, marksIn, type SnippetSource } from "../../search/highlight";
import { soughtWords } from "../../search/query";
import { messageWriter, ticketFiler } from "../../submissions/authors/message-writers";
import type { SearchHit } from "./types";

/** Letters with accents. Capitals, too: lower() knows those of the database's locale only. */
const ACCENTED: ReadonlyMap<string, string> = new Map(
  ["aàáâãäå", "cç", "eèéêë", "iìíîï", "nñ", "oòóôõöø", "uùúûü", "yýÿ"].map((letters) => [
    letters.charAt(0),
    letters.slice(1) + letters.slice(1).toUpperCase(),
  ]),
);
/** \m knows the letters of the database's locale only. */
const NO_LETTER_BEFORE = "(?<![[:alnum:]à-ÿÀ-Þ])";
const ASCII = /^[\x21-\x7e]+$/;

/** A regular expression for lower case, to find the place of a snippet. */
export function snippetPattern(typed: string): string {
  const words = soughtWords(typed).flatMap(({ parts, singulars }) => [...parts, ...singulars]);
  return words.map(wordPattern).join("|");
}

/** The same for each word of a name. */
export const namePatterns = (typed: string): string[] =>
  soughtWords(typed).flatMap(({ parts }) => parts.map(wordPattern));

function wordPattern(word: string): string {
  const letters = [...word].map(letterPattern).join("");
  return ASCII.test(word) ? NO_LETTER_BEFORE + letters : letters;
}

function letterPattern(letter: string): string {
  const accented = ACCENTED.get(letter);
  return accented ? `[${letter}${accented}]` : letter.replace(/[^\p{L}\p{N}]/u, "\\$&");
}

const MAX_MESSAGES = 3;
const MAX_FILES = 50;
/** Characters before and from the first word found. */
const BEFORE = 160;
const LENGTH = 700;
/** Of any text that is marked or cut, e.g. the name of a file. */
const MAX_LENGTH = 1_000;

const ticket = expressionBuilder<DB & { t: DB["ticket"] }, "t">();

function placeIn(text: Expression<string | null>, pattern: Expression<string>): RawBuilder<number> {
  return sql`coalesce(regexp_instr(lower(${text}), ${pattern}), 0)`;
}

/** Part of a text, with an ellipsis where it is cut. */
function around(text: Expression<string | null>, pattern: Expression<string>) {
  const start = sql`greatest(1, ${placeIn(text, pattern)} - ${sql.lit(BEFORE)})`;
  return sql<string | null>`CASE WHEN ${start} > 1 THEN '…' ELSE '' END
    || substr(${text}, ${start}, ${sql.lit(LENGTH)})`;
}

/** Texts of ticket `t` that a snippet may come from, without encrypted ones. */
export function hitSources(pattern: Expression<string>) {
  const messages = ticket
    .selectFrom("message as m")
    .select((eb) => [messageWriter().as("author"), around(eb.ref("m.body"), pattern).as("text")])
    .whereRef("m.ticket_id", "=", "t.id")
    .where("m.removed_at", "is", null)
    .where("m.encrypted", "=", false)
    .orderBy((eb) => sql`${placeIn(eb.ref("m.body"), pattern)} > 0`, "desc")
    .orderBy("m.sent_at", (order) => order.desc().nullsLast())
    .limit(MAX_MESSAGES);
  const files = ticket
    .selectFrom("attachment as a")
    .leftJoin("message as of", (join) =>
      join
        .onRef("of.ticket_id", "=", "a.ticket_id")
        .onRef("of.external_id", "=", "a.message_external_id"),
    )
    .select(["a.filename as name"])
    .whereRef("a.ticket_id", "=", "t.id")
    .where("a.removed_at", "is", null)
    .where((eb) => eb(eb.fn.coalesce("of.encrypted", eb.lit(false)), "=", false))
    .orderBy("a.filename")
    .limit(MAX_FILES);
  const ids = ticket
    .selectFrom("ticket_service as ts")
    .innerJoin("service as v", "v.id", "ts.service_id")
    .select("v.external_id as id")
    .whereRef("ts.ticket_id", "=", "t.id")
    .orderBy("ts.position");
  return jsonBuildObject({
    opening: around(ticket.ref("t.body"), pattern),
    filer: ticketFiler(ticket.ref("t.id")),
    id: ticket.ref("t.external_id"),
    messages: jsonArrayFrom(messages),
    files: jsonArrayFrom(files),
    services: jsonArrayFrom(ids),
  }).as("sources");
}

interface HitSources {
  opening: string | null;
  filer: string | null;
  id: string;
  messages: Array<{ author: string | null; text: string | null }>;
  files: Array<{ name: string | null }>;
  services: Array<{ id: string }>;
}

interface SearchedRow {
  subject: string;
  number: string;
  services: readonly string[];
  requesterName: string | null;
}

/** Marks the words of the search in what the row shows, and says where else they are. */
export function searchHit(row: SearchedRow, sources: HitSources | null, typed: string): SearchHit {
  const { subject, number, services, requesterName } = row;
  const texts: SnippetSource[] = [];
  const add = (kind: SnippetSource["kind"], text: string | null, author: string | null = null) => {
    if (text) texts.push({ kind, author, text: text.slice(0, MAX_LENGTH) });
  };
  for (const { author, text } of sources?.messages ?? [])
    add("message", text, visibleName(author ?? "") || null);
  add("opening", sources?.opening ?? null, visibleName(sources?.filer ?? "") || requesterName);
  for (const { name } of sources?.files ?? []) add("file", visibleName(name ?? ""));
  add("person", requesterName);
  for (const id of sources ? [sources.id, ...sources.services.map((one) => one.id)] : [])
    if (id !== number) add("id", id);
  const shown = [subject, number, ...services].join(" ");
  return {
    subject: markedText(subject, marksIn(subject, typed)),
    snippet: bestSnippet(shown, texts, typed),
  };
}
