import { Spinner } from "@/components/ui/spinner";
import type { Locale } from "@/components/ui/time/format-time";
import { UpcomingTime } from "@/components/ui/time/upcoming-time";
import type { Freshness } from "@/lib/connections/freshness";
import { cn } from "@/lib/utils";
import { useTexts } from "#texts";

import { progressText } from "./sync-state";

interface ImportProgressProps {
  freshness: Freshness;
  locale: Locale;
  now?: Date;
}

/** Shows the progress of a sync as text, and as a bar if the total is known. */
export function ImportProgress({ freshness, locale, now = new Date() }: ImportProgressProps) {
  const t = useTexts();
  const { progress: swept, running, nextAt } = freshness;
  if (!swept && !running) return <span>{t("freshness.importSoon")}</span>;
  if (!swept)
    return (
      <span className="inline-flex items-center gap-1.5">
        <Spinner />
        {t("freshness.importFirstPage")}
      </span>
    );
  const { progress, pace, fraction } = progressText(t, swept, now, locale.language);
  return (
    <span className="grid gap-1.5">
      {running ? (
        <span>
          {pace
            ? t("freshness.importingPace", { progress, pace })
            : t("freshness.importing", { progress })}
        </span>
      ) : (
        <span>
          {t("freshness.imported", { progress })}{" "}
          {nextAt && nextAt > now
            ? t.rich("freshness.importContinuesAt", {
                time: () => <UpcomingTime at={nextAt} locale={locale} now={now} />,
              })
            : t("freshness.importContinuesSoon")}
        </span>
      )}
      {fraction === null ? null : (
        <progress
          aria-label={t("freshness.importBar")}
          value={Math.round(fraction * 100)}
          max={100}
          className={cn(
            "h-1.5 w-full max-w-md appearance-none overflow-hidden rounded-full bg-muted",
            "[&::-moz-progress-bar]:bg-primary [&::-webkit-progress-bar]:bg-muted",
            "[&::-webkit-progress-value]:bg-primary",
          )}
        />
      )}
    </span>
  );
}
