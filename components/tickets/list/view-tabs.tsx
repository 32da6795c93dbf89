import Link from "next/link";

import { LinkPending } from "@/components/ui/navigation/link-pending";
import type { Audience } from "@/lib/routes";
import { MAX_COUNTED, TURN_LABELS } from "@/lib/tickets/filter-names";
import type { TurnCounts } from "@/lib/tickets/list/types";
import type { TicketFilters } from "@/lib/tickets/schemas";
import { useTexts } from "#texts";

import { filterUrl } from "../filters/filter-url";

const TABS = ["yours", "theirs", "paused", "done", "all"] as const;

interface ViewTabsProps {
  audience: Audience;
  filters: TicketFilters;
  counts: TurnCounts | null;
}

/** One tab for each turn; the other filters stay. Counts are of all tickets, whatever is filtered. */
export function ViewTabs({ audience, filters, counts }: ViewTabsProps) {
  const t = useTexts();
  const [current = "all", ...others] = filters.turn;
  return (
    <nav aria-label={t("views.label")} className="tabs">
      {TABS.map((tab) => {
        const turn = tab === "all" ? undefined : tab;
        const count = counts?.[tab];
        const isMore = count !== undefined && count > MAX_COUNTED;
        const described =
          count === undefined
            ? undefined
            : isMore
              ? t("views.many", { max: MAX_COUNTED })
              : t("views.count", { count });
        return (
          <Link
            key={tab}
            href={filterUrl(audience, { ...filters, turn: turn ? [turn] : [] })}
            prefetch={false}
            scroll={false}
            aria-current={tab === current && others.length === 0 ? "page" : undefined}
            title={described}
          >
            {turn ? t(TURN_LABELS[audience][turn]) : t("views.all")}
            {count ? (
              <span aria-hidden className={tab === "yours" ? "count asks" : "count"}>
                {isMore ? `${MAX_COUNTED}+` : count}
              </span>
            ) : null}
            <LinkPending className="on-its-way" />
          </Link>
        );
      })}
    </nav>
  );
}
