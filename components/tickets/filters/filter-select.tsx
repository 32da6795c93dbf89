import { ChevronDown } from "lucide-react";

import type { FilterChoice } from "@/lib/tickets/list/types";
import { cn } from "@/lib/utils";

/** A label and its control in one frame, which is highlighted while the filter is set. */
export const filterFrame = (isSet: boolean) =>
  cn(
    "relative flex h-11 items-center rounded-md border text-[0.8125rem] sm:h-9 sm:min-w-0",
    "focus-within:outline-2 focus-within:outline-offset-1 focus-within:outline-ring",
    isSet
      ? "border-primary bg-tint text-tint-foreground"
      : "border-input/60 bg-card hover:border-input",
  );

export const filterLabel = (isSet: boolean) =>
  cn("pointer-events-none shrink-0 pl-2.5 whitespace-nowrap", isSet ? "" : "text-muted-foreground");

interface FilterSelectProps {
  name: string;
  label: string;
  value: string;
  choices: FilterChoice[];
}

export function FilterSelect({ name, label, value, choices }: FilterSelectProps) {
  const id = `filter-${name}`;
  return (
    <span className={filterFrame(value !== "")}>
      <label htmlFor={id} className={filterLabel(value !== "")}>
        {label}
      </label>
      <select
        id={id}
        name={name}
        defaultValue={value}
        className={cn(
          "h-full w-full appearance-none truncate rounded-md bg-transparent pr-7 pl-1.5 font-medium",
          "outline-none max-sm:text-right sm:min-w-14 xl:w-auto xl:field-sizing-content",
          name === "sort" ? "xl:max-w-44" : "xl:max-w-32",
          "[&_option]:bg-card [&_option]:text-foreground",
        )}
      >
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value} lang={choice.raw ? "" : undefined}>
            {choice.label}
          </option>
        ))}
      </select>
      <ChevronDown
        aria-hidden
        className="pointer-events-none absolute right-2 size-3.5 opacity-70"
      />
    </span>
  );
}
