import type { ReactNode } from "react";

import type { Overview, Waits } from "@/lib/review/overview/types";
import { formatAverage } from "@/lib/text/format-average";
import { useLanguage, useTexts } from "#texts";

import { FigureLink } from "./figure-link";
import { listUrl, periodText } from "./overview-urls";
import { useDays } from "./period-days";
import { useSpread } from "./sums-table";

/** Counts and times of the whole period. */
export function PeriodTotals({ overview: { filters, figures } }: { overview: Overview }) {
  const t = useTexts();
  const language = useLanguage();
  const spread = useSpread();
  const { opened, done, firstAnswers, theirs, yours } = figures.total;
  const period = periodText(filters.period);
  const title = t("overview.figures", useDays(filters.period));
  const link = (name: "opened" | "done" | "answered", count: number) => (
    <FigureLink count={count} href={listUrl(filters, { [name]: period })} />
  );
  const mean = ({ count, ms }: Waits) => {
    if (count === 0) return null;
    const time = formatAverage(ms / count, language);
    return t("overview.average", { time });
  };
  const { total, latest } = figures.replies;
  const mark = latest === null ? "" : "*";
  const replied = total && spread(total) + mark;
  return (
    <section aria-label={title} className="grid gap-3">
      <h2 className="text-lg font-semibold">{title}</h2>
      <dl className="grid grid-cols-2 gap-3 lg:grid-cols-5">
        <Total label={t("overview.opened")}>{link("opened", opened)}</Total>
        <Total label={t("overview.done")}>{link("done", done)}</Total>
        <Total label={t("overview.answers")} times={[mean(firstAnswers), replied]}>
          {link("answered", firstAnswers.count)}
        </Total>
        <Total label={t("overview.theirs")} times={[mean(theirs)]}>
          <FigureLink count={theirs.count} />
        </Total>
        <Total label={t("overview.yours")} times={[mean(yours)]}>
          <FigureLink count={yours.count} />
        </Total>
      </dl>
    </section>
  );
}

interface TotalProps {
  label: string;
  times?: ReadonlyArray<string | null>;
  children: ReactNode;
}

function Total({ label, times = [], children }: TotalProps) {
  return (
    <div className="rounded-lg border bg-card px-3 py-2">
      <dt className="text-xs text-muted-foreground">{label}</dt>
      <dd className="text-xl font-semibold">
        {children}
        {times.map((time) =>
          time ? (
            <span key={time} className="block text-xs font-normal text-muted-foreground">
              {time}
            </span>
          ) : null,
        )}
      </dd>
    </div>
  );
}
