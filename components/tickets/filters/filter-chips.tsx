import { X } from "lucide-react";
import type { Route } from "next";
import type { ReactNode } from "react";

import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/form/input";
import { Link } from "@/components/ui/navigation/link";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import type { Audience } from "@/lib/routes";
import { ticketsUrl } from "@/lib/routes";
import {
  findField,
  MAX_FILTER_VALUES,
  NO_CATEGORY,
  PERIOD_FILTERS,
  spanText,
  VALUE_FILTERS,
} from "@/lib/tickets/filter-names";
import type { FilterChoices } from "@/lib/tickets/list/types";
import type { NameSearch } from "@/lib/tickets/list/types";
import type { TicketFilters } from "@/lib/tickets/schemas";
import { useTexts } from "#texts";

import { FILTER_LABELS } from "./filter-labels";
import { filterUrl } from "./filter-url";
import { usePeriodText } from "./use-period-text";

interface FilterChipsProps {
  audience: Audience;
  filters: TicketFilters;
  choices: FilterChoices;
  /** Of texts that name values. */
  searches?: readonly NameSearch[];
}

interface FilterChipsRowProps extends FilterChipsProps {
  /** Buttons at its end. */
  children?: ReactNode;
}

type ValueFilter = (typeof VALUE_FILTERS)[number];

interface ChipProps extends FilterChipsProps {
  name: ValueFilter;
  isNot: boolean;
}

const listLink = { scroll: false, replace: true } as const;

function Remove({ href, label }: { href: Route; label: string }) {
  return (
    <Link href={href} {...listLink} title={label} className="remove">
      <X aria-hidden className="size-3.5" />
      <VisuallyHidden>{label}</VisuallyHidden>
    </Link>
  );
}

/** The values of one filter that are wanted, or those that are not. */
function ValueChip({ audience, filters, choices, searches = [], name, isNot }: ChipProps) {
  const t = useTexts();
  const all = filters[name];
  const own = all.filter((value) => value.startsWith("-") === isNot);
  const others = all.filter((value) => value.startsWith("-") !== isNot);
  if (own.length === 0) return null;
  const words = own.map((value) => value.replace(/^-/, ""));
  const write = (wanted: string) => (isNot ? `-${wanted}` : wanted);
  const turned = words.map((word) => (isNot ? word : `-${word}`));
  const known = choices[name];
  const unknown = name === "service" ? t("filters.unknownService") : null;
  const search = (word: string) => searches.find((one) => one.name === name && one.text === word);
  const label = (word: string) =>
    search(word)
      ? t("staffFilters.text", { text: word })
      : (known.find(({ value }) => value === word)?.label ?? unknown ?? word);
  const to = (values: string[]) => filterUrl(audience, { ...filters, [name]: values });
  const offered = known.filter(({ value }) => !words.includes(value));
  const replaced = (word: string, value: string) =>
    to(all.map((one) => (one === write(word) ? write(value) : one)));
  const filter = t(FILTER_LABELS[name]);
  return (
    <span className="chip">
      {filter}
      <Link
        href={to([...new Set([...others, ...turned])])}
        {...listLink}
        className="turn-round"
        title={t(isNot ? "filters.turnToIs" : "filters.turnToNot")}
      >
        {t(isNot ? "filters.isNot" : "filters.is")}
      </Link>
      {words.map((word, index) => (
        <span key={word} className="value">
          {index > 0 ? <span className="or">{t("filters.or")}</span> : null}
          <b lang={known.find(({ value }) => value === word)?.raw ? "" : undefined}>
            {label(word)}
          </b>
          <Remove
            href={to(all.filter((value) => value !== write(word)))}
            label={t("filters.remove", { filter, value: label(word) })}
          />
          <FoundNames search={search(word)} to={(value) => replaced(word, value)} />
        </span>
      ))}
      {offered.length > MAX_LINKS && name === "service" ? (
        <FindForm address={to(all)} field={findField(name)} filter={filter} />
      ) : offered.length > 0 ? (
        <details key={words.join()} className="add">
          <summary>
            {t("filters.orMore")} <VisuallyHidden>{t("filters.add", { filter })}</VisuallyHidden>
          </summary>
          {all.length >= MAX_FILTER_VALUES ? (
            <p>{t("filters.tooMany", { max: MAX_FILTER_VALUES })}</p>
          ) : (
            <ul>
              {offered.map((choice) => (
                <li key={choice.value} lang={choice.raw ? "" : undefined}>
                  <Link href={to([...all, write(choice.value)])} {...listLink}>
                    {choice.label}
                  </Link>
                </li>
              ))}
            </ul>
          )}
        </details>
      ) : null}
    </span>
  );
}

/** More choices are found by name: a link for each makes the page large. */
const MAX_LINKS = 24;

function FindForm({ address, field, filter }: { address: Route; field: string; filter: string }) {
  const t = useTexts();
  const [path, query] = address.split("?");
  return (
    <details className="add">
      <summary>
        {t("filters.orMore")} <VisuallyHidden>{t("filters.add", { filter })}</VisuallyHidden>
      </summary>
      <form noValidate action={path} className="flex gap-2">
        {[...new URLSearchParams(query)].map(([name, value]) => (
          <input key={`${name} ${value}`} type="hidden" name={name} value={value} />
        ))}
        <Input
          type="search"
          name={field}
          aria-label={t("staffFilters.find")}
          placeholder={t("staffFilters.find")}
          maxLength={200}
          autoComplete="off"
        />
        <Button type="submit" variant="secondary" size="small">
          {t("staffFilters.findButton")}
        </Button>
      </form>
    </details>
  );
}

/** The names that a text matches, each of which can take its place. */
function FoundNames({ search, to }: { search?: NameSearch; to: (value: string) => Route }) {
  const t = useTexts();
  if (!search) return null;
  const { text, found, isMore } = search;
  const count = found.length;
  if (count === 0) return <span>{t("staffFilters.noMatches")}</span>;
  return (
    <details key={text} className="add">
      <summary>
        {t(isMore ? "staffFilters.firstMatches" : "staffFilters.matches", { count })}
      </summary>
      <div>
        {isMore ? <p>{t("staffFilters.moreMatches", { count })}</p> : null}
        <ul>
          {found.map(({ value, label, raw }) => (
            <li key={value} lang={raw ? "" : undefined}>
              <Link href={to(value)} {...listLink}>
                {label}
              </Link>
            </li>
          ))}
        </ul>
      </div>
    </details>
  );
}

/** Filters of one value, as what they say and the filters without them. */
function useSingleChips({ filters, choices }: FilterChipsProps) {
  const t = useTexts();
  const periodText = usePeriodText();
  const { filed, show, since, until, removed, categoryId } = filters;
  return [
    filed !== undefined && {
      text: t(`filters.filedBy.${filed}`),
      name: t("filters.filed"),
      without: { filed: undefined },
    },
    show !== undefined && {
      text: t(`filters.shown.${show}`),
      name: t("filters.show"),
      without: { show: undefined },
    },
    since !== undefined && { text: since, name: t("filters.since"), without: { since: undefined } },
    until !== undefined && { text: until, name: t("filters.until"), without: { until: undefined } },
    categoryId !== undefined && {
      text:
        categoryId === NO_CATEGORY
          ? t("filters.noCategory")
          : (choices.category.find(({ value }) => value === categoryId)?.label ?? categoryId),
      name: t("filters.categoryId"),
      without: { categoryId: undefined },
    },
    ...PERIOD_FILTERS.map((name) => {
      const period = filters[name];
      if (period === undefined) return false as const;
      const text = periodText(period);
      return { text, name: t(`filters.${name}`), without: { [name]: undefined } };
    }),
    removed !== undefined && {
      text: t(`staffFilters.removedIs.${removed}`),
      name: t("staffFilters.removed"),
      without: { removed: undefined },
    },
    ...(["age", "unanswered"] as const).map((name) => {
      const span = filters[name];
      if (span === undefined) return false as const;
      const text = spanText(t, span);
      return { text, name: t(`staffFilters.${name}`), without: { [name]: undefined } };
    }),
  ].filter((chip) => chip !== false);
}

/** One for each set filter, with what it says, its opposite, more values, and its removal. */
export function FilterChips({ children, ...props }: FilterChipsRowProps) {
  const t = useTexts();
  const { audience, filters } = props;
  const singles = useSingleChips(props);
  const [turn, ...others] = VALUE_FILTERS.flatMap((name) => filters[name]);
  const isOneTurn = others.length === 0 && turn === filters.turn[0] && !turn?.startsWith("-");
  const isPlain = !filters.q && !filters.view && filters.sort === "activity";
  const isTab = turn && isOneTurn && isPlain && singles.length === 0;
  return (
    <div role="group" aria-label={t("filters.chosen")} className={isTab ? "chips of-tab" : "chips"}>
      {VALUE_FILTERS.flatMap((name) =>
        [false, true].map((isNot) => (
          <ValueChip key={`${name}${isNot ? "-" : ""}`} {...props} name={name} isNot={isNot} />
        )),
      )}
      {singles.map(({ text, name, without }) => (
        <span key={name} className="chip">
          {name} <b>{text}</b>
          <Remove
            href={filterUrl(audience, { ...filters, ...without })}
            label={t("filters.remove", { filter: name, value: text })}
          />
        </span>
      ))}
      <Link href={ticketsUrl(audience, { at: filters.at })} scroll={false} className="text-link">
        {t("tickets.clearFilters")}
      </Link>
      {children}
    </div>
  );
}
