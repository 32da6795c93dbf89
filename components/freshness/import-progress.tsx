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
  const { progress, running, nextAt } = freshness;
  if (!progress && !running) return <span>It is read as soon as its turn comes.</span>;
  if (!progress)
    return (
      <span className="inline-flex items-center gap-1.5">
        <Spinner />
        Syncing the first page.
      </span>
    );
  const { read, pace, fraction } = progressText(t, progress, now, locale.language);
  return (
    <span className="grid gap-1.5">
      <span>
        {running ? (
          <>
            Reading {read}
            {pace ? `, ${pace}` : ""}.
          </>
        ) : (
          <>Read {read}. </>
        )}
        {!running && nextAt && nextAt > now ? (
          <>
            It continues at <UpcomingTime at={nextAt} locale={locale} now={now} />.
          </>
        ) : null}
        {!running && !(nextAt && nextAt > now) ? "It will continue shortly." : null}
      </span>
      {fraction === null ? null : (
        <progress
          aria-label="Part read"
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
