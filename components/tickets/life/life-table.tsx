import type { ReactNode } from "react";

import type { Locale } from "@/components/ui/time/format-time";
import type { Elapsed } from "@/lib/clocks/business-time";
import { cn } from "@/lib/utils";
import { useTexts } from "#texts";

import { Length } from "./length";

export interface LifeRow {
  key: string;
  label: ReactNode;
  /** In a row below. */
  when?: ReactNode;
  length: Elapsed;
  /** In a row below that. */
  bar?: ReactNode;
}

interface LifeTableProps {
  caption: string;
  /** Of the first column. */
  heading: string;
  rows: readonly LifeRow[];
  /** The last row sums up the others. */
  hasSum?: boolean;
  /** Shows business hours. */
  inHours: boolean;
  locale: Locale;
}

/** Lists lengths by the clock and in business hours. */
export function LifeTable({ caption, heading, rows, hasSum, inHours, locale }: LifeTableProps) {
  const t = useTexts();
  const columns = inHours ? 3 : 2;
  const number = "py-1.5 pl-3 text-right font-normal align-top tabular-nums";
  return (
    <table className="w-full text-[0.8125rem]">
      <caption className="pb-1 text-left font-semibold">{caption}</caption>
      <thead>
        <tr className="text-xs text-muted-foreground">
          <th scope="col" className="py-1 text-left font-normal">
            {heading}
          </th>
          <th scope="col" className={number}>
            {t("ticketLife.clock")}
          </th>
          {inHours ? (
            <th scope="col" className={number}>
              {t("ticketLife.businessHours")}
            </th>
          ) : null}
        </tr>
      </thead>
      {rows.map(({ key, label, when, length, bar }, index) => (
        <tbody key={key} className={cn(hasSum && index === rows.length - 1 && "font-semibold")}>
          <tr className="border-t">
            <th scope="row" className="py-1.5 text-left font-medium">
              {label}
            </th>
            <td className={number}>
              <Length milliseconds={length.wallMs} locale={locale} />
            </td>
            {inHours ? (
              <td className={number}>
                <Length milliseconds={length.businessMs} locale={locale} inHours />
              </td>
            ) : null}
          </tr>
          {when ? (
            <tr>
              <td colSpan={columns} className="pb-1.5 text-xs text-pretty text-muted-foreground">
                {when}
              </td>
            </tr>
          ) : null}
          {bar ? (
            <tr aria-hidden>
              <td colSpan={columns} className="pb-2">
                {bar}
              </td>
            </tr>
          ) : null}
        </tbody>
      ))}
    </table>
  );
}
