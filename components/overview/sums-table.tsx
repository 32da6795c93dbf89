import type { Route } from "next";
import type { ReactNode } from "react";

import { Link } from "@/components/ui/navigation/link";
import { WideTable } from "@/components/ui/wide-table";
import type { OverviewFilters } from "@/lib/review/overview/overview-filters";
import type { DayPeriod } from "@/lib/review/overview/period";
import type { OverviewSums, Spread, WaitName } from "@/lib/review/overview/types";
import { formatNumber } from "@/lib/text/format-number";
import { useLanguage, useTexts } from "#texts";

import { FigureLink } from "./figure-link";
import { listUrl, type Narrowed, periodText } from "./overview-urls";
import { isUnseen, SpreadText, useMean } from "./wait-texts";

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
  /** Missing if there are none, or their number is not known. */
  times?: Partial<Record<WaitName, Spread | null>>;
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
                  <small>
                    {t(isPlain ? "overview.countAndAverage" : "overview.countAndTimes")}
                  </small>
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

const WAITS = [
  ["firstAnswers", "answered"],
  // Turns are not tickets, so no list has as many rows.
  ["theirs", undefined],
  ["yours", undefined],
] as const;

function SumsLine({ row, filters }: LineProps) {
  const t = useTexts();
  const mean = useMean();
  const { narrowed, sums, times } = row;
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
      {WAITS.map(([name, list]) => {
        const average = mean(sums[name]);
        const spread = times?.[name];
        return (
          <td key={name}>
            {isUnseen(sums, name) ? (
              t("overview.notKnown")
            ) : (
              <FigureLink count={sums[name].count} href={list && url(list)} />
            )}
            {average === null ? null : <small>{average}</small>}
            {spread ? (
              <small>
                <SpreadText
                  of={spread}
                  filters={filters}
                  narrowed={narrowed}
                  isReply={name === "firstAnswers"}
                />
              </small>
            ) : null}
          </td>
        );
      })}
    </tr>
  );
}

function PlainLine({ row }: LineProps) {
  const t = useTexts();
  const language = useLanguage();
  const mean = useMean();
  const { opened, done } = row.sums;
  const waits = WAITS.map(([name]) =>
    isUnseen(row.sums, name)
      ? t("overview.notKnown")
      : [formatNumber(row.sums[name].count, language), mean(row.sums[name])]
          .filter(Boolean)
          .join(" · "),
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
