import type { FilterChoice, FilterChoices } from "@/lib/tickets/list/types";

import { LateOptions } from "./late-options";

/** A label and its control in one frame, which is highlighted while the filter is set. */
export const filterFrame = (isSet: boolean) => (isSet ? "filter set" : "filter");

interface FilterSelectProps {
  name: string;
  label: string;
  value: string;
  choices: FilterChoice[];
  /** With scripts, the form's other choices under this name are added. */
  late?: keyof FilterChoices;
}

export function FilterSelect({ name, label, value, choices, late }: FilterSelectProps) {
  const id = `filter-${name}`;
  return (
    <span className={filterFrame(value !== "")}>
      <label htmlFor={id}>{label}</label>
      <select id={id} name={name} defaultValue={value}>
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value} lang={choice.raw ? "" : undefined}>
            {choice.label}
          </option>
        ))}
        {late ? <LateOptions name={late} present={value} /> : null}
      </select>
    </span>
  );
}
