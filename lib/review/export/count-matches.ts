import { scopeValues } from "../../auth/scope";
import { compileOnce, type Placeholders } from "../../db/compile-once";
import { countRows } from "../../db/expressions";
import { db } from "../../db/kysely";
import { filteredTickets, filterValues } from "../../tickets/list/filter-condition";
import type { FilterValues } from "../../tickets/list/filter-values";
import type { ListReader } from "../../tickets/list/list-page";
import { countPeriod, isPeriodFilter } from "../../tickets/list/periods/period-condition";
import { readSearch } from "../../tickets/list/search-filters";
import { narrowingFilters, type TicketFilters } from "../../tickets/schemas";

const matches = compileOnce(
  ({ max, ...values }: Placeholders<FilterValues & { max: number }>) => {
    const some = filteredTickets(values)
      .select((eb) => eb.lit(1).as("one"))
      .limit(max);
    return db().selectFrom(some.as("some")).select(countRows().as("count"));
  },
  { inText: ["max"], keepsPlan: () => false },
);

interface CountedMatches {
  count: number;
  /** As in `ListPage`. */
  organizations: readonly string[];
}

/** Counts the tickets of a list, up to one more than `most`. */
export async function countMatches(
  reader: ListReader,
  filters: TicketFilters,
  most: number,
): Promise<CountedMatches> {
  const { t, scope, timeZone } = reader;
  const [only, ...others] = Object.entries(narrowingFilters(filters)).flatMap(([name, value]) =>
    value?.length ? [name] : [],
  );
  if (scope.kind === "all" && only && others.length === 0 && isPeriodFilter(only)) {
    const count = await countPeriod(only, filters[only] ?? "", most);
    return { count, organizations: [] };
  }
  const search = await readSearch(t, scope, filters, timeZone);
  const values = { ...(await filterValues(search, timeZone)), ...scopeValues(scope) };
  const [row] = await matches({ ...values, max: most + 1 });
  return { count: row?.count ?? 0, organizations: search.filters.organization };
}
