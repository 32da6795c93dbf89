import type { NamedFilter } from "@/lib/tickets/filter-names";
import { findField } from "@/lib/tickets/filter-names";
import { useTexts } from "#texts";

import { FILTER_LABELS } from "./filter-labels";
import { filterFrame } from "./filter-select";

interface NameFilterProps {
  name: NamedFilter;
  current: Readonly<Record<string, string>>;
}

/** Finds values by name, of which there are too many for a list; keeps those chosen. */
export function NameFilter({ name, current }: NameFilterProps) {
  const t = useTexts();
  const id = `filter-${name}`;
  const [chosen, typed] = [current[name], current[findField(name)]];
  return (
    <span className={filterFrame(Boolean(chosen || typed))}>
      <label htmlFor={id}>{t(FILTER_LABELS[name])}</label>
      <input
        id={id}
        type="search"
        name={findField(name)}
        defaultValue={typed}
        placeholder={t("filters.any")}
        maxLength={200}
        autoComplete="off"
      />
      {chosen ? <input type="hidden" name={name} value={chosen} /> : null}
    </span>
  );
}
