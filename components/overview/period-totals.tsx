import type { ReactNode } from "react";

import type { Overview, WaitName } from "@/lib/review/overview/types";
import { useTexts } from "#texts";

import { FigureLink } from "./figure-link";
import { listUrl, periodText } from "./overview-urls";
import { useDays } from "./period-days";
import { isUnseen, SpreadText, useMean } from "./wait-texts";

/** Counts and times of the whole period. */
export function PeriodTotals({ overview: { filters, figures } }: { overview: Overview }) {
  const t = useTexts();
  const meanOf = useMean();
  const { opened, done, firstAnswers } = figures.total;
  const period = periodText(filters.period);
  const title = t("overview.figures", useDays(filters.period));
  const link = (name: "opened" | "done" | "answered", count: number) => (
    <FigureLink count={count} href={listUrl(filters, { [name]: period })} />
  );
  const turns = (name: "theirs" | "yours") =>
    isUnseen(figures.total, name) ? (
      t("overview.notKnown")
    ) : (
      <FigureLink count={figures.total[name].count} />
    );
  const times = (name: WaitName): ReactNode[] => {
    const time = meanOf(figures.total[name]);
    const spread = figures.times[name].total;
    return [
      time === null ? null : t("overview.average", { time }),
      spread && <SpreadText of={spread} filters={filters} isReply={name === "firstAnswers"} />,
    ];
  };
  return (
    <section aria-label={title} className="grid gap-3">
      <h2 className="text-lg font-semibold">{title}</h2>
      <dl className="grid grid-cols-2 gap-3 lg:grid-cols-5">
        <Total label={t("overview.opened")}>{link("opened", opened)}</Total>
        <Total label={t("overview.done")}>{link("done", done)}</Total>
        <Total label={t("overview.answers")} times={times("firstAnswers")}>
          {link("answered", firstAnswers.count)}
        </Total>
        <Total label={t("overview.theirs")} times={times("theirs")}>
          {turns("theirs")}
        </Total>
        <Total label={t("overview.yours")} times={times("yours")}>
          {turns("yours")}
        </Total>
      </dl>
    </section>
  );
}

interface TotalProps {
  label: string;
  times?: readonly ReactNode[];
  children: ReactNode;
}

function Total({ label, times = [], children }: TotalProps) {
  return (
    <div className="rounded-lg border bg-card px-3 py-2">
      <dt className="text-xs text-muted-foreground">{label}</dt>
      <dd className="text-xl font-semibold">
        {children}
        {times.map((time, index) =>
          time ? (
            <span key={index} className="block text-xs font-normal text-muted-foreground">
              {time}
            </span>
          ) : null,
        )}
      </dd>
    </div>
  );
}
