import type { ReactNode } from "react";

import { formatDuration } from "@/components/ui/time/durations";
import { ElapsedTime } from "@/components/ui/time/elapsed-time";
import { fullTime, type Locale } from "@/components/ui/time/format-time";
import { Time } from "@/components/ui/time/time";
import type { Elapsed } from "@/lib/clocks/business-time";
import type { Audience } from "@/lib/routes";
import type { WaitingView } from "@/lib/tickets/detail/waiting";
import type { useTexts } from "#texts";

type Texts = ReturnType<typeof useTexts>;

interface WaitingEntry {
  key: "turnSince" | "firstAnswer";
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
function withLength(time: ReactNode, length: ReactNode): ReactNode {
  return (
    <>
      {time}
      {length === null ? null : <span className="block text-muted-foreground">{length}</span>}
    </>
  );
}

/** Returns whose turn it is since when, which goes on counting, and the first reply. */
export function waitingEntries(
  t: Texts,
  waiting: WaitingView | null,
  locale: Locale,
  audience: Audience,
): WaitingEntry[] {
  if (!waiting) return [];
  const { turn, since, soFar, firstAnswer, awaitsFirstAnswer } = waiting;
  const duration = (milliseconds: number) => formatDuration(t, milliseconds, locale.language);
  const soFarText = ({ businessMs }: Elapsed) => {
    const wall = { duration: () => <ElapsedTime at={since.at} locale={locale} /> };
    return businessMs === null
      ? t.rich("ticket.waiting.soFar", wall)
      : t.rich("ticket.waiting.soFarInHours", { ...wall, business: duration(businessMs) });
  };
  const afterText = ({ wallMs, businessMs }: Elapsed) =>
    businessMs === null
      ? t("ticket.waiting.after", { duration: duration(wallMs) })
      : t("ticket.waiting.afterInHours", {
          duration: duration(wallMs),
          business: duration(businessMs),
        });
  const label = turn === "yours" || turn === "theirs" ? LABELS[audience][turn] : OTHER_LABELS[turn];
  const entries: WaitingEntry[] = [
    {
      key: "turnSince",
      label: t(label),
      value: withLength(sinceValue(t, since, locale), soFar && soFarText(soFar)),
    },
  ];
  if (firstAnswer)
    entries.push({
      key: "firstAnswer",
      label: t("ticket.waiting.firstAnswer"),
      value: withLength(
        <Time at={firstAnswer.at} locale={locale} show="full" />,
        afterText(firstAnswer.after),
      ),
    });
  else if (awaitsFirstAnswer)
    entries.push({
      key: "firstAnswer",
      label: t("ticket.waiting.firstAnswer"),
      value: t("ticket.waiting.notYet"),
    });
  return entries;
}

function sinceValue(t: Texts, since: WaitingView["since"], locale: Locale): ReactNode {
  const time = fullTime(since.at, locale);
  if (!since.isSeen) return t("ticket.waiting.orEarlier", { time });
  if (since.notBefore)
    return t("ticket.waiting.between", { from: fullTime(since.notBefore, locale), to: time });
  return <Time at={since.at} locale={locale} show="full" />;
}
