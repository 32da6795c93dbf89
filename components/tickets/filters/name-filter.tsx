import { VALUE_SEPARATOR } from "@/lib/forms/value-separator";
import type { NamedFilter } from "@/lib/tickets/filter-names";
import { findField } from "@/lib/tickets/filter-names";
import type { FilterChoice } from "@/lib/tickets/list/types";
import { useTexts } from "#texts";

import { FILTER_LABELS } from "./filter-labels";
import { filterFrame } from "./filter-select";

interface NameFilterProps {
  name: NamedFilter;
  current: Readonly<Record<string, string>>;
  /** Of the chosen values, if they are known here. */
  choices?: readonly FilterChoice[];
}

/** Finds values by name, of which there are too many for a list; keeps those chosen. */
export function NameFilter({ name, current, choices = [] }: NameFilterProps) {
  const t = useTexts();
  const id = `filter-${name}`;
  const [chosen, typed] = [current[name], current[findField(name)]];
  const values = chosen ? chosen.split(VALUE_SEPARATOR) : [];
  const [first = ""] = values;
  const label = choices.find(({ value }) => value === first.replace(/^-/, ""))?.label;
  const placeholder =
    values.length === 0
      ? t("filters.any")
      : values.length > 1 || label === undefined
        ? t("filters.several", { count: values.length })
        : first.startsWith("-")
          ? t("filters.not", { value: label })
          : label;
  return (
    <span className={filterFrame(Boolean(chosen || typed))}>
      <label htmlFor={id}>{t(FILTER_LABELS[name])}</label>
      <input
        id={id}
        type="search"
        name={findField(name)}
        defaultValue={typed}
        placeholder={placeholder}
        maxLength={200}
        autoComplete="off"
      />
      {chosen ? <input type="hidden" name={name} value={chosen} /> : null}
    </span>
  );
}
