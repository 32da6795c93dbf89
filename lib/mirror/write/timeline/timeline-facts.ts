import type { Db } from "../../../db/kysely";
import type { Json, TicketSnapshot } from "../../../providers/contract";
import { turnOf } from "../../../providers/turn";
import { MAX_COUNTED_SERVICES } from "../../timeline/day-sums";
import { MAX_MESSAGES, type TicketFacts, type TimelineEvent } from "../../timeline/facts";
import { textOrNull } from "../../timeline/states";
import type { Values } from "../declare-statement";
import type { MirrorTarget, TicketRow } from "../ticket-row";
import {
  type EventJson,
  type MessageFactsJson,
  selectTimelineFacts,
  type StoredTimeline,
} from "./timeline-statements";

export interface LoadedFacts {
  ticketId: string;
  activityAt: number;
  facts: TicketFacts;
  /** The services that it is counted under. */
  serviceIds: string[];
  stored: StoredTimeline | null;
}

/** A ticket that the mirror did not have: nothing of it needs to be loaded. */
export interface AddedTicket {
  row: TicketRow;
  snapshot: TicketSnapshot;
  /** Of its first event. */
  firstSeen: Json;
  /** Our ids of its services, in their order. */
  serviceIds: string[];
}

const msOrNull = (time: string | null): number | null => (time === null ? null : Date.parse(time));

export async function loadTimelineFacts(
  client: Db,
  provider: MirrorTarget["provider"],
  ticketIds: string[],
): Promise<LoadedFacts[]> {
  if (ticketIds.length === 0) return [];
  const { rows } = await selectTimelineFacts.run(client, { ticketIds });
  return rows.map((row) => ({
    ticketId: row.ticket_id,
    activityAt: row.activity_at.getTime(),
    facts: factsOfRow(row, provider),
    serviceIds: countedServices(row.service_ids),
    stored: row.stored,
  }));
}

function factsOfRow(
  row: Values<typeof selectTimelineFacts.columns>,
  provider: MirrorTarget["provider"],
): TicketFacts {
  const messages = row.messages ?? [];
  return {
    openedAt: row.opened_at?.getTime() ?? null,
    firstSeenAt: row.first_seen_at.getTime(),
    hasBody: row.has_body,
    hasConversation: row.has_conversation || messages.length > 0,
    now: {
      status: row.status,
      priority: row.priority,
      subject: row.subject,
      categoryId: row.category_id,
      assignee: row.assignee,
      isGone: row.is_gone,
    },
    events: (row.events ?? []).map(toEvent),
    messages: messages.map(({ externalId, sender, sentAt, added }) => ({
      externalId,
      sender,
      sentAt: msOrNull(sentAt),
      added: added && {
        notBefore: msOrNull(added.notBefore),
        recordedAt: recordedAt(added),
      },
    })),
    turnOf: (status) => turnOf(provider, status),
  };
}

/** Events of earlier versions have no `recordedAt`. */
function recordedAt(event: NonNullable<MessageFactsJson["added"]>): number {
  return Date.parse(event.recordedAt ?? event.seenAt);
}

function toEvent(event: EventJson): TimelineEvent {
  const { kind, field, before, after } = event;
  return {
    kind,
    field,
    before,
    after,
    happenedAt: msOrNull(event.happenedAt),
    notBefore: msOrNull(event.notBefore),
    seenAt: Date.parse(event.seenAt),
    recordedAt: recordedAt(event),
  };
}

/** The same facts as if the ticket, stored at `recordedAt`, were loaded. */
export function factsOfNew(
  { row, snapshot, firstSeen, serviceIds }: AddedTicket,
  provider: MirrorTarget["provider"],
  recordedAt: Date,
): LoadedFacts {
  const messages = snapshot.messages ?? [];
  const firstSeenAt = Date.parse(row.first_seen_at);
  return {
    ticketId: row.id,
    activityAt: Date.parse(row.activity_at),
    facts: {
      openedAt: msOrNull(row.opened_at),
      firstSeenAt,
      hasBody: row.body !== null,
      hasConversation: row.conversation_read_at !== null || messages.length > 0,
      now: {
        status: row.status,
        priority: row.priority,
        subject: row.subject,
        categoryId: row.category_id,
        assignee: textOrNull(row.fields.assignee_id ?? null),
        isGone: false,
      },
      events: [
        {
          kind: "first_seen",
          field: null,
          before: null,
          after: firstSeen,
          happenedAt: null,
          notBefore: null,
          seenAt: firstSeenAt,
          recordedAt: recordedAt.getTime(),
        },
      ],
      messages: messages.slice(0, MAX_MESSAGES).map(({ externalId, sender, sentAt }) => ({
        externalId,
        sender,
        sentAt: sentAt?.getTime() ?? null,
        added: null,
      })),
      turnOf: (status) => turnOf(provider, status),
    },
    serviceIds: countedServices(serviceIds),
    stored: null,
  };
}

function countedServices(ids: readonly string[]): string[] {
  return [...new Set(ids)].slice(0, MAX_COUNTED_SERVICES);
}
