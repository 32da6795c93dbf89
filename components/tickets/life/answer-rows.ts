import { fullTime, type Locale } from "@/components/ui/time/format-time";
import type { TicketLife } from "@/lib/tickets/life/types";
import type { useTexts } from "#texts";

import { momentText } from "./life-moment";
import type { LifeRow } from "./life-table";

/** Only the newest are listed; the totals count all. */
const MAX_ANSWERS = 40;

/** Returns rows for the replies, an unanswered question and the time until done. */
export function answerRows(
  t: ReturnType<typeof useTexts>,
  { answers, unanswered, startedAt, done }: TicketLife,
  locale: Locale,
): { rows: LifeRow[]; leftOut: number } {
  const asked = (at: Date) => fullTime(at, locale);
  const rows = answers
    .slice(-MAX_ANSWERS)
    .map(({ isFirst, askedAt, answered, took }, index): LifeRow => ({
      key: `answer ${index}`,
      label: t(isFirst ? "ticketLife.firstReply" : "ticketLife.nextReply"),
      when: t("ticketLife.answered", {
        asked: asked(askedAt),
        time: momentText(t, answered, locale),
      }),
      length: took,
    }));
  if (unanswered)
    rows.push({
      key: "unanswered",
      label: t("ticketLife.noReply"),
      when: t("ticketLife.asked", { asked: asked(unanswered.askedAt) }),
      length: unanswered.soFar,
    });
  if (done)
    rows.push({
      key: "done",
      label: t("ticketLife.timeToDone"),
      when: t("ticketLife.doneAt", {
        opened: asked(startedAt),
        time: momentText(t, done.at, locale),
      }),
      length: done.took,
    });
  return { rows, leftOut: Math.max(0, answers.length - MAX_ANSWERS) };
}
