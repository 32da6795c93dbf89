import type { Route } from "next";

import type { OverviewFilters } from "@/lib/review/overview/overview-filters";
import type { DayPeriod } from "@/lib/review/overview/period";
import { overviewUrl, ticketsUrl } from "@/lib/routes";

/** Narrows the filters of the page, as those of a row of a table do. */
export type Narrowed = Partial<Pick<OverviewFilters, "provider" | "category" | "service">>;

/** The list of tickets with these filters and others. */
export function listUrl(
  { provider, organization, category, service }: OverviewFilters,
  {
    narrowed = {},
    ...others
  }: { narrowed?: Narrowed } & Record<string, string | Narrowed | undefined>,
): Route {
  const { category: categoryId, ...own } = { provider, category, service, ...narrowed };
  return ticketsUrl("staff", { organization, ...own, categoryId, ...others });
}

export const periodText = ({ from, to }: DayPeriod): string => `${from}..${to}`;

/** This page with other filters. */
export function narrowedUrl(
  { period, provider, organization, category, service }: OverviewFilters,
  others: Readonly<Record<string, string | undefined>>,
): Route {
  return overviewUrl({ ...period, provider, organization, category, service, ...others });
}
