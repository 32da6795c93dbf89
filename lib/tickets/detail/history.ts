import { compileOnce, type Placeholders } from "../../db/compile-once";
import { db } from "../../db/kysely";
import type { Translate } from "../../i18n/message";
import type { Json, TicketProvider } from "../../providers/contract";
import { eventSentence } from "./event-sentence";
import type { EventView, TicketHistory } from "./types";

const EVENTS_PER_PAGE = 500;

const PART_KINDS = [
  "message_added",
  "message_removed",
  "attachment_added",
  "attachment_removed",
] as const;

/** Any other `before` parameter shows the newest page. */
const EVENT_ID = /^\d{1,18}$/;

/**
 * Returns one page of a ticket's history, newest first. The caller has found the ticket in the
 * viewer's scope.
 */
export async function loadHistory(
  t: Translate,
  ticketId: string,
  provider: TicketProvider | undefined,
  staff: boolean,
  before?: string,
): Promise<TicketHistory> {
  const from = before !== undefined && EVENT_ID.test(before) ? before : undefined;
  const rows = await eventRows({ ticketId, before: from });
  const page = rows.slice(0, EVENTS_PER_PAGE);
  const last = page.at(-1);
  const visibleFields = customerFields(provider);
  return {
    events: page
      .filter((row) => staff || !row.field?.startsWith("fields.") || visibleFields.has(row.field))
      .map((row) => eventView(t, row, provider)),
    olderEvents: rows.length > page.length && last ? last.id : null,
    isOlderHistory: from !== undefined,
  };
}

interface EventPage {
  ticketId: string;
  before?: string;
}

const eventRows = compileOnce(({ ticketId, before }: Placeholders<EventPage>) => {
  const events = db()
    .selectFrom("event")
    .select((eb) => [
      "id",
      "kind",
      "field",
      eb.ref("before").$castTo<Json>().as("before"),
      eb.ref("after").$castTo<Json>().as("after"),
      "happened_at as happenedAt",
      "seen_at as seenAt",
    ])
    .where("ticket_id", "=", ticketId)
    .orderBy("id", "desc")
    .limit(EVENTS_PER_PAGE + 1);
  return before ? events.where("id", "<", before) : events;
});

type EventRow = Awaited<ReturnType<typeof eventRows>>[number];

function customerFields(provider: TicketProvider | undefined): ReadonlySet<string> {
  return new Set(
    provider?.details.filter((detail) => !detail.staffOnly).map((detail) => `fields.${detail.key}`),
  );
}

function eventView(t: Translate, row: EventRow, provider: TicketProvider | undefined): EventView {
  return { ...row, sentence: eventSentence(t, row, provider) };
}

const newestPartEvents = compileOnce(({ ticketId }: Placeholders<{ ticketId: string }>) =>
  db()
    .selectFrom("event")
    .distinctOn("field")
    .select((eb) => [eb.ref("field").$notNull().as("field"), "kind", "seen_at as seenAt"])
    .where("ticket_id", "=", ticketId)
    .where("field", "is not", null)
    .where("kind", "in", PART_KINDS)
    .orderBy("field")
    .orderBy("id", "desc"),
);

/**
 * Returns when messages and files were removed at the provider, by external id, over the whole
 * history. The caller has found the ticket in the viewer's scope.
 */
export async function loadRemovedParts(ticketId: string): Promise<Map<string, Date>> {
  const rows = await newestPartEvents({ ticketId });
  return new Map(
    rows
      .filter(({ kind }) => kind.endsWith("_removed"))
      .map(({ field, seenAt }) => [field, seenAt]),
  );
}
