import { ChevronDown, Ellipsis } from "lucide-react";

import { Link } from "@/components/ui/navigation/link";
import { LinkPending } from "@/components/ui/navigation/link-pending";
import { type Audience, ticketsUrl } from "@/lib/routes";
import { MAX_COUNTED, TURN_LABELS } from "@/lib/tickets/filter-names";
import type { TurnCounts } from "@/lib/tickets/list/types";
import type { TicketFilters } from "@/lib/tickets/schemas";
import type { SavedView } from "@/lib/tickets/views/types";
import { useTexts } from "#texts";

import { filterUrl } from "../filters/filter-url";
import { editable } from "../views/opened-view";
import { ViewButton } from "../views/view-button";
import type { ViewCommands } from "../views/view-task";

const TABS = ["yours", "theirs", "paused", "done", "unclear", "all"] as const;
const OPEN = ["yours", "theirs", "paused", "unclear"] as const;

const tabLink = { scroll: false } as const;

interface ViewTabsProps {
  audience: Audience;
  filters: TicketFilters;
  counts: TurnCounts | null;
  views: readonly SavedView[];
  opened?: SavedView;
  commands?: ViewCommands;
}

/**
 * One tab for each turn, where the other filters stay, and one for unread tickets, then the saved
 * views. Counts are of all tickets, whatever is filtered.
 */
export function ViewTabs(props: ViewTabsProps) {
  const { audience, filters, counts, views, opened, commands } = props;
  const t = useTexts();
  const [current = "all", ...others] = filters.turn;
  const isUnread = filters.show === "unread" && filters.turn.length === 0 && !opened;
  const isTurn = others.length === 0 && !opened && !isUnread;
  const { turn: turns } = filters;
  const isOpen = turns.length === OPEN.length && OPEN.every((one) => turns.includes(one));
  const isOffered = (tab: (typeof TABS)[number]) =>
    tab !== "unclear" || Boolean(counts?.unclear) || (isTurn && current === tab);
  const elsewhere = counts ? withoutTab(counts) : 0;
  const kept = isUnread ? { ...filters, show: undefined } : filters;
  const isCurrent = (view: SavedView) => (view === opened ? "page" : undefined);
  const inMenu = views.filter((view) => !view.isPinned);
  return (
    <div className="views">
      <nav aria-label={t("views.label")} className="tabs">
        {filters.at ? (
          <Link
            {...tabLink}
            href={filterUrl(audience, { ...filters, turn: [...OPEN] })}
            aria-current={isOpen ? "page" : undefined}
          >
            {t("views.open")}
            <LinkPending className="on-its-way" />
          </Link>
        ) : null}
        {TABS.filter(isOffered).map((tab) => {
          const turn = tab === "all" ? [] : [tab];
          const count = counts?.[tab];
          const isMore = count !== undefined && count > MAX_COUNTED;
          const described =
            count === undefined
              ? undefined
              : isMore
                ? t("views.many", { max: MAX_COUNTED })
                : tab === "all" && elsewhere > 0
                  ? t("views.countApart", { count, apart: elsewhere })
                  : t("views.count", { count });
          return (
            <Link
              key={tab}
              {...tabLink}
              className={tab === "all" ? "all" : undefined}
              href={
                opened ? ticketsUrl(audience, { turn }) : filterUrl(audience, { ...kept, turn })
              }
              aria-current={isTurn && tab === current ? "page" : undefined}
              title={described}
            >
              {tab === "all" ? t("views.all") : t(TURN_LABELS[audience][tab])}
              {count ? (
                <span aria-hidden className={tab === "yours" ? "count asks" : "count"}>
                  {isMore ? `${MAX_COUNTED}+` : count}
                </span>
              ) : null}
              <LinkPending className="on-its-way" />
            </Link>
          );
        })}
        {audience === "customer" && !filters.at ? (
          <Link
            {...tabLink}
            href={
              opened
                ? ticketsUrl(audience, { show: "unread" })
                : filterUrl(audience, { ...filters, turn: [], show: "unread" })
            }
            aria-current={isUnread ? "page" : undefined}
          >
            {t("filters.shown.unread")}
            <LinkPending className="on-its-way" />
          </Link>
        ) : null}
        {views
          .filter((view) => view.isPinned)
          .map((view) => (
            <ViewLink key={view.id} audience={audience} view={view} current={isCurrent(view)} />
          ))}
      </nav>
      {inMenu.length > 0 ? (
        <details key={opened?.id} className="more-views">
          <summary className={opened && !opened.isPinned ? "current" : undefined}>
            <span className="max-sm:sr-only">{t("views.more")}</span>
            <ChevronDown aria-hidden className="size-3.5" />
          </summary>
          <div>
            {inMenu.map((view) => (
              <ViewLink key={view.id} audience={audience} view={view} current={isCurrent(view)} />
            ))}
          </div>
        </details>
      ) : null}
      <ViewButton
        label={t("views.options")}
        task={{
          kind: "options",
          views: commands ? views.flatMap((view) => editable(view, commands) ?? []) : [],
          openedId: opened?.id,
          commands,
        }}
      >
        <Ellipsis aria-hidden />
      </ViewButton>
    </div>
  );
}

/** Tickets removed while open; 0 where a count is cut. */
function withoutTab({ all, ...turns }: TurnCounts): number {
  const counts = Object.values(turns);
  if (all > MAX_COUNTED) return 0;
  return counts.reduce((rest, one) => rest - one, all);
}

interface ViewLinkProps {
  audience: Audience;
  view: SavedView;
  current?: "page";
}

function ViewLink({ audience, view, current }: ViewLinkProps) {
  const t = useTexts();
  const { name, filters, organization } = view;
  return (
    <Link
      {...tabLink}
      href={filterUrl(audience, filters)}
      aria-current={current}
      title={
        organization ? t("views.everyone", { organization: organization.name }) : t("views.mine")
      }
      lang=""
      dir="auto"
    >
      <span className="name">{name}</span>
      <LinkPending className="on-its-way" />
    </Link>
  );
}
