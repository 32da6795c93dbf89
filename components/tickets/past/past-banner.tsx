import { History } from "lucide-react";
import type { Route } from "next";

import { Button, buttonVariants } from "@/components/ui/button";
import { Link } from "@/components/ui/navigation/link";
import { exactTime, type Locale } from "@/components/ui/time/format-time";
import { useTexts } from "#texts";

import { MOMENT_SHEET } from "./moment-sheet";
import type { PastMoment } from "./past-moment";

interface PastBannerProps {
  past: PastMoment;
  locale: Locale;
  /** Address of the same page as it is now. */
  now: Route;
  /** Names the parts left out, which only the present has. */
  missing: string;
}

/** Says on every page of the past which moment it shows, and leads back. */
export function PastBanner({ past, locale, now, missing }: PastBannerProps) {
  const t = useTexts();
  return (
    <section
      aria-label={t("past.label")}
      className="flex flex-wrap items-start gap-x-6 gap-y-3 rounded-lg border border-primary/40 bg-tint px-4 py-3 text-sm"
    >
      <History aria-hidden className="mt-0.5 size-4 shrink-0 text-primary max-sm:hidden" />
      <div className="grid min-w-64 flex-1 gap-1 text-pretty">
        <p className="font-medium">{t("past.title", { time: exactTime(past.at, locale) })}</p>
        <p>{t("past.hint")}</p>
        <p className="text-muted-foreground">{missing}</p>
      </div>
      <p className="flex flex-wrap gap-2">
        <Button variant="secondary" size="small" popoverTarget={MOMENT_SHEET}>
          {t("past.change")}
        </Button>
        <Link href={now} className={buttonVariants({ variant: "secondary", size: "small" })}>
          {t("past.back")}
        </Link>
      </p>
    </section>
  );
}
