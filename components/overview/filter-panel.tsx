import { X } from "lucide-react";
import type { Route } from "next";

import { FilterField } from "@/components/people/staff/filter-field";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/form/field";
import { HiddenFields } from "@/components/ui/form/hidden-fields";
import { Input } from "@/components/ui/form/input";
import { Link } from "@/components/ui/navigation/link";
import type { DayPeriod } from "@/lib/review/overview/period";
import type { Overview } from "@/lib/review/overview/types";
import { overviewUrl } from "@/lib/routes";
import { monthWords, recentPeriods } from "@/lib/text/day-words";
import { cn } from "@/lib/utils";
import { useLanguage, useTexts } from "#texts";

import { narrowedUrl } from "./overview-urls";

/** A GET form, so that each view has an address. */
export function FilterPanel({ overview }: { overview: Overview }) {
  const t = useTexts();
  const { filters, providers, found } = overview;
  const { organization, category, service, provider, period, typed, find } = filters;
  const isApplied = found?.length === 1 && found[0]?.id === organization;
  return (
    <div className="grid gap-3">
      <Presets overview={overview} />
      <Months filters={filters} />
      <form
        noValidate
        role="search"
        action={overviewUrl()}
        className="flex flex-wrap items-end gap-3 max-sm:*:grow"
      >
        <HiddenFields values={{ organization, category, service }} />
        {(["from", "to"] as const).map((name) => (
          <Field key={name} id={`overview-${name}`} label={t(`overview.${name}`)}>
            {(control) => (
              <Input
                {...control}
                key={period[name]}
                type="date"
                name={name}
                defaultValue={
                  /^\d{4}-\d\d-\d\d$/.test(typed[name] ?? "") ? typed[name] : period[name]
                }
              />
            )}
          </Field>
        ))}
        <FilterField
          name="provider"
          label={t("overview.provider")}
          value={provider}
          choices={providers.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <Field id="overview-find" label={t("overview.organization")}>
          {(control) => (
            <Input
              {...control}
              key={find}
              type="search"
              name="find"
              placeholder={t("overview.findHint")}
              defaultValue={find}
              maxLength={100}
              autoComplete="off"
            />
          )}
        </Field>
        <Button type="submit" variant="secondary">
          {t("overview.show")}
        </Button>
      </form>
      <Problems overview={overview} />
      {found && !isApplied ? <FoundOrganizations overview={overview} /> : null}
      <Chosen overview={overview} />
    </div>
  );
}

/** This month and the last one are among the presets. */
function Months({ filters }: Pick<Overview, "filters">) {
  const t = useTexts();
  const language = useLanguage();
  const months = recentPeriods(new Date()).months.slice(2);
  return (
    <nav aria-label={t("overview.months")} className="flex flex-wrap gap-x-4 text-[0.8125rem]">
      {months.map((month) => {
        const [from = "", to = ""] = month.split("..");
        const isCurrent = from === filters.period.from && to === filters.period.to;
        return (
          <Link
            key={month}
            href={narrowedUrl(filters, { from, to })}
            aria-current={isCurrent ? "page" : undefined}
            className="py-1 text-link max-sm:py-2 aria-[current]:font-semibold"
          >
            {monthWords(language, from, to)}
          </Link>
        );
      })}
    </nav>
  );
}

const PRESETS = ["today", "week", "days", "month", "lastMonth", "year"] as const;

function Presets({ overview: { filters, presets } }: { overview: Overview }) {
  const t = useTexts();
  const isCurrent = ({ from, to }: DayPeriod) =>
    from === filters.period.from && to === filters.period.to;
  return (
    <nav aria-label={t("overview.period")} className="flex flex-wrap gap-2">
      {PRESETS.map((preset) => (
        <Link
          key={preset}
          href={narrowedUrl(filters, { ...presets[preset] })}
          aria-current={isCurrent(presets[preset]) ? "page" : undefined}
          className={cn(
            "rounded-full border bg-card px-3 py-1.5 text-[0.8125rem] hover:bg-muted max-sm:py-2.5",
            "aria-[current]:border-primary aria-[current]:font-semibold",
          )}
        >
          {t(`overview.presets.${preset}`)}
        </Link>
      ))}
    </nav>
  );
}

function Problems({ overview: { filters } }: { overview: Overview }) {
  const t = useTexts();
  const { problems, period, typed } = filters;
  if (problems.length === 0) return null;
  const isOfPeriod = problems.some((problem) =>
    ["from", "to", "order", "length"].includes(problem),
  );
  return (
    <Alert tone="warning" title={t("overview.problem.title")}>
      {problems.map((problem) => (
        <p key={problem}>
          {t(`overview.problem.${problem}`, {
            value: (problem === "to" ? typed.to : typed.from) ?? "",
          })}
        </p>
      ))}
      {isOfPeriod ? <p>{t("overview.problem.instead", { ...period })}</p> : null}
    </Alert>
  );
}

function FoundOrganizations({ overview }: { overview: Overview }) {
  const t = useTexts();
  const { filters, found, organization } = overview;
  const forAll = organization ? null : <p>{t("overview.forAll")}</p>;
  if (!found || found.length === 0)
    return (
      <div className="grid gap-1">
        <p>{t("overview.foundNone")}</p>
        {forAll}
      </div>
    );
  return (
    <nav aria-label={t("overview.found")} className="flex flex-wrap gap-x-4 gap-y-1">
      {forAll}
      {found.map(({ id, name }) => (
        <Link
          key={id}
          href={narrowedUrl(filters, { organization: id, service: undefined })}
          translate="no"
          lang=""
          className="text-link py-1"
        >
          {name}
        </Link>
      ))}
    </nav>
  );
}

function Chosen({ overview }: { overview: Overview }) {
  const t = useTexts();
  const { filters, organization, category, service } = overview;
  const chips = [
    organization && { name: "organization" as const, value: organization.name },
    category && { name: "category" as const, value: category.label },
    service && { name: "service" as const, value: service.name },
  ].filter((chip) => chip !== null);
  if (chips.length === 0) return null;
  return (
    <div role="group" aria-label={t("overview.chosen")} className="flex flex-wrap gap-2">
      {chips.map(({ name, value }) => (
        <ChosenFilter
          key={name}
          label={t(`overview.${name}`)}
          value={value}
          without={narrowedUrl(filters, { [name]: undefined })}
        />
      ))}
    </div>
  );
}

interface ChosenFilterProps {
  label: string;
  value: string;
  without: Route;
}

function ChosenFilter({ label, value, without }: ChosenFilterProps) {
  const t = useTexts();
  return (
    <span
      className={cn(
        "inline-flex max-w-full items-center gap-2 rounded-full border bg-card py-1 pr-2 pl-3",
        "text-[0.8125rem]",
      )}
    >
      <span className="min-w-0 [overflow-wrap:anywhere]">
        {label}: <b lang="">{value}</b>
      </span>
      <Link
        href={without}
        aria-label={t("overview.remove", { filter: label })}
        className="grid size-6 place-items-center rounded-full"
      >
        <X aria-hidden className="size-3.5" />
      </Link>
    </span>
  );
}
