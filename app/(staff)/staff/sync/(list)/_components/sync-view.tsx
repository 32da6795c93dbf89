import { CircleCheck, Plug } from "lucide-react";
import type { Route } from "next";

import { RememberList } from "@/components/shell/remember-list";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Link } from "@/components/ui/navigation/link";
import { PageLinks } from "@/components/ui/navigation/page-links";
import type { Locale } from "@/components/ui/time/format-time";
import type { SyncStateFilter } from "@/lib/review/schemas";
import type { SyncStatePage } from "@/lib/review/sync-types";
import { syncUrl } from "@/lib/routes";
import { formatNumber } from "@/lib/text/format-number";
import { cn } from "@/lib/utils";
import { useTexts } from "#texts";

import { SyncList } from "./sync-list";

interface SyncViewProps {
  view: SyncStatePage;
  /** Starts at 1. */
  page: number;
  state: SyncStateFilter | undefined;
  locale: Locale;
}

const TOTALS = [
  [undefined, "staffSync.total.all"],
  ["failing", "staffSync.total.failing"],
  ["overdue", "staffSync.total.overdue"],
  ["paused", "staffSync.total.paused"],
] as const;

function pageUrl(state: SyncStateFilter | undefined, page: number): Route {
  return syncUrl({ state, page: page > 1 ? page : undefined });
}

function NoConnections({ page, state }: Pick<SyncViewProps, "page" | "state">) {
  const t = useTexts();
  if (page > 1)
    return (
      <EmptyState icon={Plug} title={t("staffSync.noPage")}>
        {t("staffSync.noPageHint")}
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

export function SyncView({ view, page, state, locale }: SyncViewProps) {
  const t = useTexts();
  return (
    <div className="grid gap-5">
      <RememberList path="/staff/sync" />
      <h1 className="text-2xl font-semibold tracking-tight">{t("staffSync.title")}</h1>
      <nav aria-label={t("staffSync.states")} className="grid grid-cols-2 gap-3 sm:grid-cols-4">
        {TOTALS.map(([total, label]) => (
          <Link
            key={label}
            href={pageUrl(total, 1)}
            aria-current={state === total ? "page" : undefined}
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
      {view.states.length > 0 ? (
        <>
          <p className="text-[0.8125rem] text-muted-foreground">{t("staffSync.order")}</p>
          <SyncList states={view.states} locale={locale} />
        </>
      ) : (
        <Card>
          <NoConnections page={page} state={state} />
        </Card>
      )}
      <PageLinks page={page} more={view.more} url={(next) => pageUrl(state, next)} />
    </div>
  );
}
