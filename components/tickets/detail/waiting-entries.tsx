import type { ReactNode } from "react";

import { formatDuration, fullTime, type Locale } from "@/components/ui/time/format-time";
import { Time } from "@/components/ui/time/time";
import type { Elapsed } from "@/lib/clocks/business-time";
import type { Translate } from "@/lib/i18n/message";
import type { Audience } from "@/lib/routes";
import type { WaitingView } from "@/lib/tickets/detail/waiting";

interface WaitingEntry {
  label: string;
  value: ReactNode;
}

const LABELS = {
  customer: { yours: "ticket.waiting.yours", theirs: "ticket.waiting.theirs" },
  staff: { yours: "ticket.waiting.customers", theirs: "ticket.waiting.providers" },
} as const;
const OTHER_LABELS = {
  paused: "ticket.waiting.paused",
  done: "ticket.waiting.done",
  unclear: "ticket.waiting.unclear",
} as const;

/** Two times, the second below the first. */
function withLength(time: ReactNode, length: string | null): ReactNode {
  return (
    <>
      {time}
      {length === null ? null : <span className="block text-muted-foreground">{length}</span>}
    </>
  );
}

/** Returns whose turn it is since when, and the first answer. */
export function waitingEntries(
  t: Translate,
  waiting: WaitingView | null,
  locale: Locale,
  audience: Audience,
): WaitingEntry[] {
  if (!waiting) return [];
  const { turn, since, soFar, firstAnswer, awaitsFirstAnswer } = waiting;
  const duration = (milliseconds: number) => formatDuration(t, milliseconds, locale.language);
  const lengths = ({ wallMs, businessMs }: Elapsed) => ({
    duration: duration(wallMs),
    business: businessMs === null ? null : duration(businessMs),
  });
  const soFarText = (elapsed: Elapsed) => {
    const { duration: wall, business } = lengths(elapsed);
    return business === null
      ? t("ticket.waiting.soFar", { duration: wall })
      : t("ticket.waiting.soFarInHours", { duration: wall, business });
  };
  const afterText = (elapsed: Elapsed) => {
    const { duration: wall, business } = lengths(elapsed);
    return business === null
      ? t("ticket.waiting.after", { duration: wall })
      : t("ticket.waiting.afterInHours", { duration: wall, business });
  };
  const label = turn === "yours" || turn === "theirs" ? LABELS[audience][turn] : OTHER_LABELS[turn];
  const entries: WaitingEntry[] = [
    {
      label: t(label),
      value: withLength(sinceValue(t, since, locale), soFar && soFarText(soFar)),
    },
  ];
  if (firstAnswer)
    entries.push({
      label: t("ticket.waiting.firstAnswer"),
      value: withLength(
        <Time at={firstAnswer.at} locale={locale} show="full" />,
        afterText(firstAnswer.after),
      ),
    });
  else if (awaitsFirstAnswer)
    entries.push({ label: t("ticket.waiting.firstAnswer"), value: t("ticket.waiting.notYet") });
  return entries;
}

function sinceValue(t: Translate, since: WaitingView["since"], locale: Locale): ReactNode {
  const time = fullTime(since.at, locale);
  if (!since.isSeen) return t("ticket.waiting.orEarlier", { time });
  if (since.notBefore)
    return t("ticket.waiting.between", { from: fullTime(since.notBefore, locale), to: time });
  return <Time at={since.at} locale={locale} show="full" />;
}
