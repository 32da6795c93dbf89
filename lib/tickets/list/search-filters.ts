import { inScope, type Scope } from "../../auth/scope";
import { dayAt } from "../../clocks/business-time";
import { db } from "../../db/kysely";
import { renderMessage, type Translate } from "../../i18n/message";
import { providerName } from "../../providers/labels";
import { providers } from "../../providers/registry";
import { foldText } from "../../search/fold";
import type { NamedFilter } from "../filter-names";
import { NAMED_FILTERS, TURN_LABELS, TURNS } from "../filter-names";
import type { NameReader } from "../named/named-sources";
import { resolveNames, valuesNamed } from "../named/resolve-names";
import { type TicketFilters, ticketFilters } from "../schemas";
import { HAS_WORDS, IS_WORDS, type SearchWordName } from "../search-word-names";
import { boundValues } from "./filter-condition";
import type { FilterValues, ReadSearch } from "./filter-values";
import { namePatterns } from "./search-hits";
import { parseSearch, type SearchWord } from "./search-words";
import { typedDay } from "./typed-day";

const MAX_SERVICES = 300;

interface Choice {
  value: string;
  labels: readonly string[];
}

/** Words that are values of a filter. */
const FILTER_OF = {
  turn: "turn",
  status: "status",
  provider: "provider",
  priority: "priority",
  service: "service",
  org: "organization",
  account: "account",
  category: "category",
  assignee: "assignee",
} as const satisfies Partial<Record<SearchWordName, keyof TicketFilters>>;

type Listed = keyof typeof FILTER_OF;

const isListed = (name: SearchWordName): name is Listed => Object.hasOwn(FILTER_OF, name);

/** Turns the words of a search that filter into conditions beside the filters. */
export async function readSearch(
  t: Translate,
  scope: Scope,
  filters: TicketFilters,
  timeZone: string,
): Promise<ReadSearch> {
  const audience = scope.kind === "all" ? "staff" : "customer";
  const { text, words } = parseSearch(filters.q ?? "", audience);
  const asText: string[] = [];
  const { filters: resolved, ...named } = await resolveNames({ t, scope }, filters);
  const read: ReadSearch = { filters: resolved, also: {}, asText, named };
  const values: Partial<Record<Listed, string[]>> = {};
  for (const word of words) {
    if (isListed(word.name)) {
      const meant = await valuesMeant(word.name, word.value, { t, scope });
      const signed = meant.map((value) => (word.isNot ? `-${value}` : value));
      if (meant.length > 0) (values[word.name] ??= []).push(...signed);
      else asText.push(word.source);
    } else if (
      !isDay(word, read.filters, timeZone) &&
      !isRead(word, scope, read.also) &&
      !isReadForStaff(word, { timeZone, at: filters.at }, read.also)
    )
      asText.push(word.source);
  }
  for (const [word, typed] of Object.entries(values)) {
    const name = FILTER_OF[word as Listed];
    const wanted = together(resolved[name], typed);
    if (wanted) resolved[name] = wanted;
    else read.also.nothing = true;
  }
  read.filters.q = [text, ...asText].filter(Boolean).join(" ") || undefined;
  if (read.also.onlyArchived) read.filters.show ??= "all";
  return read;
}

async function valuesMeant(word: Listed, typed: string, reader: NameReader): Promise<string[]> {
  const { t, scope } = reader;
  const name = FILTER_OF[word];
  if (name === "service" && scope.kind === "own") {
    const all = await servicesIn(scope);
    const some = meantBy(typed, all);
    if (some.length > 0 || all.length < MAX_SERVICES) return some;
  }
  if (isNamedFilter(name)) {
    return valuesNamed(reader, name, typed);
  }
  return meantBy(typed, choicesOf(name, t, scope));
}

const isNamedFilter = (name: (typeof FILTER_OF)[Listed]): name is NamedFilter =>
  NAMED_FILTERS.some((one) => one === name);

type WordChoices = Exclude<(typeof FILTER_OF)[Listed], NamedFilter>;

function choicesOf(name: WordChoices, t: Translate, scope: Scope): readonly Choice[] {
  if (name === "turn") {
    const labels = TURN_LABELS[scope.kind === "own" ? "customer" : "staff"];
    return TURNS.map((turn) => ({ value: turn, labels: [turn, t(labels[turn])] }));
  }
  if (name === "provider")
    return providers().map(({ id }) => ({ value: id, labels: [id, providerName(id)] }));
  const of = name === "status" ? "statuses" : "priorities";
  return providers().flatMap((provider) =>
    Object.entries(provider[of]).map(([value, key]) => ({
      value,
      labels: [value, renderMessage(t, { key })],
    })),
  );
}

async function servicesIn(scope: Scope): Promise<Choice[]> {
  const services = await db()
    .selectFrom("service as v")
    .select(["v.id", "v.name", "v.external_id as externalId"])
    .where((eb) => inScope(scope, eb.ref("v.organization_id")))
    .orderBy("v.name")
    .limit(MAX_SERVICES)
    .execute();
  return services.map(({ id, name, externalId }) => ({
    value: id,
    labels: [id, externalId, name ?? ""],
  }));
}

const folded = (text: string) => foldText(text).folded;

/** Those of this name, or else those whose name begins with it: it may not be finished. */
function meantBy(typed: string, choices: readonly Choice[]): string[] {
  const wanted = folded(typed);
  const where = (test: (label: string) => boolean) => [
    ...new Set(
      choices
        .filter(({ labels }) => labels.some((label) => test(folded(label))))
        .map((one) => one.value),
    ),
  ];
  const exact = where((label) => label === wanted);
  return exact.length > 0 ? exact : where((label) => label.startsWith(wanted));
}

/** Both sets of values at once; null if no value is in both. */
function together(chosen: readonly string[], typed: readonly string[]): string[] | null {
  const included = (values: readonly string[]) => values.filter((value) => !value.startsWith("-"));
  const not = [...chosen, ...typed].filter((value) => value.startsWith("-"));
  const [one, other] = [included(chosen), included(typed)];
  if (one.length === 0 || other.length === 0) return [...new Set([...one, ...other, ...not])];
  const both = one.filter((value) => other.includes(value));
  return both.length > 0 ? [...both, ...new Set(not)] : null;
}

/** False for anything but a day, which narrows the days of the filters. */
function isDay(
  { name, value, isNot }: SearchWord,
  filters: TicketFilters,
  timeZone: string,
): boolean {
  if (isNot || (name !== "since" && name !== "until")) return false;
  const day =
    ticketFilters.shape[name].parse(value) ?? typedDay(value, name, dayAt(timeZone, new Date()));
  if (day === undefined) return false;
  const days = [day, filters[name] ?? day].sort();
  filters[name] = name === "since" ? days[1] : days[0];
  return true;
}

/** False for a word without a meaning here. */
function isRead({ name, value, isNot }: SearchWord, scope: Scope, also: FilterValues): boolean {
  const wanted = folded(value);
  if (name === "from") {
    const pattern = namePatterns(value)
      .map((word) => `(?=.*${word})`)
      .join("");
    if (!pattern) return false;
    if (isNot) (also.fromNot ??= []).push(pattern);
    else {
      (also.from ??= []).push(pattern);
      (also.fromTyped ??= []).push(value);
    }
    return true;
  }
  if (name === "has") {
    if (!HAS_WORDS.some((one) => one === wanted)) return false;
    also[isNot ? "withoutFile" : "withFile"] = true;
    return true;
  }
  const is = scope.kind === "own" ? IS_WORDS.find((one) => one === wanted) : undefined;
  if (is) also[IS[is][isNot ? 1 : 0]] = true;
  return is !== undefined;
}

/** In English and Swedish. */
const REMOVED_WORDS: Readonly<Record<string, boolean>> = {
  yes: true,
  ja: true,
  no: false,
  nej: false,
};

/** False for a word without a meaning here. Parsed for staff alone. */
function isReadForStaff(
  { name, value, isNot }: SearchWord,
  reader: Parameters<typeof boundValues>[1],
  also: FilterValues,
): boolean {
  if (name === "removed") {
    const isRemoved = REMOVED_WORDS[folded(value)];
    if (isRemoved === undefined) return false;
    also[isRemoved === isNot ? "withoutRemoved" : "onlyRemoved"] = true;
    return true;
  }
  if (isNot || (name !== "age" && name !== "unanswered")) return false;
  const span = ticketFilters.shape[name].parse(value);
  if (span === undefined) return false;
  Object.assign(also, boundValues(name, reader, span));
  return true;
}

const IS = {
  unread: ["onlyUnread", "withoutUnread"],
  mine: ["filedByMe", "notFiledByMe"],
  archived: ["onlyArchived", "withoutArchived"],
} as const satisfies Record<(typeof IS_WORDS)[number], readonly (keyof FilterValues)[]>;
