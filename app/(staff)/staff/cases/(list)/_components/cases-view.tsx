import { SearchX } from "lucide-react";

import { CursorLinks } from "@/components/people/cursor-links";
import { SearchForm } from "@/components/people/search-form";
import { RememberList } from "@/components/shell/remember-list";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { HiddenFields } from "@/components/ui/form/hidden-fields";
import { Select } from "@/components/ui/form/select";
import { Link } from "@/components/ui/navigation/link";
import { MarkedText } from "@/components/ui/text/marked-text";
import type { Locale } from "@/components/ui/time/format-time";
import { Time } from "@/components/ui/time/time";
import { reviewCasesUrl, reviewCaseUrl } from "@/lib/case-urls";
import { markForeign } from "@/lib/i18n/foreign-words";
import { CASE_STATES, type CaseFilters } from "@/lib/review/cases/schemas";
import type { CasePage, ListedCase } from "@/lib/review/cases/types";
import { staffOrganizationUrl } from "@/lib/routes";
import { useTexts } from "#texts";

interface CasesViewProps {
  page: CasePage;
  filters: CaseFilters;
  locale: Locale;
}

export function CasesView({ page, filters, locale }: CasesViewProps) {
  const t = useTexts();
  const { q, state, organization, after } = filters;
  const narrowing = { q, organization, ...(state !== "open" && { state }) };
  return (
    <div className="grid gap-5">
      <RememberList path={reviewCasesUrl()} />
      <div className="grid gap-1">
        <h1 className="text-2xl font-semibold tracking-tight">{t("cases.title")}</h1>
        <p className="text-[0.8125rem] text-muted-foreground">{t("internalNotes.onlyStaff")}</p>
      </div>
      <SearchForm
        path={reviewCasesUrl()}
        label={t("cases.search")}
        placeholder={t("cases.searchHint")}
        q={q}
        isNarrowed={Boolean(q)}
      >
        <HiddenFields values={{ organization }} />
        <span className="min-w-40">
          <Select key={state} name="state" aria-label={t("cases.show")} defaultValue={state}>
            {CASE_STATES.map((one) => (
              <option key={one} value={one}>
                {t("cases.state", { state: one })}
              </option>
            ))}
          </Select>
        </span>
      </SearchForm>
      {organization ? (
        <p className="flex flex-wrap gap-x-4 text-[0.8125rem]">
          <span>
            <MarkedText
              text={t("cases.of", {
                organization: markForeign(page.organizationName ?? organization),
              })}
            />
          </span>
          <Link
            href={reviewCasesUrl({ ...narrowing, organization: undefined })}
            className="text-link"
          >
            {t("cases.ofAll")}
          </Link>
        </p>
      ) : null}
      {page.items.length === 0 ? (
        <Card>
          <EmptyState icon={SearchX} title={t("cases.none")}>
            {t("cases.noneHint")}
          </EmptyState>
        </Card>
      ) : (
        <ul aria-label={t("cases.title")} className="divide-y rounded-lg border bg-card">
          {page.items.map((item) => (
            <CaseItem key={item.id} item={item} locale={locale} />
          ))}
        </ul>
      )}
      <CursorLinks
        first={reviewCasesUrl(narrowing)}
        isFirst={!after}
        next={page.nextCursor ? reviewCasesUrl({ ...narrowing, after: page.nextCursor }) : null}
        labels={{ first: t("staffPeople.first"), next: t("staffPeople.next") }}
      />
    </div>
  );
}

function CaseItem({ item, locale }: { item: ListedCase; locale: Locale }) {
  const t = useTexts();
  const { id, title, organizationId, organizationName, tickets, createdAt, closedAt } = item;
  return (
    <li className="grid gap-1 px-4 py-3 sm:grid-cols-[minmax(0,1fr)_auto] sm:items-baseline sm:gap-4">
      <div className="min-w-0 [overflow-wrap:anywhere]">
        <Link href={reviewCaseUrl(id)} data-row-link="" className="text-link font-medium">
          <MarkedText text={markForeign(title)} />
        </Link>
        <p className="text-[0.8125rem]">
          <Link href={staffOrganizationUrl(organizationId)} translate="no" className="text-link">
            {organizationName}
          </Link>
        </p>
      </div>
      <p className="flex flex-wrap gap-x-4 text-[0.8125rem] text-muted-foreground">
        <span>{t("cases.tickets", { count: tickets })}</span>
        <Time at={createdAt} locale={locale} />
        <span>{t(closedAt ? "cases.closed" : "cases.opened")}</span>
      </p>
    </li>
  );
}
