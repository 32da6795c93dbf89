import { inScope, type Scope, scopedTickets } from "../../auth/scope";
import { isAnyOf } from "../../db/expressions";
import { db } from "../../db/kysely";
import type { Translate } from "../../i18n/message";
import { categoryLabel } from "../../providers/labels";
import { providers } from "../../providers/registry";
import { assigneeNames } from "../../tickets/named/ticket-values";
import { shownServiceName } from "../../tickets/service-name";
import type { NamedFact } from "./fact-labels";

export interface FactReader {
  t: Translate;
  scope: Scope;
}

type Names = ReadonlyMap<string, string>;

const toNames = (rows: ReadonlyArray<{ id: string; name: string }>): Names =>
  new Map(rows.map(({ id, name }) => [id, name]));

/** Names that the reader may see. Only staff see people and those who work for a provider. */
const SOURCES: Readonly<
  Record<NamedFact, (reader: FactReader, ids: readonly string[]) => Promise<Names>>
> = {
  organization: async ({ scope }, ids) =>
    toNames(
      await db()
        .selectFrom("organization as o")
        .select(["o.id", "o.name"])
        .where((eb) => isAnyOf(eb.ref("o.id"), ids))
        .where((eb) => inScope(scope, eb.ref("o.id")))
        .execute(),
    ),
  account: async ({ scope }, ids) =>
    toNames(
      await db()
        .selectFrom("connection as c")
        .select(["c.id", "c.label as name"])
        .where((eb) => isAnyOf(eb.ref("c.id"), ids))
        .where((eb) => inScope(scope, eb.ref("c.organization_id")))
        .where("c.erasing_at", "is", null)
        .execute(),
    ),
  service: servicesOf,
  category: categoriesOf,
  assignee: async ({ scope }, ids) => (scope.kind === "all" ? assigneeNames(ids) : new Map()),
  person: async ({ scope }, ids) =>
    scope.kind === "all"
      ? toNames(
          await db()
            .selectFrom("user")
            .select(["id", "name"])
            .where((eb) => isAnyOf(eb.ref("id"), ids))
            .execute(),
        )
      : new Map(),
  // Only staff see titles of cases.
  case: async ({ scope }, ids) =>
    scope.kind === "all"
      ? toNames(
          await db()
            .selectFrom("review_case")
            .select(["id", "title as name"])
            .where((eb) => isAnyOf(eb.ref("id"), ids))
            .execute(),
        )
      : new Map(),
  ticket: ticketsOf,
};

async function ticketsOf({ scope }: FactReader, ids: readonly string[]): Promise<Names> {
  const rows = await scopedTickets(scope)
    .select(["t.id", "t.number"])
    .where((eb) => isAnyOf(eb.ref("t.id"), ids))
    .execute();
  return toNames(rows.map(({ id, number }) => ({ id, name: `#${number}` })));
}

async function servicesOf({ t, scope }: FactReader, ids: readonly string[]): Promise<Names> {
  const rows = await db()
    .selectFrom("service as v")
    .innerJoin("connection as c", "c.id", "v.connection_id")
    .select(["v.id", "v.kind", "v.name", "v.external_id as externalId", "c.provider"])
    .where((eb) => isAnyOf(eb.ref("v.id"), ids))
    .where((eb) => inScope(scope, eb.ref("v.organization_id")))
    .execute();
  return toNames(
    rows.map(({ id, provider, ...service }) => ({
      id,
      name: shownServiceName(t, provider, { ...service, listedName: service.name }),
    })),
  );
}

/** Names that a provider, or an account of it, uses. */
async function categoriesOf({ t, scope }: FactReader, ids: readonly string[]): Promise<Names> {
  const rows = await db()
    .selectFrom("category as k")
    .innerJoin("connection as c", "c.id", "k.connection_id")
    .select(["k.external_id as id", "k.label as name"])
    .distinctOn("k.external_id")
    .where((eb) => isAnyOf(eb.ref("k.external_id"), ids))
    .where("k.label", "is not", null)
    .$narrowType<{ name: string }>()
    .where((eb) => inScope(scope, eb.ref("c.organization_id")))
    .execute();
  const known = providers().flatMap(({ id: provider }) =>
    ids.flatMap((id) => {
      const { label, known: isKnown } = categoryLabel(t, provider, id, null);
      return isKnown ? [{ id, name: label }] : [];
    }),
  );
  return toNames([...rows, ...known]);
}

export type FactNames = ReadonlyMap<NamedFact, Names>;

export async function loadFactNames(
  reader: FactReader,
  ids: ReadonlyMap<NamedFact, readonly string[]>,
): Promise<FactNames> {
  const loaded = [...ids].map(
    async ([kind, some]) => [kind, await SOURCES[kind](reader, [...new Set(some)])] as const,
  );
  return new Map(await Promise.all(loaded));
}
