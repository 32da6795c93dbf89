import { REMOVED, spanText } from "@/lib/tickets/filter-names";
import { useTexts } from "#texts";

import { FilterSelect } from "./filter-select";

const SPANS = {
  age: ["1d", "7d", "30d", "90d", "1y"],
  unanswered: ["4h", "24h", "3d", "7d"],
} as const;

/** Filters of the list over all organizations that are not names. */
export function StaffFilters({ current }: { current: Readonly<Record<string, string>> }) {
  const t = useTexts();
  const any = { value: "", label: t("filters.any") };
  return (
    <>
      {(["age", "unanswered"] as const).map((name) => {
        const value = current[name] ?? "";
        const spans = new Set([...SPANS[name], ...(value ? [value] : [])]);
        return (
          <FilterSelect
            key={name}
            name={name}
            label={t(`staffFilters.${name}`)}
            value={value}
            choices={[any, ...[...spans].map((one) => ({ value: one, label: spanText(t, one) }))]}
          />
        );
      })}
      <FilterSelect
        name="removed"
        label={t("staffFilters.removed")}
        value={current.removed ?? ""}
        choices={[
          any,
          ...REMOVED.map((value) => ({ value, label: t(`staffFilters.removedIs.${value}`) })),
        ]}
      />
    </>
  );
}
