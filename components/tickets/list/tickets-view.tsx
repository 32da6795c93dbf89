import { Eye, Plus } from "lucide-react";
import type { ReactNode } from "react";

import { RefreshWhileSyncing } from "@/components/polling/refresh-while-syncing";
import { RememberList } from "@/components/shell/remember-list";
import { SkipLink } from "@/components/shell/skip-link";
import { Alert } from "@/components/ui/alert";
import { buttonVariants } from "@/components/ui/button";
import { Link } from "@/components/ui/navigation/link";
import { LinkPending } from "@/components/ui/navigation/link-pending";
import { type Locale, zoneName } from "@/components/ui/time/format-time";
import type { Freshness } from "@/lib/connections/freshness";
import { type Audience, ticketsUrl } from "@/lib/routes";
import type { TicketPageView } from "@/lib/tickets/list/types";
import type { TicketFilters as Filters } from "@/lib/tickets/schemas";
import { cn } from "@/lib/utils";
import { useTexts } from "#texts";

import { FreshnessAlerts } from "../../freshness/freshness-alerts";
import { FreshnessSummary } from "../../freshness/freshness-summary";
import type { Sync } from "../../freshness/sync-answer";
import { isBeingRead } from "../../freshness/sync-state";
import type { DecisionHandler } from "../../submissions/submission-actions";
import { SubmissionPoller } from "../../submissions/submission-poller";
import { FilterChips } from "../filters/filter-chips";
import { filterUrl, isNarrowed } from "../filters/filter-url";
import { TicketFilterBar } from "../filters/ticket-filters";
import { type MomentFault, MomentProblem } from "../past/moment-problem";
import { MomentSheet } from "../past/moment-sheet";
import { knewNothing, NothingThen } from "../past/nothing-then";
import { PastBanner } from "../past/past-banner";
import type { PastMoment } from "../past/past-moment";
import { isChanged } from "../views/opened-view";
import { ViewActions } from "../views/view-actions";
import { ViewNotice } from "../views/view-notice";
import type { ViewCommands } from "../views/view-task";
import { EmptyTicketList, EmptyTicketPage, type ListViewerRole, NoMatches } from "./empty-states";
import { ListAutoRefresh } from "./list-auto-refresh";
import { Pager } from "./pager";
import { PendingSubmissions } from "./pending-submissions";
import type { RenderedListMarks } from "./poll-list-updates";
import { ResultCount } from "./result-count";
import { resultCountText } from "./result-count-text";
import { SearchNotes } from "./search-notes";
import { closingTickets } from "./selection/closing-outcome";
import type { SelectionCommands } from "./selection/selection-bar";
import { type ShownAccounts, TicketList } from "./ticket-list";
import { ViewTabs } from "./view-tabs";

interface TicketsViewProps {
  title: string;
  view: TicketPageView;
  filters: Filters;
  locale: Locale;
  role: ListViewerRole;
  sync?: Sync;
  /** Customers only. */
  decisionHandler?: DecisionHandler;
  /** Actions for selected rows; customers only. */
  commands?: SelectionCommands;
  /** Customers only. */
  viewCommands?: ViewCommands;
  /** Shown for an empty list. */
  steps?: ReactNode;
  /** Beside the title; staff only. */
  tools?: ReactNode;
  /** The less common filters; staff only. */
  showsMore?: boolean;
  /** Compared with the current list while polling. */
  marks: RenderedListMarks;
  /** True for staff who see as a customer: they can read the form, but not file. */
  isSeen?: boolean;
  /** Set if the list is as it was. */
  past?: PastMoment;
  fault?: MomentFault | null;
}

function audienceOf({ role }: Pick<TicketsViewProps, "role">): Audience {
  return role === "staff" ? "staff" : "customer";
}

/** Rows name the provider or account only where there are several. */
function accountsOf(freshness: readonly Freshness[]): ShownAccounts {
  const providers = new Set(freshness.map(({ providerId }) => providerId)).size;
  return { provider: providers > 1, label: freshness.length > providers };
}

/** The organization says more than the label of its account. */
const STAFF_ACCOUNTS: ShownAccounts = { provider: true, label: false };

function Results(props: TicketsViewProps) {
  const { view, filters, locale, role } = props;
  const audience = audienceOf(props);
  if (view.items.length > 0)
    return (
      <TicketList
        tickets={view.items}
        audience={audience}
        locale={locale}
        commands={props.commands}
        isArchive={filters.show === "archived"}
        newestEventId={view.newestEventId}
        closing={closingTickets(view.pending)}
        accounts={audience === "staff" ? STAFF_ACCOUNTS : accountsOf(view.freshness)}
        at={props.past?.at}
      />
    );
  if (props.past && knewNothing(props.past))
    return <NothingThen past={props.past} locale={locale} />;
  if (isNarrowed(filters))
    return (
      <NoMatches
        audience={audience}
        clear={ticketsUrl(audience, { at: filters.at })}
        filters={filters}
      />
    );
  if (filters.after || filters.before)
    return <EmptyTicketPage start={filterUrl(audience, filters)} />;
  if (props.past) return <NothingThen past={props.past} locale={locale} />;
  return <EmptyTicketList role={role} steps={props.steps} />;
}

/** Results with filters; an empty unfiltered list has no filters. */
function FilteredList(props: TicketsViewProps) {
  const t = useTexts();
  const { view, filters, viewCommands } = props;
  const audience = audienceOf(props);
  const opened = view.views.find(({ id }) => id === filters.view);
  const hasChanged = opened !== undefined && isChanged(filters, opened);
  const isActive = isNarrowed(filters);
  const [older, newer] = [t("tickets.older"), t("tickets.newer")];
  const { correction } = view;
  const isPaged = Boolean(filters.after ?? filters.before);
  if (view.items.length === 0 && !isActive && !isPaged) return <Results {...props} />;
  const page = {
    isFirst: !isPaged || (view.previousCursor === null && view.items.length > 0),
    hasMore: view.nextCursor !== null,
    isBackwards: filters.before !== undefined,
    total: view.total,
  };
  const mayCount = page.isFirst && page.hasMore && view.total === undefined;
  const result = resultCountText(t, view.items.length, page);
  return (
    <div className="relative grid gap-4 sm:gap-3">
      <ViewTabs
        audience={audience}
        filters={filters}
        counts={view.counts}
        views={view.views}
        opened={opened}
        commands={viewCommands}
      />
      <TicketFilterBar
        audience={audience}
        filters={filters}
        choices={view.choices}
        searches={view.searches}
        zone={zoneName(props.locale, props.past?.at)}
        shown={`${view.items.length}${page.hasMore ? "+" : ""}`}
        showsMore={props.showsMore}
      />
      {opened && viewCommands && !hasChanged ? (
        <ViewNotice opened={opened} commands={viewCommands} />
      ) : null}
      {filters.view && !opened ? <Alert>{t("views.gone")}</Alert> : null}
      {isActive || hasChanged ? (
        <FilterChips
          audience={audience}
          filters={filters}
          choices={view.choices}
          searches={view.searches}
        >
          {viewCommands ? (
            <ViewActions filters={filters} opened={opened} commands={viewCommands} />
          ) : null}
        </FilterChips>
      ) : null}
      <div className="list-results grid gap-2">
        <div className="list-count">
          <ResultCount text={result} />
          {audience === "staff" && mayCount && isActive ? (
            <Link
              href={filterUrl("staff", filters, { count: "1" })}
              scroll={false}
              className="text-link"
            >
              {t("tickets.countAll")}
            </Link>
          ) : null}
        </div>
        <SearchNotes
          audience={audience}
          filters={filters}
          correction={correction}
          asText={view.asText}
        />
        <Results {...props} />
        <Pager
          audience={audience}
          filters={correction ? { ...filters, q: correction.shown } : filters}
          nextCursor={view.nextCursor}
          previousCursor={view.previousCursor}
          labels={{
            pages: t("pages.label"),
            ...(filters.sort === "oldest"
              ? { next: newer, previous: older, first: t("tickets.backToOldest") }
              : { next: older, previous: newer, first: t("tickets.backToNewest") }),
          }}
        />
      </div>
    </div>
  );
}

/** Without marks, views and commands, which are of now. */
function ofPast(props: TicketsViewProps): TicketsViewProps {
  const { title, view, locale, role, tools, showsMore, marks, past } = props;
  const filters = { ...props.filters, show: undefined, view: undefined };
  return { title, view, filters, locale, role, tools, showsMore, marks, past };
}

export function TicketsView(all: TicketsViewProps) {
  const t = useTexts();
  const props = all.past ? ofPast(all) : all;
  const { title, view, locale, sync, decisionHandler, past } = props;
  const now = filterUrl(audienceOf(all), { ...all.filters, at: undefined });
  const audience = audienceOf(props);
  const isCustomer = audience === "customer";
  const first = view.items[0];
  // Without an account, the primary action is to connect one.
  const mayFile = isCustomer && props.role !== "reader" && view.freshness.length > 0;
  return (
    <div className="grid gap-4 sm:gap-3">
      <RememberList path={ticketsUrl(audience)} />
      {first ? <SkipLink targetId={`row-${first.id}`} label={t("tickets.skip")} /> : null}
      <div
        className={cn(
          "grid min-h-10 grid-cols-[minmax(0,1fr)_auto] items-center gap-x-6 gap-y-3",
          "md:grid-cols-[auto_minmax(0,1fr)_auto]",
        )}
      >
        <h1 className="text-2xl font-semibold tracking-tight">{title}</h1>
        {mayFile ? (
          <Link
            href="/tickets/new"
            className={buttonVariants({
              variant: all.isSeen ? "secondary" : "primary",
              className: "max-sm:hidden md:col-start-3",
            })}
          >
            <LinkPending>{all.isSeen ? <Eye aria-hidden /> : <Plus aria-hidden />}</LinkPending>
            {t(all.isSeen ? "seeing.newTicket" : "tickets.new")}
          </Link>
        ) : null}
        {props.tools}
        <div className="col-span-2 empty:hidden md:col-span-1 md:col-start-2 md:row-start-1">
          {past ? null : (
            <FreshnessSummary freshness={view.freshness} locale={locale} sync={sync} />
          )}
        </div>
      </div>
      <MomentProblem fault={all.fault ?? null} />
      {past ? (
        <PastBanner
          past={past}
          locale={locale}
          now={now}
          missing={t(isCustomer ? "past.missing" : "past.missingStaff")}
        />
      ) : (
        <FreshnessAlerts freshness={view.freshness} locale={locale} audience={audience} />
      )}
      {isCustomer || past || props.showsMore ? (
        <MomentSheet locale={locale} now={now} clock={past?.clock} />
      ) : null}
      <PendingSubmissions
        submissions={view.pending}
        locale={locale}
        decisionHandler={decisionHandler}
        isLinked={isCustomer}
      />
      {decisionHandler ? <SubmissionPoller submissions={view.pending} /> : null}
      {isCustomer && !past ? (
        <RefreshWhileSyncing running={view.freshness.some(isBeingRead)} />
      ) : null}
      <FilteredList {...props} />
      {past ? null : <ListAutoRefresh audience={audience} marks={props.marks} />}
    </div>
  );
}
