import { compileOnce, type Placeholders } from "../../db/compile-once";
import { db } from "../../db/kysely";
import { markForeign } from "../../i18n/foreign-words";
import type { Translate } from "../../i18n/message";
import type { Json, TicketProvider } from "../../providers/contract";
import { turnOf } from "../../providers/turn";
import { eventSentence, isTime } from "./event-sentence";
import type { NamesById } from "./names-by-id";
import { actBehind, type PortalAct } from "./portal/portal-acts";
import { type PortalAuthors, withWriter } from "./portal/portal-authors";
import type { TicketHistory } from "./types";

const EVENTS_PER_PAGE = 500;

/** Any other `before` parameter shows the newest page. */
const EVENT_ID = /^\d{1,18}$/;

interface HistoryRows {
  rows: EventRow[];
  isOlder: boolean;
}

/** Reads one page, newest first. The caller has found the ticket in the viewer's scope. */
export async function loadHistory(ticketId: string, before?: string): Promise<HistoryRows> {
  const from = before !== undefined && EVENT_ID.test(before) ? before : undefined;
  return { rows: await eventRows({ ticketId, before: from }), isOlder: from !== undefined };
}

interface HistoryReader {
  t: Translate;
  provider: TicketProvider | undefined;
  staff: boolean;
  names: NamesById;
  authors: PortalAuthors;
  acts: readonly PortalAct[];
  /** Messages that are shown as a part of the one before. */
  joined: ReadonlySet<string>;
}

/** Returns what the reader may see of a page, in sentences. */
export function toHistory({ rows, isOlder }: HistoryRows, reader: HistoryReader): TicketHistory {
  const { t, provider, staff, names, authors, acts, joined } = reader;
  const turn = (status: string) => turnOf({ turns: provider?.turns ?? {} }, status);
  const page = rows.slice(0, EVENTS_PER_PAGE);
  const last = page.at(-1);
  const visibleFields = customerFields(provider);
  return {
    events: page
      .filter((row) => staff || !row.field?.startsWith("fields.") || visibleFields.has(row.field))
      .filter(({ kind, field }) => kind !== "message_added" || !joined.has(field ?? ""))
      .map((row) => {
        const act = actBehind(row, acts, turn);
        return {
          ...row,
          sentence: act
            ? actSentence(t, act)
            : authors.isFiledHere && row.kind === "first_seen"
              ? filedHere(t, authors.filer)
              : eventSentence(t, withWriter(row, authors), provider, { names, staff }),
          isOfTimes: row.field !== null && isTime(row.field, provider),
        };
      }),
    olderEvents: rows.length > page.length && last ? last.id : null,
    isOlderHistory: isOlder,
  };
}

function filedHere(t: Translate, filer: string | null): string {
  return filer === null
    ? t("history.event.filedHere")
    : t("history.event.filedHereBy", { name: markForeign(filer) });
}

/** Says the act; the status that followed is in the ticket. */
function actSentence(t: Translate, { kind, name }: PortalAct): string {
  return t("history.event.actedBy", { kind, name: markForeign(name) });
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
      "not_before as notBefore",
      "recorded_at as recordedAt",
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
