import { ListFilter } from "lucide-react";

import { Button } from "@/components/ui/button";
import { VALUE_SEPARATOR } from "@/lib/forms/value-separator";
import { type Audience, ticketsUrl } from "@/lib/routes";
import { toJsonText } from "@/lib/text/json-text";
import type { NamedFilter } from "@/lib/tickets/filter-names";
import {
  findField,
  LINKED_FILTERS,
  NAMED_FILTERS,
  PERIOD_FILTERS,
  SORTS_OF,
  STAFF_FILTERS,
  STAFF_VALUE_FILTERS,
  VALUE_FILTERS,
} from "@/lib/tickets/filter-names";
import type { FilterChoice, FilterChoices } from "@/lib/tickets/list/types";
import type { NameSearch } from "@/lib/tickets/list/types";
import type { TicketFilters as Filters } from "@/lib/tickets/schemas";
import { cn } from "@/lib/utils";
import { useTexts } from "#texts";

import { FilterForm } from "./filter-form";
import { FILTER_LABELS } from "./filter-labels";
import { FilterSelect } from "./filter-select";
import { filterUrl } from "./filter-url";
import { MoreFilters, MoreFiltersLink } from "./more-filters";
import { NameFilter } from "./name-filter";
import { SearchBox } from "./search-box";

/** Of a longer list, scripts add all but the current value, so that the page stays small. */
const MAX_CHOICES_WITHOUT_SCRIPT = 24;

const SHEET = "filter-sheet";

interface TicketFiltersProps {
  audience: Audience;
  filters: Filters;
  choices: FilterChoices;
  searches?: readonly NameSearch[];
  /** The number of tickets on the page, e.g. "14" or "25+". */
  shown: string;
  /** Staff asked for the less common filters. */
  showsMore?: boolean;
  /** Of the days, e.g. "CET". */
  zone: string;
}

type ValueFilter = (typeof VALUE_FILTERS)[number];
type BarValues = Pick<TicketFiltersProps, "audience" | "filters" | "searches" | "showsMore">;

/** The filters in the address, as the form's controls hold them. */
function controlValues({ audience, filters, searches = [], showsMore }: BarValues) {
  const { q = "", filed = "", show = "", since = "", until = "", view = "" } = filters;
  const { at = "", sort } = filters;
  const joined = (values: string[]) => values.join(VALUE_SEPARATOR);
  const values = filtersOfAudience(audience).flatMap((name) => {
    const all = filters[name];
    if (!isFoundByName(audience, name)) return [[name, joined(all)]];
    const isText = (value: string) =>
      searches.some((one) => one.name === name && one.text === value.replace(/^-/, ""));
    return [
      [name, joined(all.filter((value) => !isText(value)))],
      [findField(name), joined(all.filter(isText))],
    ];
  });
  const periods = LINKED_FILTERS.map((name) => [name, filters[name] ?? ""]);
  const ofStaff =
    audience === "staff" ? STAFF_FILTERS.map((name) => [name, filters[name] ?? ""]) : [];
  const all: Record<string, string> = {
    ...{ q, filed, show, since, until, view, at, sort: sort === "activity" ? "" : sort },
    ...(showsMore ? { more: "1" } : {}),
    ...(Object.fromEntries([...values, ...periods, ...ofStaff]) as Record<string, string>),
  };
  return all;
}

const isOfStaff = (name: ValueFilter) => STAFF_VALUE_FILTERS.some((one) => one === name);

const filtersOfAudience = (audience: Audience) =>
  audience === "staff" ? VALUE_FILTERS : VALUE_FILTERS.filter((name) => !isOfStaff(name));

/** Customers choose a service from a list. */
const isFoundByName = (audience: Audience, name: ValueFilter): name is NamedFilter =>
  audience === "staff" && NAMED_FILTERS.some((one) => one === name);

/** Filters of the address that the form keeps. */
function filtersWithoutControl(audience: Audience, showsMore = false): readonly string[] {
  if (audience === "customer") return ["view", "at", ...LINKED_FILTERS];
  const folded = STAFF_VALUE_FILTERS.filter((name) => !IN_BAR.has(name));
  return [
    ...["view", "at", "categoryId"],
    ...(showsMore
      ? []
      : [
          "since",
          "until",
          ...PERIOD_FILTERS,
          ...STAFF_FILTERS,
          ...folded,
          ...folded.map(findField),
        ]),
  ];
}

/** The others are among the filters that are used less often. */
const IN_BAR: ReadonlySet<ValueFilter> = new Set([
  "turn",
  "provider",
  "status",
  "priority",
  "service",
  "organization",
]);

export function TicketFilterBar(props: TicketFiltersProps) {
  const { audience, filters, choices, shown, showsMore, zone } = props;
  const t = useTexts();
  const current = controlValues(props);
  const { after, before } = filters;
  const { q: _search, sort: _order, view: _view, at: _moment, more: _m, ...narrowing } = current;
  const count = Object.values(narrowing).filter(Boolean).length;

  /** Keeps what the address says selectable: outdated values, several ones, and "not". */
  function offered(name: ValueFilter) {
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
          className={cn("filter-button", count > 0 && "set")}
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
          {filtersOfAudience(audience)
            .filter((name) => IN_BAR.has(name))
            .map((name) =>
              isFoundByName(audience, name) ? (
                <NameFilter key={name} name={name} current={current} choices={choices[name]} />
              ) : (
                <FilterSelect
                  key={name}
                  name={name}
                  label={t(FILTER_LABELS[name])}
                  value={current[name] ?? ""}
                  {...offered(name)}
                />
              ),
            )}
          <FilterSelect
            name="sort"
            label={t("filters.sort")}
            value={current.sort ?? ""}
            choices={SORTS_OF[audience].map((value) => ({
              value: value === "activity" ? "" : value,
              label: t(`filters.sorts.${value}`),
            }))}
          />
          {audience === "customer" || showsMore ? (
            <MoreFilters audience={audience} current={current} zone={zone} />
          ) : (
            <MoreFiltersLink href={filterUrl("staff", filters, { after, before, more: "1" })} />
          )}
          {filtersWithoutControl(audience, showsMore).map((name) =>
            current[name] ? (
              <input key={name} type="hidden" name={name} value={current[name]} />
            ) : null,
          )}
          <noscript className="apply">
            <Button type="submit" variant="secondary" size="small" className="max-sm:h-11">
              {t("filters.apply")}
            </Button>
          </noscript>
          <div data-needs-scripts="" className="sheet-foot">
            <Button type="button" popoverTarget={SHEET} popoverTargetAction="hide" className="h-11">
              {t("filters.showTickets", { shown })}
            </Button>
          </div>
        </div>
      </div>
    </FilterForm>
  );
}
