import { ChevronLeft, ChevronRight, Plug } from "lucide-react";
import Link from "next/link";
import { buttonVariants } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import type { Locale } from "@/components/ui/moment";
import type { SyncStatePage } from "@/lib/review/sync-types";
import { SyncList } from "./sync-list";

interface SyncViewProps {
  view: SyncStatePage;
  /** From 1. */
  page: number;
  locale: Locale;
}

const SUMS = [
  ["connections", "Connections"],
  ["failing", "Failing"],
  ["overdue", "Overdue"],
  ["paused", "Paused"],
] as const;

function Pages({ page, more }: { page: number; more: boolean }) {
  if (page === 1 && !more) return null;
  return (
    <nav aria-label="Pages" className="flex items-center justify-between gap-3">
      {page > 1 ? <Link href={page === 2 ? "/staff/sync" : `/staff/sync?page=${page - 1}`} prefetch={false} className={buttonVariants({ variant: "secondary", size: "small" })}><ChevronLeft aria-hidden />Previous</Link> : <span />}
      <span className="text-[0.8125rem] text-muted-foreground">Page {page}</span>
      {more ? <Link href={`/staff/sync?page=${page + 1}`} prefetch={false} className={buttonVariants({ variant: "secondary", size: "small" })}>Next<ChevronRight aria-hidden /></Link> : <span />}
    </nav>
  );
}

/** How the mirror keeps up, over all organizations. */
export function SyncView({ view, page, locale }: SyncViewProps) {
  return (
    <div className="grid gap-5">
      <h1 className="text-2xl font-semibold tracking-tight">Sync</h1>
      <dl aria-label="Sums" className="grid grid-cols-2 gap-3 sm:grid-cols-4">
        {SUMS.map(([key, label]) => (
          <div key={key} className="rounded-lg border bg-card px-4 py-3">
            <dt className="text-xs text-muted-foreground">{label}</dt>
            <dd className={`text-xl font-semibold ${key === "failing" && view.sums.failing > 0 ? "text-warning" : ""}`}>{view.sums[key].toLocaleString(locale.language)}</dd>
          </div>
        ))}
      </dl>
      {view.states.length > 0 ? (
        <>
          <p className="text-[0.8125rem] text-muted-foreground">Failing first, then what has not been read for the longest. The bars are the runs of the last 24 hours by hour; what failed stands below, in a wider bar.</p>
          <SyncList states={view.states} locale={locale} />
        </>
      ) : (
        <Card><EmptyState icon={Plug} title={page > 1 ? "There is no such page" : "No account is connected"}>{page > 1 ? "The list has become shorter. Go back to its first page." : "Connections appear here as soon as a customer connects a provider account."}</EmptyState></Card>
      )}
      <Pages page={page} more={view.more} />
    </div>
  );
}
