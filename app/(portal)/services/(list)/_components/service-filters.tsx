import { Search } from "lucide-react";

import { FilterForm } from "@/components/tickets/filters/filter-form";
import { FilterSelect } from "@/components/tickets/filters/filter-select";
import { Button } from "@/components/ui/button";
import type { ServiceFilters as Filters } from "@/lib/inventory/schemas";
import type { ServiceChoices } from "@/lib/inventory/types";
import { servicesUrl } from "@/lib/routes";
import { cn } from "@/lib/utils";
import { useTexts } from "#texts";

const SELECTS = ["kind", "state"] as const;

/** Searches as one types; each select applies at once. */
export function ServiceFilters({
  filters,
  choices,
}: {
  filters: Filters;
  choices: ServiceChoices;
}) {
  const t = useTexts();
  const current = { q: filters.q ?? "", kind: filters.kind ?? "", state: filters.state ?? "" };
  return (
    <FilterForm path={servicesUrl()} current={current}>
      <div className="flex flex-wrap gap-2">
        <div className="relative min-w-0 flex-1 max-sm:basis-full">
          <Search
            aria-hidden
            className="pointer-events-none absolute top-1/2 left-3 size-4 -translate-y-1/2 text-muted-foreground"
          />
          <input
            type="search"
            name="q"
            aria-label={t("services.search")}
            placeholder={t("services.search")}
            defaultValue={filters.q}
            maxLength={200}
            autoComplete="off"
            className={cn(
              "h-11 w-full rounded-md border border-input bg-card pr-3 pl-9 text-base",
              "placeholder:text-muted-foreground sm:h-9 sm:text-sm",
            )}
          />
        </div>
        <div className="grid basis-full grid-cols-2 gap-2 sm:contents">
          {SELECTS.map((name) => (
            <FilterSelect
              key={name}
              name={name}
              label={t(`services.filter.${name}`)}
              value={current[name]}
              choices={offered(choices[name], current[name], t("filters.any"))}
            />
          ))}
        </div>
        <noscript className="flex h-10 items-center sm:h-9">
          <Button type="submit" variant="secondary" size="small">
            {t("filters.apply")}
          </Button>
        </noscript>
      </div>
    </FilterForm>
  );
}

/** With the value in use, even if no service has it any more. */
function offered(choices: ServiceChoices["kind"], value: string, any: string) {
  const isKnown = value === "" || choices.some((choice) => choice.value === value);
  const unknown = isKnown ? [] : [{ value, label: value, raw: true as const }];
  return [{ value: "", label: any }, ...choices, ...unknown];
}
