import { actedBy } from "../../auth/acted-by";
import { staffScope } from "../../auth/scope";
import type { Viewer } from "../../auth/types";
import { auditOnce } from "../../db/audit";
import { isAnyOf } from "../../db/expressions";
import { db } from "../../db/kysely";
import type { Translate } from "../../i18n/message";
import { textsOf } from "../../i18n/texts";
import { firstOrganizations } from "../../people/find-organizations";
import { categoryLabel, type LabelledValue, providerName } from "../../providers/labels";
import { providers } from "../../providers/registry";
import { visibleOr } from "../../text/blank";
import { NO_CATEGORY } from "../../tickets/filter-names";
import { listedName } from "../../tickets/listed-name";
import { shownServiceName } from "../../tickets/service-name";
import { countFailing, unsettledSubmissions } from "./attention";
import { keptFigures } from "./kept-figures";
import { type LoadedFigures, MAX_LISTED } from "./load-figures";
import { countTurns, longestWaits } from "./longest-waits";
import type { OverviewFilters } from "./overview-filters";
import { presetPeriods } from "./period";
import type { Overview, OverviewChoice, OverviewFigures, ServiceSums } from "./types";

const MAX_FOUND = 20;

/** Audits the look. Throws `not_found` for anyone but staff. */
export async function getOverview(viewer: Viewer, asked: OverviewFilters): Promise<Overview> {
  const scope = staffScope(viewer);
  const t = textsOf(viewer.language);
  const found = asked.find === undefined ? null : await firstOrganizations(asked.find, MAX_FOUND);
  const { filters, organization, service } = await knownFilters(withOnlyFound(asked, found));
  await auditOnce({
    ...actedBy(viewer),
    organizationId: organization?.id ?? null,
    action: "overview.listed",
    targetType: "list",
    targetId: "overview",
    data: auditData(filters),
  });
  const [loaded, turns, theirs, yours, submissions, failing] = await Promise.all([
    keptFigures(scope, filters),
    countTurns(scope, filters),
    longestWaits(t, scope, "theirs", filters),
    longestWaits(t, scope, "yours", filters),
    unsettledSubmissions(scope, filters),
    countFailing(filters),
  ]);
  const { figures, at } = loaded;
  const { category, provider } = filters;
  const chosen = figures.categories.find(({ categoryId }) => categoryId === category);
  const [named, services, label] = await Promise.all([
    namedCategories(t, figures.categories),
    namedServices(t, figures.services),
    category === undefined || category === NO_CATEGORY
      ? null
      : labelOf(t, provider ?? chosen?.provider ?? "", category),
  ]);
  return {
    filters,
    figures: {
      ...figures,
      at,
      providers: figures.providers.map((one) => ({ ...one, name: providerName(one.provider) })),
      categories: named.slice(0, MAX_LISTED),
      moreCategories: named.length > MAX_LISTED,
      services: services.slice(0, MAX_LISTED),
      moreServices: services.length > MAX_LISTED,
    },
    now: { turns, waits: { theirs, yours }, ...submissions, failing },
    presets: presetPeriods(new Date()),
    providers: providers().map(({ id }) => ({ id, name: providerName(id) })),
    organization,
    service,
    category: category === NO_CATEGORY ? withoutCategory(t) : label,
    found,
  };
}

/** Chooses the organization if it is the only one with the typed name. */
function withOnlyFound(asked: OverviewFilters, found: OverviewChoice[] | null): OverviewFilters {
  const [only, ...others] = found ?? [];
  if (!only || others.length > 0 || only.id === asked.organization) return asked;
  return { ...asked, organization: only.id, service: undefined };
}

/** Leaves out an organization and a service that do not exist, and names them as a problem. */
async function knownFilters(asked: OverviewFilters) {
  const [organization, service] = await Promise.all([
    asked.organization === undefined ? null : namedRow("organization", asked.organization),
    asked.service === undefined ? null : namedRow("service", asked.service),
  ]);
  const filters: OverviewFilters = {
    ...asked,
    organization: organization?.id,
    service: service?.id,
    provider: providers().find(({ id }) => id === asked.provider)?.id,
  };
  const missing = (["organization", "service", "provider"] as const).filter(
    (name) => asked[name] !== undefined && filters[name] === undefined,
  );
  return {
    filters: { ...filters, problems: [...asked.problems, ...missing] },
    organization,
    service,
  };
}

async function namedRow(
  table: "organization" | "service",
  id: string,
): Promise<OverviewChoice | null> {
  const row = await db()
    .selectFrom(table)
    .select(["id", "name"])
    .where("id", "=", id)
    .executeTakeFirst();
  return row ? { id: row.id, name: visibleOr(row.name, row.id) } : null;
}

function auditData({ period, provider, category, service, find }: OverviewFilters) {
  const data = { ...period, provider, category, service, q: find };
  return Object.fromEntries(
    Object.entries(data).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

const withoutCategory = (t: Translate): LabelledValue => ({
  value: NO_CATEGORY,
  label: t("overview.noCategory"),
  known: true,
});

function namedCategories(
  t: Translate,
  categories: LoadedFigures["categories"],
): Promise<OverviewFigures["categories"]> {
  return Promise.all(
    categories.map(async (one) => ({
      ...one,
      name: providerName(one.provider),
      label:
        one.categoryId === "" ? withoutCategory(t) : await labelOf(t, one.provider, one.categoryId),
    })),
  );
}

/** As one of the provider's accounts calls it. */
async function labelOf(t: Translate, provider: string, id: string): Promise<LabelledValue> {
  const known = categoryLabel(t, provider, id, null);
  if (known.known) return known;
  const row = await db()
    .selectFrom("category as k")
    .innerJoin("connection as c", "c.id", "k.connection_id")
    .select("k.label")
    .where("k.external_id", "=", id)
    .where("k.label", "is not", null)
    .where("c.provider", "=", provider)
    .limit(1)
    .executeTakeFirst();
  return categoryLabel(t, provider, id, row?.label ?? null);
}

async function namedServices(
  t: Translate,
  services: LoadedFigures["services"],
): Promise<ServiceSums[]> {
  if (services.length === 0) return [];
  const rows = await db()
    .selectFrom("service as v")
    .innerJoin("organization as o", "o.id", "v.organization_id")
    .innerJoin("connection as c", "c.id", "v.connection_id")
    .select(["v.id", "v.name", "v.kind", "v.external_id as externalId", "c.provider"])
    .select(["o.name as organizationName", listedName().as("listedName")])
    .where((eb) =>
      isAnyOf(
        eb.ref("v.id"),
        services.map(({ serviceId }) => serviceId),
      ),
    )
    .execute();
  const names = new Map(rows.map((row) => [row.id, row]));
  return services.map(({ serviceId, sums }) => {
    const row = names.get(serviceId);
    return {
      serviceId,
      sums,
      name: row ? shownServiceName(t, row.provider, row) : t("tickets.noName"),
      organizationName: row?.organizationName ?? "",
    };
  });
}
