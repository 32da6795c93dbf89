"use client";

import { ChevronDown, Search } from "lucide-react";

import { Button } from "@/components/ui/button";
import { useHydrated } from "@/components/ui/hooks/use-hydrated";
import type { Audience } from "@/lib/routes";
import type { FilterChoice, FilterChoices } from "@/lib/tickets/list/types";
import type { TicketFilters as Filters } from "@/lib/tickets/schemas";
import { cn } from "@/lib/utils";
import { useTexts } from "#texts";

import { FilterForm } from "./filter-form";

const SELECTS = ["turn", "provider", "status", "priority", "service", "organization"] as const;

interface FilterSelectProps {
  name: string;
  label: string;
  value: string;
  choices: FilterChoice[];
}

function FilterSelect({ name, label, value, choices }: FilterSelectProps) {
  const id = `filter-${name}`;
  return (
    <span
      className={cn(
        "relative flex h-10 items-center rounded-md border text-[0.8125rem]",
        "max-sm:shrink-0 sm:min-w-0 focus-within:outline-2 focus-within:outline-offset-1",
        "focus-within:outline-ring sm:h-9",
        value
          ? "border-primary bg-tint text-tint-foreground"
          : "border-input/60 bg-card hover:border-input",
      )}
    >
      <label
        htmlFor={id}
        className={cn(
          "pointer-events-none shrink-0 pl-2.5 whitespace-nowrap",
          value ? "" : "text-muted-foreground",
        )}
      >
        {label}
      </label>
      <select
        id={id}
        name={name}
        defaultValue={value}
        className={cn(
          "h-full max-w-40 appearance-none truncate rounded-md bg-transparent pr-7 pl-1.5",
          "font-medium outline-none field-sizing-content max-xl:sm:w-full",
          "max-xl:sm:max-w-none sm:min-w-14 [&_option]:bg-card [&_option]:text-foreground",
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

/** Before hydration a longer list offers only its current value, so that the page stays small. */
const MAX_CHOICES_WITHOUT_SCRIPT = 24;

/** Keeps an outdated value from a bookmark selectable, so that form and address agree. */
function withCurrent(choices: FilterChoice[], value: string | undefined): FilterChoice[] {
  return !value || choices.some((choice) => choice.value === value)
    ? choices
    : [...choices, { value, label: value, raw: true }];
}

interface TicketFiltersProps {
  audience: Audience;
  filters: Filters;
  choices: FilterChoices;
}

export function TicketFilterBar({ audience, filters, choices }: TicketFiltersProps) {
  const t = useTexts();
  const isHydrated = useHydrated();
  const offered = (some: FilterChoice[], value: string | undefined) => [
    { value: "", label: t("filters.any") },
    ...withCurrent(
      isHydrated || some.length <= MAX_CHOICES_WITHOUT_SCRIPT
        ? some
        : some.filter((choice) => choice.value === value),
      value,
    ),
  ];
  const sorts = [
    { value: "", label: t("filters.newest") },
    { value: "oldest", label: t("filters.oldest") },
  ];
  const sort = filters.sort === "activity" ? "" : filters.sort;
  const current: Record<string, string> = { q: filters.q ?? "", sort };
  for (const name of SELECTS) current[name] = filters[name] ?? "";
  return (
    <FilterForm audience={audience} current={current}>
      <div className="grid gap-3 xl:flex xl:gap-2">
        <div className="relative xl:min-w-40 xl:flex-1 xl:shrink-0">
          <Search
            aria-hidden
            className="pointer-events-none absolute top-1/2 left-3 size-4 -translate-y-1/2 text-muted-foreground"
          />
          <input
            type="search"
            name="q"
            aria-label={t("filters.search")}
            placeholder={t("filters.search")}
            defaultValue={filters.q}
            maxLength={200}
            autoComplete="off"
            className={cn(
              "h-10 w-full rounded-md border border-input bg-card pr-3 pl-9 text-base",
              "placeholder:text-muted-foreground sm:text-sm xl:h-9",
            )}
          />
        </div>
        <div
          className={cn(
            "-mx-4 flex items-center gap-2 overflow-x-auto px-4 py-1 [scrollbar-width:none]",
            "max-sm:[mask-image:linear-gradient(to_right,black_calc(100%-2.5rem),transparent)]",
            "sm:mx-0 sm:grid sm:grid-cols-3 sm:overflow-visible sm:px-0 sm:py-0",
            "lg:grid-cols-4 xl:contents",
          )}
        >
          {SELECTS.map((name) =>
            name === "organization" && choices.organization.length === 0 ? null : (
              <FilterSelect
                key={name}
                name={name}
                label={t(`filters.${name}`)}
                value={current[name] ?? ""}
                choices={offered(choices[name], filters[name])}
              />
            ),
          )}
          <FilterSelect name="sort" label={t("filters.sort")} value={sort} choices={sorts} />
          <noscript className="flex h-10 items-center sm:h-9">
            <Button type="submit" variant="secondary" size="small">
              {t("filters.apply")}
            </Button>
          </noscript>
        </div>
      </div>
    </FilterForm>
  );
}
