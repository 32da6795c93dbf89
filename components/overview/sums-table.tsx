import type { Route } from "next";
import type { ReactNode } from "react";

import { Link } from "@/components/ui/navigation/link";
import { formatDuration } from "@/components/ui/time/durations";
import { WideTable } from "@/components/ui/wide-table";
import type { OverviewFilters } from "@/lib/review/overview/overview-filters";
import type { DayPeriod } from "@/lib/review/overview/period";
import type { OverviewSums, Spread, Waits } from "@/lib/review/overview/types";
import { formatAverage } from "@/lib/text/format-average";
import { formatNumber } from "@/lib/text/format-number";
import { useLanguage, useTexts } from "#texts";

import { FigureLink } from "./figure-link";
import { listUrl, type Narrowed, periodText } from "./overview-urls";

export interface SumsRow {
  key: string;
  name: string;
  /** Smaller, after the name. */
  detail?: string;
  /** Of the name: a narrower overview. */
  href?: Route;
  /** The name is not ours. */
  isForeign?: boolean;
  /** Default: the whole period. */
  period?: DayPeriod;
  narrowed?: Narrowed;
  sums: OverviewSums;
  /** Of the first replies; missing where there are none, or where it is not known. */
  replies?: Spread | null;
}

interface SumsTableProps {
  label: string;
  /** Heading of the names. */
  head: string;
  filters: OverviewFilters;
  rows: readonly SumsRow[];
  /** Shown below. */
  note?: ReactNode;
  /** Of many rows, numbers without links weigh a third. */
  isPlain?: boolean;
}

/** The figures of each row, with links to the lists that count the same tickets. */
export function SumsTable({ label, head, filters, rows, note, isPlain }: SumsTableProps) {
  const t = useTexts();
  const Line = isPlain ? PlainLine : SumsLine;
  return (
    <>
      <WideTable aria-label={label}>
        <table className="figures">
          <thead>
            <tr>
              <th scope="col">{head}</th>
              <th scope="col">{t("overview.opened")}</th>
              <th scope="col">{t("overview.done")}</th>
              {(["answers", "theirs", "yours"] as const).map((name) => (
                <th key={name} scope="col">
                  {t(`overview.${name}`)}
                  <small>{t("overview.countAndAverage")}</small>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Line key={row.key} row={row} filters={filters} />
            ))}
          </tbody>
        </table>
      </WideTable>
      {note ? <p className="px-3 py-2 text-[0.8125rem] text-muted-foreground">{note}</p> : null}
    </>
  );
}

interface LineProps {
  row: SumsRow;
  filters: OverviewFilters;
}

function RowName({ row: { name, detail, href, isForeign } }: Pick<LineProps, "row">) {
  const lang = isForeign ? "" : undefined;
  return (
    <th scope="row">
      {href ? (
        <Link href={href} lang={lang} className="text-link">
          {name}
        </Link>
      ) : (
        <span lang={lang}>{name}</span>
      )}
      {detail ? <small lang="">{detail}</small> : null}
    </th>
  );
}

function SumsLine({ row, filters }: LineProps) {
  const spread = useSpread();
  const { narrowed, sums } = row;
  const period = periodText(row.period ?? filters.period);
  const url = (name: "opened" | "done" | "answered") =>
    listUrl(filters, { narrowed, [name]: period });
  return (
    <tr>
      <RowName row={row} />
      <td>
        <FigureLink count={sums.opened} href={url("opened")} />
      </td>
      <td>
        <FigureLink count={sums.done} href={url("done")} />
      </td>
      <td>
        <FigureLink count={sums.firstAnswers.count} href={url("answered")} />
        <Average waits={sums.firstAnswers} />
        {row.replies ? <small>{spread(row.replies)}</small> : null}
      </td>
      {[sums.theirs, sums.yours].map((waits, index) => (
        // Turns are no tickets: no list has as many rows.
        <td key={index}>
          <FigureLink count={waits.count} />
          <Average waits={waits} />
        </td>
      ))}
    </tr>
  );
}

function Average({ waits }: { waits: Waits }) {
  const text = useAverage()(waits);
  return text === "" ? null : <small>{text}</small>;
}

function useAverage() {
  const language = useLanguage();
  return ({ count, ms }: Waits) => (count === 0 ? "" : formatAverage(ms / count, language));
}

/** E.g. "median 2 hr, longest 1 day 4 hr". */
export function useSpread(): (spread: Spread) => string {
  const t = useTexts();
  const language = useLanguage();
  const text = (milliseconds: number) => formatDuration(t, milliseconds, language);
  return ({ median, longest }) =>
    t("overview.spread", { median: text(median), longest: text(longest) });
}

function PlainLine({ row }: LineProps) {
  const language = useLanguage();
  const average = useAverage();
  const { opened, done, firstAnswers, theirs, yours } = row.sums;
  const waits = [firstAnswers, theirs, yours].map((one) =>
    [formatNumber(one.count, language), average(one)].filter(Boolean).join(" · "),
  );
  return (
    <tr>
      <RowName row={row} />
      {[formatNumber(opened, language), formatNumber(done, language), ...waits].map(
        (text, index) => (
          <td key={index}>{text}</td>
        ),
      )}
    </tr>
  );
}
