import { ChevronLeft, ChevronRight, CircleCheck, Plug } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";

import { RememberList } from "@/components/shell/remember-list";
import { buttonVariants } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import type { Locale } from "@/components/ui/time/format-time";
import type { SyncStateFilter } from "@/lib/review/schemas";
import type { SyncStatePage } from "@/lib/review/sync-types";
import { syncUrl } from "@/lib/routes";
import { cn } from "@/lib/utils";

import { SyncList } from "./sync-list";

interface SyncViewProps {
  view: SyncStatePage;
  /** Starts at 1. */
  page: number;
  state: SyncStateFilter | undefined;
  locale: Locale;
}

const TOTALS = [
  [undefined, "Connections"],
  ["failing", "Failing"],
  ["overdue", "Overdue"],
  ["paused", "Paused"],
] as const;

function pageUrl(state: SyncStateFilter | undefined, page: number): Route {
  return syncUrl({ state, page: page > 1 ? page : undefined });
}

function Pagination({
  page,
  state,
  more,
}: Pick<SyncViewProps, "page" | "state"> & { more: boolean }) {
  if (page === 1 && !more) return null;
  return (
    <nav aria-label="Pages" className="flex items-center justify-between gap-3">
      {page > 1 ? (
        <Link
          href={pageUrl(state, page - 1)}
          prefetch={false}
          className={buttonVariants({ variant: "secondary", size: "small" })}
        >
          <ChevronLeft aria-hidden />
          Previous
        </Link>
      ) : (
        <span />
      )}
      <span className="text-[0.8125rem] text-muted-foreground">Page {page}</span>
      {more ? (
        <Link
          href={pageUrl(state, page + 1)}
          prefetch={false}
          className={buttonVariants({ variant: "secondary", size: "small" })}
        >
          Next
          <ChevronRight aria-hidden />
        </Link>
      ) : (
        <span />
      )}
    </nav>
  );
}

function NoConnections({ page, state }: Pick<SyncViewProps, "page" | "state">) {
  if (page > 1)
    return (
      <EmptyState icon={Plug} title="There is no such page">
        The list is shorter now. Go back to its first page.
      </EmptyState>
    );
  if (state)
    return (
      <EmptyState icon={CircleCheck} title={`No connection is ${state}`}>
        “Connections” above shows all of them.
      </EmptyState>
    );
  return (
    <EmptyState icon={Plug} title="No account is connected">
      Connections appear here as soon as a customer connects a provider account.
    </EmptyState>
  );
}

export function SyncView({ view, page, state, locale }: SyncViewProps) {
  return (
    <div className="grid gap-5">
      <RememberList path="/staff/sync" />
      <h1 className="text-2xl font-semibold tracking-tight">Sync</h1>
      <nav aria-label="States" className="grid grid-cols-2 gap-3 sm:grid-cols-4">
        {TOTALS.map(([total, label]) => (
          <Link
            key={label}
            href={pageUrl(total, 1)}
            prefetch={false}
            aria-current={state === total ? "page" : undefined}
            className={cn(
              "rounded-lg border bg-card px-4 py-3 hover:bg-muted aria-[current]:border-primary",
              "aria-[current]:shadow-[inset_0_-2px_0_var(--color-primary)]",
            )}
          >
            <span className="block text-xs text-muted-foreground">{label}</span>
            <span
              className={`block text-xl font-semibold ${total === "failing" && view.sums.failing > 0 ? "text-warning" : ""}`}
            >
              {view.sums[total ?? "connections"].toLocaleString(locale.language)}
            </span>
          </Link>
        ))}
      </nav>
      {view.states.length > 0 ? (
        <>
          <p className="text-[0.8125rem] text-muted-foreground">
            Failing first, then what has not been read for the longest. The bars are the hours of
            the last day; what failed, or came near to the limit of calls, stands in a wider bar.
          </p>
          <SyncList states={view.states} locale={locale} />
        </>
      ) : (
        <Card>
          <NoConnections page={page} state={state} />
        </Card>
      )}
      <Pagination page={page} state={state} more={view.more} />
    </div>
  );
}
