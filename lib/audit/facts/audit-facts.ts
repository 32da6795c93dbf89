import type { Language } from "../../i18n/languages";
import type { MessageKey, Translate } from "../../i18n/message";
import { isId } from "../../ids";
import { providerName } from "../../providers/labels";
import { providers } from "../../providers/registry";
import { dayWords, momentWords, monthWords } from "../../text/day-words";
import { NO_CATEGORY, spanText, TURN_LABELS } from "../../tickets/filter-names";
import type { AuditData, AuditFact } from "../types";
import {
  CHANGE_FACTS,
  type FactKind,
  type FactLabel,
  LIST_FACTS,
  NAMED_FACTS,
  type NamedFact,
  REASON_CODES,
} from "./fact-labels";
import { type FactNames, type FactReader, loadFactNames } from "./fact-names";

export interface FactsReader extends FactReader {
  language: Language;
}

interface WithData {
  targetType: string | null;
  data: AuditData;
}

/** Codes are shown as words; others are a person's own. */
export function reasonText(t: Translate, action: string, reason: string): string {
  const key = own(own(REASON_CODES, action) ?? {}, reason);
  return key === undefined ? reason : t(key as TextKey);
}

const own = <Value>(table: Readonly<Record<string, Value>>, key: string): Value | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined;

const labelOf = ({ targetType }: WithData, name: string): FactLabel | null | undefined =>
  own<FactLabel | null>(targetType === "list" ? LIST_FACTS : CHANGE_FACTS, name);

const isNamed = (kind: FactKind | undefined): kind is NamedFact =>
  NAMED_FACTS.some((one) => one === kind);

/** Typed texts may hold the separator; they are shown as they are. */
const valuesOf = (text: string) => text.split(", ");

const wordOf = (value: string) => (value.length > 1 ? value.replace(/^-/, "") : value);

/** Adds the filters of lists and the facts of changes in the reader's words. */
export async function withFacts<Row extends WithData>(
  reader: FactsReader,
  rows: readonly Row[],
): Promise<Array<Row & { facts: AuditFact[] }>> {
  const ids = new Map<NamedFact, string[]>();
  for (const row of rows)
    for (const [name, text] of Object.entries(row.data)) {
      const kind = labelOf(row, name)?.kind;
      if (isNamed(kind)) ids.set(kind, [...(ids.get(kind) ?? []), ...valuesOf(text).map(wordOf)]);
    }
  const names = await loadFactNames(reader, ids);
  return rows.map((row) => ({
    ...row,
    facts: inOrder(row.data).flatMap(([name, text]) => {
      const label = labelOf(row, name);
      if (label === null) return [];
      return [label ? factOf(reader, names, label, text) : unknownFact(name, text)];
    }),
  }));
}

const ORDER = Object.keys(LIST_FACTS);

/** PostgreSQL sorts the names by their length. */
const inOrder = (data: AuditData) =>
  Object.entries(data).toSorted(([one], [other]) => ORDER.indexOf(one) - ORDER.indexOf(other));

/** Recorded by another version of the portal. */
const unknownFact = (name: string, value: string): AuditFact => ({
  label: name,
  value,
  isForeign: true,
});

/** A key without arguments. */
type TextKey = "turn.yours";

type Words = Pick<AuditFact, "value" | "isForeign">;

const ours = (value: string): Words => ({ value, isForeign: false });
const theirs = (value: string): Words => ({ value, isForeign: true });

function factOf(
  reader: FactsReader,
  names: FactNames,
  { label, kind }: FactLabel,
  text: string,
): AuditFact {
  const { t } = reader;
  if (kind === "text") return { label: t(label as TextKey), ...theirs(text) };
  const words = (value: string): Words => {
    const word = wordOf(value);
    const written = wordsOf(reader, names, kind, word);
    return word === value
      ? written
      : { ...written, value: t("filters.not", { value: written.value }) };
  };
  const separator = typeof kind === "object" ? /, | / : ", ";
  const all = text.split(separator).map(words);
  return {
    label: t(label as TextKey),
    value: all.map(({ value }) => value).join(", "),
    isForeign: all.every(({ isForeign }) => isForeign),
  };
}

function wordsOf(reader: FactsReader, names: FactNames, kind: FactKind, value: string): Words {
  const { t, language, scope } = reader;
  if (isNamed(kind)) return namedWords(reader, names.get(kind)?.get(value), kind, value);
  if (typeof kind === "object") return keyedWords(reader, kind, value);
  if (kind === "day") return ours(dayWords(language, value));
  if (kind === "moment") return ours(momentWords(language, value));
  if (kind === "period") return ours(periodWords(reader, value));
  if (kind === "span") return ours(spanText(t, value));
  if (kind === "provider") return theirs(providerName(value));
  if (kind === "turn")
    return keyedWords(reader, TURN_LABELS[scope.kind === "all" ? "staff" : "customer"], value);
  return keyedWords(reader, providerWords(), value);
}

function keyedWords(
  { t }: FactsReader,
  keys: Readonly<Record<string, MessageKey>>,
  value: string,
): Words {
  const key = own(keys, value);
  return key === undefined ? theirs(value) : ours(t(key as TextKey));
}

/** Labels of all providers' values; the first provider's label wins. */
function providerWords(): Record<string, MessageKey> {
  const tables = providers().flatMap(({ statuses, priorities }) => [statuses, priorities]);
  return Object.assign({}, ...tables.toReversed()) as Record<string, MessageKey>;
}

function namedWords(
  { t, scope }: FactsReader,
  name: string | undefined,
  kind: NamedFact,
  value: string,
): Words {
  if (name !== undefined) return theirs(name);
  if (kind === "category")
    return value === NO_CATEGORY ? ours(t("filters.noCategory")) : theirs(value);
  if (kind === "assignee" && scope.kind === "own") return ours(t("audit.facts.atProvider"));
  const isTyped = !isId(value) || !/\d/.test(value);
  return isTyped ? theirs(t("staffFilters.text", { text: value })) : ours(t("audit.facts.unknown"));
}

function periodWords({ t, language }: FactsReader, value: string): string {
  const [first = "", last = ""] = value.split("..");
  const month = monthWords(language, first, last);
  if (month !== null) return month;
  const [from, to] = [dayWords(language, first), dayWords(language, last)];
  return from === to ? from : t("filters.period", { first: from, last: to });
}
