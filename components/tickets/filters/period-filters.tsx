import { recentPeriods } from "@/lib/text/day-words";
import { PERIOD_FILTERS } from "@/lib/tickets/filter-names";
import { useTexts } from "#texts";

import { FilterSelect } from "./filter-select";
import { usePeriodText } from "./use-period-text";

/** Filters by opening, first answer and end: recent days and months, or the chosen period. */
export function PeriodFilters({ current }: { current: Readonly<Record<string, string>> }) {
  const t = useTexts();
  const periodText = usePeriodText();
  const { today, week, months } = recentPeriods(new Date());
  const labels = [
    [today, t("overview.presets.today")],
    [week, t("overview.presets.week")],
    ...months.map((month) => [month, periodText(month)]),
  ] as const;
  return PERIOD_FILTERS.map((name) => {
    const value = current[name] ?? "";
    const isOffered = value === "" || labels.some(([period]) => period === value);
    return (
      <FilterSelect
        key={name}
        name={name}
        label={t(`filters.${name}`)}
        value={value}
        choices={[
          { value: "", label: t("filters.any") },
          ...(isOffered ? [] : [{ value, label: periodText(value) }]),
          ...labels.map(([period, label]) => ({ value: period, label })),
        ]}
      />
    );
  });
}
