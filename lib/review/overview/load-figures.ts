import { type Expression, expressionBuilder, type RawBuilder, sql, type SqlBool } from "kysely";

import { db } from "../../db/kysely";
import type { DB } from "../../db/table-types";
import { NO_CATEGORY } from "../../tickets/filter-names";
import type { OverviewFilters } from "./overview-filters";
import { bucketsOf } from "./period";
import type { OverviewSums, PeriodSums } from "./types";

/** More categories and services are not listed. */
export const MAX_LISTED = 10;

const sums = expressionBuilder<{ d: DB["day_sum"] }, "d">();

type Figure = Exclude<keyof DB["day_sum"], "connection_id" | "organization_id" | "day">;

/** Within 2^53: a million tickets that wait for a century have 3 × 10^18 ms, and never do. */
const total = (name: Figure): RawBuilder<number> => sql`sum(${sums.ref(`d.${name}`)})::float8`;

const FIGURE_COLUMNS = [
  total("opened").as("opened"),
  total("done").as("done"),
  total("first_answers").as("firstAnswers"),
  total("first_answer_ms").as("firstAnswerMs"),
  total("theirs").as("theirs"),
  total("theirs_ms").as("theirsMs"),
  total("yours").as("yours"),
  total("yours_ms").as("yoursMs"),
] as const;

interface SumsRow {
  opened: number;
  done: number;
  firstAnswers: number;
  firstAnswerMs: number;
  theirs: number;
  theirsMs: number;
  yours: number;
  yoursMs: number;
}

function toSums(row: SumsRow | undefined): OverviewSums {
  return {
    opened: row?.opened ?? 0,
    done: row?.done ?? 0,
    firstAnswers: { count: row?.firstAnswers ?? 0, ms: row?.firstAnswerMs ?? 0 },
    theirs: { count: row?.theirs ?? 0, ms: row?.theirsMs ?? 0 },
    yours: { count: row?.yours ?? 0, ms: row?.yoursMs ?? 0 },
  };
}

function addSums(all: readonly OverviewSums[]): OverviewSums {
  const add = (of: (one: OverviewSums) => number) => all.reduce((sum, one) => sum + of(one), 0);
  const addWaits = (name: "firstAnswers" | "theirs" | "yours") => ({
    count: add((one) => one[name].count),
    ms: add((one) => one[name].ms),
  });
  return {
    opened: add((one) => one.opened),
    done: add((one) => one.done),
    firstAnswers: addWaits("firstAnswers"),
    theirs: addWaits("theirs"),
    yours: addWaits("yours"),
  };
}

/** `serviceId`: empty for the rows of all tickets; undefined for those of each service. */
function matching(filters: OverviewFilters, serviceId?: string): Expression<SqlBool> {
  const { period, provider, organization, category } = filters;
  const day = (text: string) => sums.cast<Date>(sql.val(text), "date");
  return sums.and([
    sums("d.day", ">=", day(period.from)),
    sums("d.day", "<=", day(period.to)),
    serviceId === undefined ? sums("d.service_id", "<>", "") : sums("d.service_id", "=", serviceId),
    ...(provider === undefined ? [] : [sums("d.provider", "=", provider)]),
    ...(organization === undefined ? [] : [sums("d.organization_id", "=", organization)]),
    ...(category === undefined
      ? []
      : [sums("d.category_id", "=", category === NO_CATEGORY ? "" : category)]),
  ]);
}

export interface LoadedFigures {
  total: OverviewSums;
  buckets: PeriodSums[];
  providers: Array<{ provider: string; sums: OverviewSums }>;
  categories: Array<{ provider: string; categoryId: string; sums: OverviewSums }>;
  services: Array<{ serviceId: string; sums: OverviewSums }>;
}

/** One too many categories and services, if there are more. */
export async function loadFigures(filters: OverviewFilters): Promise<LoadedFigures> {
  const [rows, services] = await Promise.all([
    db()
      .selectFrom("day_sum as d")
      .where(matching(filters, filters.service ?? ""))
      .groupBy(sql`GROUPING SETS ((d.day), (d.provider, d.category_id))`)
      .select((eb) => [
        eb.cast<string | null>("d.day", "text").as("day"),
        eb.ref("d.provider").$castTo<string | null>().as("provider"),
        "d.category_id as categoryId",
        ...FIGURE_COLUMNS,
      ])
      .execute(),
    filters.service === undefined ? loadServices(filters) : [],
  ]);
  const days = rows.flatMap((row) => (row.day === null ? [] : [{ ...row, day: row.day }]));
  const categories = rows.flatMap((row) =>
    row.provider === null
      ? []
      : [{ provider: row.provider, categoryId: row.categoryId, sums: toSums(row) }],
  );
  const names = [...new Set(categories.map(({ provider }) => provider))].sort();
  const ofProvider = (name: string) => categories.filter(({ provider }) => provider === name);
  return {
    total: addSums(categories.map((one) => one.sums)),
    buckets: bucketsOf(filters.period).map((bucket) => ({
      ...bucket,
      sums: addSums(days.filter(({ day }) => day >= bucket.from && day <= bucket.to).map(toSums)),
    })),
    providers: names.map((provider) => ({
      provider,
      sums: addSums(ofProvider(provider).map((one) => one.sums)),
    })),
    categories: categories
      .filter(({ sums: { opened, done, firstAnswers, theirs, yours } }) =>
        [opened, done, firstAnswers.count, theirs.count, yours.count].some((count) => count > 0),
      )
      .toSorted((one, other) => other.sums.opened - one.sums.opened)
      .slice(0, MAX_LISTED + 1),
    services,
  };
}

async function loadServices(filters: OverviewFilters): Promise<LoadedFigures["services"]> {
  const rows = await db()
    .selectFrom("day_sum as d")
    .where(matching(filters))
    .groupBy("d.service_id")
    .select(["d.service_id as serviceId", ...FIGURE_COLUMNS])
    .orderBy("opened", "desc")
    .orderBy("d.service_id")
    .limit(MAX_LISTED + 1)
    .execute();
  return rows.map((row) => ({ serviceId: row.serviceId, sums: toSums(row) }));
}
