import { isId } from "../../ids";
import { foldText } from "../../search/fold";
import type { NamedFilter } from "../filter-names";
import { NAMED_FILTERS } from "../filter-names";
import type { FilterChoice } from "../list/types";
import type { NamedValues, NameSearch } from "../list/types";
import type { TicketFilters } from "../schemas";
import {
  categoryChoices,
  MAX_NAMED,
  NAMED_SOURCES,
  type NamedChoice,
  type NameReader,
} from "./named-sources";

/** Customers have one organization's worth of everything else in their lists. */
const NAMED_BY_CUSTOMERS: readonly NamedFilter[] = ["service"];

const isFilterOf = ({ scope }: NameReader, name: NamedFilter) =>
  scope.kind === "all" || NAMED_BY_CUSTOMERS.includes(name);

const wordOf = (value: string) => value.replace(/^-/, "");

/** Replaces the texts among the filters by what they name; a text that names nothing stays. */
export async function resolveNames(
  reader: NameReader,
  filters: TicketFilters,
): Promise<NamedValues & { filters: TicketFilters }> {
  const resolved = { ...filters };
  const named: NamedValues = { searches: [], chosen: {} };
  await Promise.all(
    NAMED_FILTERS.map(async (name) => {
      const values = filters[name];
      if (values.length === 0 || !isFilterOf(reader, name)) return;
      const known = await NAMED_SOURCES[name].byValue(reader, values.map(wordOf));
      const isKnown = (value: string) => known.some((one) => one.value === wordOf(value));
      const texts = [...new Set(values.filter((value) => !isKnown(value)).map(wordOf))];
      const searches = await Promise.all(texts.map((text) => searchNames(reader, name, text)));
      named.chosen[name] = known.map(toChoice);
      named.searches.push(...searches);
      resolved[name] = values.flatMap((value) => {
        const search = searches.find(({ text }) => !isKnown(value) && text === wordOf(value));
        const sign = value.startsWith("-") ? "-" : "";
        if (!search || search.found.length === 0) return [value];
        return search.found.map((one) => `${sign}${one.value}`);
      });
    }),
  );
  const { categoryId } = filters;
  if (reader.scope.kind === "all" && categoryId !== undefined) {
    const labels = categoryChoices(reader, [categoryId]).map(toChoice);
    named.chosen.category = [...(named.chosen.category ?? []), ...labels];
  }
  return { ...named, filters: resolved };
}

/** Those of exactly this name, or else those with all of its words. */
async function searchNames(
  reader: NameReader,
  name: NamedFilter,
  text: string,
): Promise<NameSearch> {
  if (!isFilterOf(reader, name) || text.trim() === "")
    return { name, text, found: [], isMore: false };
  const rows = await NAMED_SOURCES[name].byText(reader, text);
  const wanted = folded(text);
  const exact = rows.filter((one) => folded(one.name) === wanted);
  const isMore = exact.length === 0 && rows.length > MAX_NAMED;
  const found = (exact.length > 0 ? exact : rows).slice(0, MAX_NAMED);
  return { name, text, found: found.map(toChoice), isMore };
}

/** The values that a text is or names. */
export async function valuesNamed(
  reader: NameReader,
  name: NamedFilter,
  text: string,
): Promise<string[]> {
  const isOne = isFilterOf(reader, name) && isId(text);
  const known = isOne ? await NAMED_SOURCES[name].byValue(reader, [text]) : [];
  const { found } = known.length > 0 ? { found: known } : await searchNames(reader, name, text);
  return found.map(({ value }) => value);
}

const folded = (text: string) => foldText(text).folded.trim();

const toChoice = ({ name: _name, ...choice }: NamedChoice): FilterChoice => choice;
