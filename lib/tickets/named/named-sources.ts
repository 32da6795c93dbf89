import { type Expression, sql } from "kysely";

import { inScope, type Scope } from "../../auth/scope";
import { isAnyOf } from "../../db/expressions";
import { db } from "../../db/kysely";
import type { Translate } from "../../i18n/message";
import { visibleName } from "../../i18n/visible-name";
import { categoryLabel, providerName } from "../../providers/labels";
import { providers } from "../../providers/registry";
import { foldText } from "../../search/fold";
import type { NamedFilter } from "../filter-names";
import type { FilterChoice } from "../list/types";
import { listedName } from "../listed-name";
import { labelledService } from "../service-name";
import { connectionsNamed, organizationsNamed, servicesNamed } from "./named-rows";
import { assigneeNames, usedValues, valuesOfTickets } from "./ticket-values";

export const MAX_NAMED = 20;

/** `name`: the label without what tells it from others of the same name. */
export type NamedChoice = FilterChoice & { name: string };

/**
 * Where the values of a filter come from. A search begins with those of exactly this name, and
 * returns one too many.
 */
interface NamedSource {
  byValue(reader: NameReader, values: readonly string[]): Promise<NamedChoice[]>;
  byText(reader: NameReader, text: string): Promise<NamedChoice[]>;
}

export interface NameReader {
  t: Translate;
  scope: Scope;
}

const isExactly = (column: Expression<string>, text = "") =>
  sql<boolean>`lower(${column}) = lower(${text.trim()})`;

const organizations = (text?: string) =>
  db()
    .selectFrom("organization as o")
    .select(["o.id as value", "o.name as label", "o.name"])
    .orderBy((eb) => isExactly(eb.ref("o.name"), text), "desc")
    .orderBy("o.name")
    .orderBy("o.id")
    .limit(MAX_NAMED + 1);

const organization: NamedSource = {
  byValue: (_reader, values) =>
    organizations()
      .where((eb) => isAnyOf(eb.ref("o.id"), values))
      .execute(),
  byText: async (_reader, text) =>
    organizations(text).where("o.id", "in", organizationsNamed(text)).execute(),
};

const accounts = (text?: string) =>
  db()
    .selectFrom("connection as c")
    .innerJoin("organization as o", "o.id", "c.organization_id")
    .select(["c.id as value", "c.label as name", "o.name as organization", "c.provider"])
    .where("c.erasing_at", "is", null)
    .orderBy((eb) => isExactly(eb.ref("c.label"), text), "desc")
    .orderBy("c.label")
    .orderBy("c.id")
    .limit(MAX_NAMED + 1);

const accountChoices = (rows: Awaited<ReturnType<ReturnType<typeof accounts>["execute"]>>) =>
  rows.map(({ value, name, organization: owner, provider }) => ({
    value,
    name,
    label: `${name} (${owner}, ${providerName(provider)})`,
  }));

const account: NamedSource = {
  byValue: async (_reader, values) =>
    accountChoices(
      await accounts()
        .where((eb) => isAnyOf(eb.ref("c.id"), values))
        .execute(),
    ),
  async byText(_reader, text) {
    const ids = await connectionsNamed(text);
    return accountChoices(
      await accounts(text)
        .where((eb) => isAnyOf(eb.ref("c.id"), ids))
        .execute(),
    );
  },
};

const services = (scope: Scope, text?: string) =>
  db()
    .selectFrom("service as v")
    .innerJoin("connection as c", "c.id", "v.connection_id")
    .select(["v.id as value", "v.kind", "v.external_id as externalId", "c.provider"])
    .select(({ fn }) => [
      fn.coalesce("v.name", "v.external_id").as("name"),
      "v.name as ownName",
      listedName().as("listedName"),
    ])
    .where((eb) => inScope(scope, eb.ref("v.organization_id")))
    .orderBy(({ fn }) => isExactly(fn.coalesce("v.name", "v.external_id"), text), "desc")
    .orderBy("name")
    .orderBy("v.id")
    .limit(MAX_NAMED + 1);

const serviceChoices = (
  { t }: NameReader,
  rows: Awaited<ReturnType<ReturnType<typeof services>["execute"]>>,
) =>
  rows.map(({ value, name, ownName, kind, provider, ...of }) => ({
    value,
    name,
    label: labelledService(t, provider, { ...of, kind, name: ownName }),
  }));

const service: NamedSource = {
  byValue: async (reader, values) =>
    serviceChoices(
      reader,
      await services(reader.scope)
        .where((eb) => isAnyOf(eb.ref("v.id"), values))
        .execute(),
    ),
  byText: async (reader, text) =>
    serviceChoices(
      reader,
      await services(reader.scope, text)
        .where("v.id", "in", servicesNamed(reader.scope, text))
        .execute(),
    ),
};

const folded = (text: string) => foldText(text).folded;

function containing(text: string, choices: readonly NamedChoice[]): NamedChoice[] {
  const wanted = folded(text).trim();
  const words = wanted.split(/\s+/);
  const has = (label: string) => words.every((word) => folded(label).includes(word));
  const found = choices.filter(({ label, value }) => has(`${label} ${value}`));
  const exact = found.filter(({ name }) => folded(name) === wanted);
  return [...new Set([...exact, ...found])].slice(0, MAX_NAMED + 1);
}

export function categoryChoices({ t }: NameReader, values: readonly string[]): NamedChoice[] {
  const known = providers().map(({ id }) => id);
  return values.map((value) => {
    const labels = known.map((id) => categoryLabel(t, id, value, null));
    const label = labels.find((one) => one.known)?.label;
    return label === undefined
      ? { value, name: value, label: value, raw: true }
      : { value, name: label, label };
  });
}

const category: NamedSource = {
  byValue: async (reader, values) => categoryChoices(reader, await usedValues("category", values)),
  byText: async (reader, text) =>
    containing(text, categoryChoices(reader, await valuesOfTickets("category"))),
};

async function assigneeChoices(ids: readonly string[]): Promise<NamedChoice[]> {
  const names = await assigneeNames(ids);
  return ids.map((value) => {
    const name = visibleName(names.get(value) ?? value);
    return { value, name, label: name };
  });
}

const assignee: NamedSource = {
  byValue: async (_reader, values) => assigneeChoices(await usedValues("assignee", values)),
  byText: async (_reader, text) =>
    containing(text, await assigneeChoices(await valuesOfTickets("assignee"))),
};

export const NAMED_SOURCES: Readonly<Record<NamedFilter, NamedSource>> = {
  organization,
  account,
  service,
  category,
  assignee,
};
