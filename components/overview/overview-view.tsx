import { fullTime, type Locale } from "@/components/ui/time/format-time";
import type { Overview } from "@/lib/review/overview/types";
import { useTexts } from "#texts";

import { FigurePanels } from "./figure-panels";
import { FilterPanel } from "./filter-panel";
import { NowPanels } from "./now-panels";
import { PeriodTotals } from "./period-totals";

interface OverviewViewProps {
  overview: Overview;
  locale: Locale;
}

export function OverviewView({ overview, locale }: OverviewViewProps) {
  const t = useTexts();
  const { at } = overview.figures;
  return (
    <div className="grid gap-6">
      <div>
        <h1 className="text-2xl font-semibold tracking-tight">{t("overview.title")}</h1>
        <p className="text-[0.8125rem] text-muted-foreground">
          {t("overview.days", { time: fullTime(at, locale) })}
        </p>
      </div>
      <FilterPanel overview={overview} />
      <PeriodTotals overview={overview} />
      <NowPanels overview={overview} locale={locale} />
      <FigurePanels overview={overview} />
    </div>
  );
}
