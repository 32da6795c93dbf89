import { CircleCheck } from "lucide-react";

import { CursorLinks } from "@/components/people/cursor-links";
import { SearchForm } from "@/components/people/search-form";
import { FilterField } from "@/components/people/staff/filter-field";
import { RememberList } from "@/components/shell/remember-list";
import { TurnBadge } from "@/components/tickets/turn-badge";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { HiddenFields } from "@/components/ui/form/hidden-fields";
import { Link } from "@/components/ui/navigation/link";
import type { Locale } from "@/components/ui/time/format-time";
import { Time } from "@/components/ui/time/time";
import { SUBMISSION_FILTER_STATES, type SubmissionFilters } from "@/lib/review/submissions/schemas";
import type { ListedSubmission, SubmissionPage } from "@/lib/review/submissions/types";
import { staffOrganizationUrl, submissionsUrl, ticketUrl } from "@/lib/routes";
import { useTexts } from "#texts";

interface SubmissionsViewProps {
  page: SubmissionPage;
  filters: SubmissionFilters;
  providers: ReadonlyArray<{ value: string; label: string }>;
  locale: Locale;
}

const TURNS = {
  queued: "theirs",
  sending: "theirs",
  unknown: "unclear",
  needs_decision: "yours",
  rejected: "paused",
} as const;

export function SubmissionsView({ page, filters, providers, locale }: SubmissionsViewProps) {
  const t = useTexts();
  const { after, ...narrowing } = filters;
  return (
    <div className="grid gap-5">
      <RememberList path={submissionsUrl()} />
      <h1 className="text-2xl font-semibold tracking-tight">{t("staffSubmissions.title")}</h1>
      <Filters filters={narrowing} providers={providers} name={page.organizationName} />
      {page.items.length === 0 ? (
        <Card>
          <EmptyState icon={CircleCheck} title={t("staffSubmissions.none")}>
            {t("staffSubmissions.noneHint")}
          </EmptyState>
        </Card>
      ) : (
        <ul aria-label={t("staffSubmissions.title")} className="divide-y rounded-lg border bg-card">
          {page.items.map((one) => (
            <SubmissionItem key={one.id} submission={one} locale={locale} />
          ))}
        </ul>
      )}
      <CursorLinks
        first={submissionsUrl(narrowing)}
        isFirst={!after}
        next={page.next ? submissionsUrl({ ...narrowing, after: page.next }) : null}
        labels={{ first: t("staffPeople.first"), next: t("staffPeople.next") }}
      />
    </div>
  );
}

interface FiltersProps {
  filters: Omit<SubmissionFilters, "after">;
  providers: SubmissionsViewProps["providers"];
  /** The organization's name. */
  name: string | null;
}

function Filters({ filters, providers, name }: FiltersProps) {
  const t = useTexts();
  const { q, state, provider, organization } = filters;
  return (
    <SearchForm
      path={submissionsUrl()}
      label={t("staffSubmissions.search")}
      placeholder={t("staffSubmissions.searchHint")}
      q={q}
      isNarrowed={Boolean(q ?? state ?? provider ?? organization)}
    >
      <HiddenFields values={{ organization }} />
      <FilterField
        name="state"
        label={t("staffPeople.state")}
        value={state}
        choices={SUBMISSION_FILTER_STATES.map((value) => ({
          value,
          label: t(`staffSubmissions.states.${value}`),
        }))}
      />
      <FilterField
        name="provider"
        label={t("filters.provider")}
        value={provider}
        choices={providers}
      />
      {organization ? (
        <p className="py-2 text-[0.8125rem]">
          {t("filters.organization")}:{" "}
          <Link
            href={staffOrganizationUrl(organization)}
            translate="no"
            lang=""
            className="text-link"
          >
            {name ?? organization}
          </Link>
        </p>
      ) : null}
    </SearchForm>
  );
}

interface SubmissionItemProps {
  submission: ListedSubmission;
  locale: Locale;
}

function SubmissionItem({ submission, locale }: SubmissionItemProps) {
  const t = useTexts();
  const { state, kind, subject, ticketId, organizationId, message, words } = submission;
  return (
    <li className="grid gap-1 px-4 py-3">
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <TurnBadge turn={TURNS[state]} label={t(`staffSubmissions.state.${state}`)} />
        <span>{t(`submissions.kind.${kind}`)}</span>
        {ticketId === null ? (
          <bdi lang="" className="min-w-0 [overflow-wrap:anywhere]">
            {subject}
          </bdi>
        ) : (
          <Link
            href={ticketUrl("staff", ticketId)}
            lang=""
            className="text-link min-w-0 [overflow-wrap:anywhere]"
          >
            {subject ?? t("tickets.noSubject")}
          </Link>
        )}
        <Time at={submission.at} locale={locale} className="text-[0.8125rem] sm:ml-auto" />
      </div>
      <p className="text-[0.8125rem] text-muted-foreground [overflow-wrap:anywhere]">
        <Link
          href={staffOrganizationUrl(organizationId)}
          translate="no"
          lang=""
          className="text-link"
        >
          {submission.organizationName}
        </Link>
        <bdi translate="no" lang="">
          {` · ${submission.accountLabel} · ${submission.by}`}
        </bdi>
      </p>
      {message ? (
        <p className="text-[0.8125rem] text-pretty [overflow-wrap:anywhere]">
          {message} {words ? <q lang="">{words}</q> : null}
        </p>
      ) : null}
    </li>
  );
}
