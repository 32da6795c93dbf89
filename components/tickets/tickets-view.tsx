import { Plus } from "lucide-react";
import Link from "next/link";
import { RefreshWhile } from "@/components/connections/refresh-while";
import { buttonVariants } from "@/components/ui/button";
import { LinkPending } from "@/components/ui/link-pending";
import type { Locale } from "@/components/ui/moment";
import type { TicketFilters as Filters } from "@/lib/tickets/schemas";
import type { TicketPageView } from "@/lib/tickets/types";
import { isNarrowed } from "./filter-address";
import { FreshnessProblems } from "./freshness-problems";
import { FreshnessStrip } from "./freshness-strip";
import { isBeingRead } from "./freshness-words";
import { NoConnections, NothingMatches, NoTickets } from "./list-empty";
import { Pager } from "./pager";
import { PendingSubmissions } from "./pending-submissions";
import { Follow } from "./submission/follow";
import type { Deciding } from "./submission/ways-on";
import type { Sync } from "./sync-now";
import { TicketFilters } from "./ticket-filters";
import { TicketList } from "./ticket-list";

interface TicketsViewProps {
  title: string;
  /** The list's own path; a ticket's page is one step below it. */
  base: string;
  view: TicketPageView;
  filters: Filters;
  locale: Locale;
  /** Staff read; they file nothing and hold no connections. */
  canFile: boolean;
  sync?: Sync;
  /** For customers, who decide about what is not settled. */
  deciding?: Deciding;
}

function Results({ base, view, filters, locale, canFile }: TicketsViewProps) {
  if (view.items.length > 0) return <TicketList tickets={view.items} base={base} locale={locale} />;
  if (isNarrowed(filters)) return <NothingMatches clear={base} />;
  if (view.freshness.length === 0 && canFile) return <NoConnections />;
  return <NoTickets canFile={canFile} />;
}

/** The home of the product: what is there, whose turn it is, how fresh that is. */
export function TicketsView(props: TicketsViewProps) {
  const { title, base, view, filters, locale, canFile, sync, deciding } = props;
  return (
    <div className="grid gap-4">
      <div className="flex items-center justify-between gap-4">
        <h1 className="text-2xl font-semibold tracking-tight">{title}</h1>
        {canFile ? <Link href="/tickets/new" className={buttonVariants()}><LinkPending><Plus aria-hidden /></LinkPending>New ticket</Link> : null}
      </div>
      <FreshnessStrip freshness={view.freshness} locale={locale} sync={sync} />
      <FreshnessProblems freshness={view.freshness} locale={locale} own={canFile} />
      <PendingSubmissions submissions={view.pending} locale={locale} deciding={deciding} linked={canFile} />
      {deciding ? <Follow submissions={view.pending} /> : null}
      {canFile ? <RefreshWhile running={view.freshness.some(isBeingRead)} /> : null}
      <TicketFilters action={base} filters={filters} choices={view.choices} active={isNarrowed(filters)} />
      <div className="list-results grid gap-4">
        <Results {...props} />
        <Pager base={base} filters={filters} nextCursor={view.nextCursor} />
      </div>
    </div>
  );
}
