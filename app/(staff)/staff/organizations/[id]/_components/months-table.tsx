import type { Locale } from "@/components/ui/time/format-time";
import { WideTable } from "@/components/ui/wide-table";
import type { MonthFigures } from "@/lib/review/organization/types";
import { useTexts } from "#texts";

import { NumberLink } from "./number-link";

interface MonthsTableProps {
  months: readonly MonthFigures[];
  length: (milliseconds: number | null) => string;
  locale: Locale;
}

const LENGTHS = [
  ["firstReply", "firstReplyMs"],
  ["reply", "replyMs"],
  ["theirs", "theirsMs"],
  ["yours", "yoursMs"],
] as const;

const COUNTS = [
  ["opened", "openedList"],
  ["done", "doneList"],
  ["firstReplies", "firstRepliesList"],
] as const;

/** As on the overview: replies ended turns that the portal did not see. */
const isUnseen = (row: MonthFigures, name: (typeof LENGTHS)[number][0]): boolean =>
  (name === "theirs" || name === "yours") && row[`${name}Ms`] === null && row.firstReplies > 0;

/** Counts and mean lengths of each month, which is one of UTC. */
export function MonthsTable({ months, length, locale }: MonthsTableProps) {
  const t = useTexts();
  const format = new Intl.DateTimeFormat(locale.language, {
    month: "short",
    year: "numeric",
    timeZone: "UTC",
  });
  const cell = "py-1.5 pl-3 text-right whitespace-nowrap tabular-nums";
  return (
    <WideTable aria-labelledby="months">
      <table className="w-full">
        <caption id="months" className="pb-1 text-left font-semibold">
          {t("organizationReview.months")}
        </caption>
        <thead>
          <tr className="text-xs text-muted-foreground">
            <th scope="col" className="py-1 text-left font-normal">
              {t("organizationReview.column.month")}
            </th>
            {[...COUNTS, ...LENGTHS].map(([name]) => (
              <th key={name} scope="col" className="py-1 pl-3 text-right align-top font-normal">
                {t(`organizationReview.column.${name}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {months.map((row) => (
            <tr key={row.month.getTime()} className="border-t">
              <th scope="row" className="py-1.5 text-left font-normal whitespace-nowrap">
                {format.format(row.month)}
              </th>
              {COUNTS.map(([name, list]) => (
                <td key={name} className={cell}>
                  <NumberLink count={row[name]} href={row[list]} locale={locale} />
                </td>
              ))}
              {LENGTHS.map(([name, key]) => (
                <td key={name} className={cell}>
                  {isUnseen(row, name) ? t("overview.notKnown") : length(row[key])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </WideTable>
  );
}
