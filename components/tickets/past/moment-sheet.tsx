import type { Route } from "next";

import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/form/input";
import type { Locale } from "@/components/ui/time/format-time";
import { cn } from "@/lib/utils";
import { useTexts } from "#texts";

export const MOMENT_SHEET = "past-moment";
const TITLE = "past-moment-title";
const ZONE = "past-moment-zone";

interface MomentSheetProps {
  locale: Locale;
  /** The page of now, whose other filters stay. */
  now: Route;
  /** The moment that is shown, as `PastMoment` has it. */
  clock?: string;
}

/** A native popover with a plain form: both work without scripts. */
export function MomentSheet({ locale, now, clock }: MomentSheetProps) {
  const t = useTexts();
  const [path, query] = now.split("?");
  return (
    <div
      id={MOMENT_SHEET}
      popover="auto"
      role="dialog"
      aria-labelledby={TITLE}
      className={cn(
        "m-auto w-[28rem] max-w-[calc(100vw-2rem)] rounded-lg border bg-card p-5 text-foreground",
        "shadow-lg backdrop:bg-black/40",
      )}
    >
      <h2 id={TITLE} className="text-lg font-semibold">
        {t("past.sheet")}
      </h2>
      <form noValidate action={path} className="mt-2 grid gap-3 text-sm">
        <p>{t("past.hint")}</p>
        {[...new URLSearchParams(query)].map(([name, value]) => (
          <input key={`${name} ${value}`} type="hidden" name={name} value={value} />
        ))}
        <label htmlFor="past-at" className="font-medium">
          {t("past.at")}
        </label>
        <Input
          id="past-at"
          type="datetime-local"
          name="at"
          required
          defaultValue={clock}
          aria-describedby={ZONE}
        />
        <p id={ZONE} className="text-muted-foreground">
          {t("past.zone", { zone: locale.timeZone })}
        </p>
        <p className="mt-1 flex flex-wrap gap-2">
          <Button type="submit">{t("past.show")}</Button>
          <Button
            type="button"
            variant="ghost"
            popoverTarget={MOMENT_SHEET}
            popoverTargetAction="hide"
          >
            {t("past.close")}
          </Button>
        </p>
      </form>
    </div>
  );
}
