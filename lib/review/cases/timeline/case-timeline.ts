import type { Translate } from "../../../i18n/message";
import { providerName } from "../../../providers/labels";
import { visibleOr } from "../../../text/blank";
import { loadEntries } from "./load-entries";
import { isTimelineCursor, timelineKeys, writeTimelineCursor } from "./timeline-keys";
import type { CaseTimelinePage } from "./types";

const ENTRIES_PER_PAGE = 50;

interface TimelineTicket {
  id: string;
  number: string;
  subject: string | null;
  provider: string;
}

/** One page of what happened in all of the tickets. The caller has checked access to them. */
export async function caseTimeline(
  t: Translate,
  tickets: readonly TimelineTicket[],
  before?: string,
): Promise<CaseTimelinePage> {
  const isOlder = isTimelineCursor(before);
  const keys = await timelineKeys(
    tickets.map(({ id }) => id),
    { before: isOlder ? before : undefined, limit: ENTRIES_PER_PAGE + 1 },
  );
  const page = keys.slice(0, ENTRIES_PER_PAGE);
  const last = page.at(-1);
  const shown = new Map(
    tickets.map(({ provider, subject, ...ticket }) => [
      ticket.id,
      {
        ...ticket,
        subject: visibleOr(subject, t("tickets.noSubject")),
        provider: providerName(provider),
        providerId: provider,
      },
    ]),
  );
  return {
    entries: await loadEntries(t, page.toReversed(), shown),
    older: keys.length > page.length && last ? writeTimelineCursor(last) : null,
    isOlder,
  };
}
