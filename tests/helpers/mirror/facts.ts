import type { TicketFacts, TimelineEvent, TimelineMessage } from "@/lib/mirror/timeline/facts";
import type { Turn } from "@/lib/providers/contract";

const TURNS: Record<string, Turn> = { open: "theirs", answered: "yours", closed: "done" };
export const turnOfStatus = (status: string) => TURNS[status] ?? "unclear";

/** Minutes after the opening, as a time. */
export const at = (minutes: number) => Date.parse("2026-03-02T08:00:00Z") + minutes * 60_000;
export const iso = (minutes: number) => new Date(at(minutes)).toISOString();

export function event(
  kind: TimelineEvent["kind"],
  [notBefore, recordedAt]: [number | null, number],
  more: Partial<TimelineEvent> = {},
): TimelineEvent {
  return {
    kind,
    field: null,
    before: null,
    after: null,
    happenedAt: null,
    notBefore: notBefore === null ? null : at(notBefore),
    seenAt: at(recordedAt),
    recordedAt: at(recordedAt),
    ...more,
  };
}

export const status = (
  before: string,
  after: string,
  within: [number, number],
  happenedAt: number | null = null,
) =>
  event("changed", within, {
    field: "status",
    before,
    after,
    happenedAt: happenedAt === null ? null : at(happenedAt),
  });

export const messageFact = (
  sender: string,
  sentAt: number | null,
  added = sentAt !== null && sentAt > 0 ? ([sentAt - 1, sentAt] as [number | null, number]) : null,
): TimelineMessage => ({
  externalId: `${sender}-${sentAt ?? "?"}`,
  sender,
  sentAt: sentAt === null ? null : at(sentAt),
  added: added && event("changed", added),
});

export const firstSeen = (minutes: number, updatedAt = 0) =>
  event("first_seen", [null, minutes], { after: { status: "open", updatedAt: iso(updatedAt) } });

export function factsOf(given: Partial<TicketFacts> & { status?: string }): TicketFacts {
  const { status: now = "open", ...more } = given;
  return {
    openedAt: at(0),
    firstSeenAt: at(0),
    hasBody: true,
    hasConversation: true,
    now: {
      status: now,
      priority: null,
      subject: "Slow",
      categoryId: "help",
      assignee: null,
      isGone: false,
    },
    events: [firstSeen(0)],
    messages: [],
    turnOf: turnOfStatus,
    ...more,
  };
}
