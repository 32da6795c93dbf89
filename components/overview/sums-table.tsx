import type { Route } from "next";
import type { ReactNode } from "react";

import { Link } from "@/components/ui/navigation/link";
import type { OverviewFilters } from "@/lib/review/overview/overview-filters";
import type { DayPeriod } from "@/lib/review/overview/period";
import type { OverviewSums, Waits } from "@/lib/review/overview/types";
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
}

interface SumsTableProps {
  label: string;
  /** Heading of the names. */
  head: string;
  filters: OverviewFilters;
  rows: readonly SumsRow[];
  /** Shown below. */
  note?: ReactNode;
}

const cell = "px-3 py-2 text-end whitespace-nowrap";

/** The figures of each row, with links to the lists that count the same tickets. */
export function SumsTable({ label, head, filters, rows, note }: SumsTableProps) {
  const t = useTexts();
  const waits = ["answers", "theirs", "yours"] as const;
  return (
    <>
      <div className="overflow-x-auto" role="region" aria-label={label} tabIndex={0}>
        <table className="w-full text-[0.8125rem]">
          <thead className="text-xs text-muted-foreground">
            <tr className="border-b">
              <th scope="col" className="px-3 py-2 text-start font-medium">
                {head}
              </th>
              {(["opened", "done", ...waits] as const).map((name) => (
                <th key={name} scope="col" className="px-3 py-2 text-end font-medium">
                  {t(`overview.${name}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="divide-y">
            {rows.map((row) => (
              <SumsLine key={row.key} row={row} filters={filters} />
            ))}
          </tbody>
        </table>
      </div>
      {note ? <p className="px-3 py-2 text-[0.8125rem] text-muted-foreground">{note}</p> : null}
    </>
  );
}

function SumsLine({ row, filters }: { row: SumsRow; filters: OverviewFilters }) {
  const { name, detail, href, isForeign, narrowed, sums } = row;
  const period = periodText(row.period ?? filters.period);
  const lang = isForeign ? "" : undefined;
  return (
    <tr>
      <th scope="row" className="min-w-28 px-3 py-2 text-start font-medium">
        {href ? (
          <Link href={href} lang={lang} className="text-link">
            {name}
          </Link>
        ) : (
          <span lang={lang}>{name}</span>
        )}
        {detail ? (
          <span lang="" className="block text-xs font-normal text-muted-foreground">
            {detail}
          </span>
        ) : null}
      </th>
      <td className={cell}>
        <FigureLink count={sums.opened} href={listUrl(filters, { narrowed, opened: period })} />
      </td>
      <td className={cell}>
        <FigureLink count={sums.done} href={listUrl(filters, { narrowed, done: period })} />
      </td>
      <td className={cell}>
        <FigureLink
          count={sums.firstAnswers.count}
          href={listUrl(filters, { narrowed, answered: period })}
        />
        <Average waits={sums.firstAnswers} />
      </td>
      {[sums.theirs, sums.yours].map((waits, index) => (
        <td key={index} className={cell}>
          <Count waits={waits} />
          <Average waits={waits} />
        </td>
      ))}
    </tr>
  );
}

/** Turns are no tickets: no list has as many rows. */
function Count({ waits }: { waits: Waits }) {
  return formatNumber(waits.count, useLanguage());
}

function Average({ waits }: { waits: Waits }) {
  const language = useLanguage();
  if (waits.count === 0) return null;
  return (
    <span className="block text-xs text-muted-foreground">
      {formatAverage(waits.ms / waits.count, language)}
    </span>
  );
}
