import { hasNewSenders, type PlannedWrite } from "../planned-write";
import type { ServiceLink } from "../ticket-statements";
import type { AddedTicket } from "./timeline-facts";

export interface TimelinesToWrite {
  /** Tickets that the mirror did not have. */
  added: AddedTicket[];
  /** Ids of tickets that it had. */
  changed: string[];
  /** When the transaction began. */
  recordedAt: Date;
}

/** Picks the tickets of a batch whose timelines may differ from those stored. */
export function timelinesOf(
  planned: readonly PlannedWrite[],
  links: readonly ServiceLink[],
  recordedAt: Date,
): TimelinesToWrite {
  const added = planned.filter(({ before }) => !before);
  const services = new Map<string, ServiceLink[]>();
  for (const link of links)
    services.set(link.ticket_id, [...(services.get(link.ticket_id) ?? []), link]);
  return {
    added: added.map(({ row, snapshot, changes }) => ({
      row,
      snapshot,
      firstSeen: changes[0]?.after ?? null,
      serviceIds: (services.get(row.id) ?? [])
        .toSorted((one, other) => one.position - other.position)
        .flatMap((link) => link.service_id ?? []),
    })),
    changed: planned.filter(hasChanged).map(({ row }) => row.id),
    recordedAt,
  };
}

/**
 * Not every fact has an event: who wrote, whether there is a conversation, times and counts, which
 * lists show.
 */
function hasChanged(plan: PlannedWrite): boolean {
  const { before, row, changes, contentChanged } = plan;
  if (!before) return false;
  return (
    contentChanged ||
    changes.length > 0 ||
    hasNewSenders(plan) ||
    before.opened_at !== row.opened_at ||
    before.activity_at !== row.activity_at ||
    before.message_count !== row.message_count ||
    (before.conversation_read_at === null) !== (row.conversation_read_at === null)
  );
}
