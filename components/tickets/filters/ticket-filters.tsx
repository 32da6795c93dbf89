import { ListFilter } from "lucide-react";

import { Button } from "@/components/ui/button";
import { type Audience, ticketsUrl } from "@/lib/routes";
import { toJsonText } from "@/lib/text/json-text";
import { PERIOD_FILTERS, SORTS, VALUE_FILTERS, VALUE_SEPARATOR } from "@/lib/tickets/filter-names";
import type { FilterChoice, FilterChoices } from "@/lib/tickets/list/types";
import type { TicketFilters as Filters } from "@/lib/tickets/schemas";
import { cn } from "@/lib/utils";
import { useTexts } from "#texts";

import { FilterForm } from "./filter-form";
import { FilterSelect } from "./filter-select";
import { MoreFilters } from "./more-filters";
import { SearchBox } from "./search-box";

/** Of a longer list, scripts add all but the current value, so that the page stays small. */
const MAX_CHOICES_WITHOUT_SCRIPT = 24;

const SHEET = "filter-sheet";

interface TicketFiltersProps {
  audience: Audience;
  filters: Filters;
  choices: FilterChoices;
  /** The number of tickets on the page, e.g. "14" or "25+". */
  shown: string;
}

/** The filters in the address, as the form's controls hold them. */
function controlValues(filters: Filters): Record<string, string> {
  const { q = "", filed = "", show = "", since = "", until = "", view = "", sort } = filters;
  const values = VALUE_FILTERS.map((name) => [name, filters[name].join(VALUE_SEPARATOR)]);
  const periods = PERIOD_FILTERS.map((name) => [name, filters[name] ?? ""]);
  return {
    ...{ q, filed, show, since, until, view, sort: sort === "activity" ? "" : sort },
    ...(Object.fromEntries([...values, ...periods]) as Record<string, string>),
  };
}

export function TicketFilterBar({ audience, filters, choices, shown }: TicketFiltersProps) {
  const t = useTexts();
  const current = controlValues(filters);
  const { q: _search, sort: _order, view: _view, ...narrowing } = current;
  const count = Object.values(narrowing).filter(Boolean).length;

  /** Keeps what the address says selectable: outdated values, several ones, and "not". */
  function offered(name: (typeof VALUE_FILTERS)[number]) {
    const [all, values]: [FilterChoice[], string[]] = [choices[name], filters[name]];
    const unknown = name === "service" ? t("filters.unknownService") : undefined;
    const [value = ""] = values;
    const joined = values.join(VALUE_SEPARATOR);
    const isFew = all.length <= MAX_CHOICES_WITHOUT_SCRIPT;
    const some = isFew ? all : all.filter((choice) => choice.value === joined);
    const labelOf = (wanted: string) =>
      all.find((choice) => choice.value === wanted)?.label ?? unknown ?? wanted;
    const isKnown = joined === "" || some.some((choice) => choice.value === joined);
    const label =
      values.length > 1
        ? t("filters.several", { count: values.length })
        : value.startsWith("-")
          ? t("filters.not", { value: labelOf(value.slice(1)) })
          : labelOf(value);
    return {
      choices: [
        { value: "", label: t("filters.any") },
        ...some,
        ...(isKnown ? [] : [{ value: joined, label, raw: true as const }]),
      ],
      late: isFew ? undefined : name,
    };
  }

  return (
    <FilterForm path={ticketsUrl(audience)} current={current} choices={toJsonText(choices)}>
      <div className="flex gap-2">
        <SearchBox audience={audience} typed={filters.q} />
        <button
          type="button"
          popoverTarget={SHEET}
          className={cn(
            "flex h-11 shrink-0 items-center gap-2 rounded-md border px-3 text-sm font-medium sm:hidden",
            count > 0 ? "border-primary bg-tint text-tint-foreground" : "border-input bg-card",
          )}
        >
          <ListFilter aria-hidden className="size-4" />
          {count > 0 ? t("filters.openSet", { count }) : t("filters.open")}
        </button>
        <div
          id={SHEET}
          popover="auto"
          role="group"
          aria-label={t("filters.label")}
          className="filter-sheet"
        >
          {VALUE_FILTERS.map((name) =>
            name === "organization" && choices.organization.length === 0 ? null : (
              <FilterSelect
                key={name}
                name={name}
                label={t(`filters.${name}`)}
                value={current[name] ?? ""}
                {...offered(name)}
              />
            ),
          )}
          <FilterSelect
            name="sort"
            label={t("filters.sort")}
            value={current.sort ?? ""}
            choices={SORTS.map((value) => ({
              value: value === "activity" ? "" : value,
              label: t(`filters.sorts.${value}`),
            }))}
          />
          <MoreFilters audience={audience} current={current} />
          {["view", ...PERIOD_FILTERS].map((name) =>
            current[name] ? (
              <input key={name} type="hidden" name={name} value={current[name]} />
            ) : null,
          )}
          <noscript className="grid items-center sm:h-9">
            <Button type="submit" variant="secondary" size="small" className="max-sm:h-11">
              {t("filters.apply")}
            </Button>
          </noscript>
          <Button
            type="button"
            popoverTarget={SHEET}
            popoverTargetAction="hide"
            data-needs-scripts=""
            className="h-11 sm:hidden"
          >
            {t("filters.showTickets", { shown })}
          </Button>
        </div>
      </div>
    </FilterForm>
  );
}
