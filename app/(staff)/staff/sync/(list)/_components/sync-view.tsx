import { CircleCheck, Plug, SearchX } from "lucide-react";

import { CursorLinks } from "@/components/people/cursor-links";
import { SearchForm } from "@/components/people/search-form";
import { FilterField } from "@/components/people/staff/filter-field";
import { RememberList } from "@/components/shell/remember-list";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Link } from "@/components/ui/navigation/link";
import type { Locale } from "@/components/ui/time/format-time";
import type { SyncFilters } from "@/lib/review/sync/filters";
import type { SyncStatePage } from "@/lib/review/sync/types";
import { syncUrl } from "@/lib/routes";
import { formatNumber } from "@/lib/text/format-number";
import { cn } from "@/lib/utils";
import { useTexts } from "#texts";

import { SyncList } from "./sync-list";

interface SyncViewProps {
  view: SyncStatePage;
  filters: SyncFilters;
  providers: ReadonlyArray<{ value: string; label: string }>;
  locale: Locale;
}

const TOTALS = [
  [undefined, "staffSync.total.all"],
  ["failing", "staffSync.total.failing"],
  ["overdue", "staffSync.total.overdue"],
  ["first_sync", "staffSync.total.firstSync"],
  ["paused", "staffSync.total.paused"],
  ["healthy", "staffSync.total.healthy"],
  ["disconnected", "staffSync.total.disconnected"],
] as const;

function NoConnections({ filters: { q, provider, state, after } }: Pick<SyncViewProps, "filters">) {
  const t = useTexts();
  if (after)
    return (
      <EmptyState icon={Plug} title={t("staffSync.noPage")}>
        {t("staffSync.noPageHint")}
      </EmptyState>
    );
  if (q || provider)
    return (
      <EmptyState icon={SearchX} title={t("staffSync.noMatch")}>
        {t("staffSync.noMatchHint")}
      </EmptyState>
    );
  if (state)
    return (
      <EmptyState icon={CircleCheck} title={t("staffSync.noneInState", { state })}>
        {t("staffSync.noneInStateHint")}
      </EmptyState>
    );
  return (
    <EmptyState icon={Plug} title={t("staffSync.none")}>
      {t("staffSync.noneHint")}
    </EmptyState>
  );
}

export function SyncView({ view, filters, providers, locale }: SyncViewProps) {
  const t = useTexts();
  const { after, ...narrowing } = filters;
  const { q, provider, state } = narrowing;
  return (
    <div className="grid gap-5">
      <RememberList path="/staff/sync" />
      <h1 className="text-2xl font-semibold tracking-tight">{t("staffSync.title")}</h1>
      <nav
        aria-label={t("staffSync.states")}
        className="grid grid-cols-2 gap-3 sm:grid-cols-4 lg:grid-cols-7"
      >
        {TOTALS.map(([total, label]) => (
          <Link
            key={label}
            href={syncUrl({ state: total })}
            aria-current={!q && !provider && state === total ? "page" : undefined}
            className={cn(
              "rounded-lg border bg-card px-4 py-3 hover:bg-muted aria-[current]:border-primary",
              "aria-[current]:shadow-[inset_0_-2px_0_var(--color-primary)]",
            )}
          >
            <span className="block text-xs text-muted-foreground">{t(label)}</span>
            <span
              className={`block text-xl font-semibold ${total === "failing" && view.sums.failing > 0 ? "text-warning" : ""}`}
            >
              {formatNumber(view.sums[total ?? "connections"], locale.language)}
            </span>
          </Link>
        ))}
      </nav>
      <SearchForm
        path={syncUrl()}
        label={t("staffSync.search")}
        placeholder={t("staffSync.searchHint")}
        q={q}
        isNarrowed={Boolean(q ?? provider ?? state)}
      >
        <FilterField
          name="provider"
          label={t("filters.provider")}
          value={provider}
          choices={providers}
        />
        {state ? <input type="hidden" name="state" value={state} /> : null}
      </SearchForm>
      {view.states.length > 0 ? (
        <>
          <p className="text-[0.8125rem] text-muted-foreground">{t("staffSync.order")}</p>
          <SyncList states={view.states} locale={locale} />
        </>
      ) : (
        <Card>
          <NoConnections filters={filters} />
        </Card>
      )}
      <CursorLinks
        first={syncUrl(narrowing)}
        isFirst={!after}
        next={view.next ? syncUrl({ ...narrowing, after: view.next }) : null}
        labels={{ first: t("staffPeople.first"), next: t("staffPeople.next") }}
      />
    </div>
  );
}
