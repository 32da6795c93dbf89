import { Eye } from "lucide-react";

import { MarkedText } from "@/components/ui/text/marked-text";
import { clockTime, type Locale } from "@/components/ui/time/format-time";
import type { SeenBy } from "@/lib/auth/types";
import { markForeign } from "@/lib/i18n/foreign-words";
import { useTexts } from "#texts";

import { LateSeeingEnd } from "./late-seeing-end";
import { StopSeeing } from "./stop-seeing";

interface SeeingBannerProps {
  /** The customer's name. */
  name: string;
  seenBy: SeenBy;
  locale: Locale;
}

/** Shown on each page, in print as well. */
export function SeeingBanner({ name, seenBy, locale }: SeeingBannerProps) {
  const t = useTexts();
  const now = new Date();
  const secondsLeft = Math.max(1, Math.ceil((seenBy.until.getTime() - now.getTime()) / 1_000));
  const people = {
    staff: markForeign(seenBy.name),
    name: markForeign(name),
    organization: markForeign(seenBy.organizationName),
  };
  return (
    <aside
      aria-label={t("seeing.banner")}
      className="seeing-banner sticky top-0 z-40 border-b-4 border-warning bg-warning-tint print:static"
    >
      <div className="mx-auto flex max-w-[76rem] flex-wrap items-center gap-x-4 gap-y-2 px-4 py-2 text-sm lg:px-6">
        <Eye aria-hidden className="size-5 shrink-0 text-warning max-sm:hidden" />
        <p className="min-w-0 flex-1 basis-60 text-pretty [overflow-wrap:anywhere]">
          <strong className="font-semibold">
            <MarkedText text={t("seeing.who", people)} />
          </strong>{" "}
          {t("seeing.readOnly", { time: clockTime(seenBy.until, now, locale) })}{" "}
          <LateSeeingEnd secondsLeft={secondsLeft} warning={t("seeing.endsSoon")} />
        </p>
        <StopSeeing name={name} />
      </div>
    </aside>
  );
}
