import { SearchX, X } from "lucide-react";
import type { Route } from "next";

import { SearchForm } from "@/components/people/search-form";
import { FilterField } from "@/components/people/staff/filter-field";
import { RememberList } from "@/components/shell/remember-list";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { HiddenFields } from "@/components/ui/form/hidden-fields";
import { Link } from "@/components/ui/navigation/link";
import type { Locale } from "@/components/ui/time/format-time";
import type { AuditLogPage } from "@/lib/audit/audit-log";
import { AUDIT_KINDS, AUDIT_OUTCOMES, type AuditFilters } from "@/lib/audit/schemas";
import { auditUrl, staffOrganizationUrl, staffPersonUrl } from "@/lib/routes";
import { cn } from "@/lib/utils";
import { useTexts } from "#texts";

import { AuditEntryItem } from "./audit-entry-item";
import { EntryPager } from "./entry-pager";
import { PeriodFields } from "./period-fields";

interface AuditLogViewProps {
  page: AuditLogPage;
  filters: AuditFilters;
  /** Before the last day, where no first day is chosen. */
  days: number;
  locale: Locale;
}

export function AuditLogView({ page, filters, days, locale }: AuditLogViewProps) {
  const t = useTexts();
  const { after: _after, before: _before, ...narrowing } = filters;
  const { organization, person } = filters;
  return (
    <div className="grid gap-5">
      <RememberList path={auditUrl()} />
      <h1 className="text-2xl font-semibold tracking-tight">{t("audit.title")}</h1>
      <div className="grid gap-2">
        <SearchForm
          path={auditUrl()}
          label={t("audit.search")}
          placeholder={t("audit.searchHint")}
          q={filters.q}
          isNarrowed={Object.values(narrowing).some(Boolean)}
        >
          <HiddenFields values={{ organization, person }} />
          <FilterField
            name="kind"
            label={t("audit.kind")}
            value={filters.kind}
            choices={AUDIT_KINDS.map((value) => ({ value, label: t(`audit.kinds.${value}`) }))}
          />
          <FilterField
            name="outcome"
            label={t("audit.outcome")}
            value={filters.outcome}
            choices={AUDIT_OUTCOMES.map((value) => ({
              value,
              label: t(`audit.outcomes.${value}`),
            }))}
          />
          <PeriodFields since={filters.since} until={filters.until} />
        </SearchForm>
        {filters.since ? null : (
          <p className="text-[0.8125rem] text-muted-foreground">{t("audit.period", { days })}</p>
        )}
        <div className="flex flex-wrap gap-2 empty:hidden">
          {organization ? (
            <Chosen
              label={t("audit.organization")}
              name={page.names.organization ?? organization}
              href={staffOrganizationUrl(organization)}
              without={auditUrl({ ...narrowing, organization: undefined })}
            />
          ) : null}
          {person ? (
            <Chosen
              label={t("audit.person")}
              name={page.names.person ?? person}
              href={staffPersonUrl(person)}
              without={auditUrl({ ...narrowing, person: undefined })}
            />
          ) : null}
        </div>
      </div>
      {page.items.length === 0 ? (
        <Card>
          <EmptyState icon={SearchX} title={t("audit.none")}>
            {t("audit.noneHint")}
          </EmptyState>
        </Card>
      ) : (
        <ul aria-label={t("audit.label")} className="divide-y rounded-lg border bg-card">
          {page.items.map((entry) => (
            <AuditEntryItem key={entry.id} entry={entry} locale={locale} />
          ))}
        </ul>
      )}
      <EntryPager
        newest={auditUrl(narrowing)}
        newer={page.before ? auditUrl({ ...narrowing, before: page.before }) : null}
        older={page.after ? auditUrl({ ...narrowing, after: page.after }) : null}
      />
    </div>
  );
}

interface ChosenProps {
  label: string;
  name: string;
  href: Route;
  without: Route;
}

/** A filter that has no control of its own. */
function Chosen({ label, name, href, without }: ChosenProps) {
  const t = useTexts();
  return (
    <span
      className={cn(
        "inline-flex max-w-full items-center gap-2 rounded-full border bg-card py-1 pr-2 pl-3",
        "text-[0.8125rem]",
      )}
    >
      <span className="min-w-0 [overflow-wrap:anywhere]">
        {label}:{" "}
        <Link href={href} translate="no" lang="" className="text-link">
          {name}
        </Link>
      </span>
      <Link
        href={without}
        aria-label={t("audit.remove", { filter: label })}
        className="grid size-6 place-items-center rounded-full"
      >
        <X aria-hidden className="size-3.5" />
      </Link>
    </span>
  );
}
