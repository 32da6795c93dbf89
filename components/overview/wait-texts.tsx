import type { ReactNode } from "react";

import { Link } from "@/components/ui/navigation/link";
import { formatDuration } from "@/components/ui/time/durations";
import type { OverviewFilters } from "@/lib/review/overview/overview-filters";
import type { OverviewSums, Spread, WaitName, Waits } from "@/lib/review/overview/types";
import { ticketUrl } from "@/lib/routes";
import { useLanguage, useTexts } from "#texts";

import { listUrl, type Narrowed, periodText } from "./overview-urls";

/** Returns the mean, e.g. "2 hr 10 min"; null without waits. */
export function useMean(): (waits: Waits) => string | null {
  const t = useTexts();
  const language = useLanguage();
  return ({ count, ms }) => (count === 0 ? null : formatDuration(t, ms / count, language));
}

/**
 * True if replies ended turns that the portal did not see, as of tickets imported later. Their number
 * is unknown, not 0.
 */
export const isUnseen = (sums: OverviewSums, name: WaitName): boolean =>
  name !== "firstAnswers" && sums[name].count === 0 && sums.firstAnswers.count > 0;

/** Marks times that cover only the latest waits. */
const PART_MARK = "*";

interface SpreadTextProps {
  of: Spread;
  filters: OverviewFilters;
  narrowed?: Narrowed;
  /** Links to the list that begins with the slowest reply; a turn links to its ticket. */
  isReply: boolean;
}

/** E.g. "median 2 hr, longest 1 day 4 hr". */
export function SpreadText({ of, filters, narrowed, isReply }: SpreadTextProps): ReactNode {
  const t = useTexts();
  const language = useLanguage();
  const { median, longest, isMedianOfAll, isLongestOfAll } = of;
  const text = (milliseconds: number, isOfAll: boolean) =>
    `${formatDuration(t, milliseconds, language)}${isOfAll ? "" : PART_MARK}`;
  const slowest = text(longest.ms, isLongestOfAll);
  const list = { narrowed, answered: periodText(filters.period), sort: "replied" };
  const href = isReply
    ? listUrl(filters, list)
    : ticketUrl("staff", longest.ticketId, { life: "" }, "waiting");
  return t.rich("overview.spread", {
    median: text(median, isMedianOfAll),
    longest: () =>
      isReply && !isLongestOfAll ? (
        slowest
      ) : (
        <Link href={href} className="text-link whitespace-nowrap">
          {slowest}
        </Link>
      ),
  });
}
