import { isAnyOf } from "../../../db/expressions";
import { db } from "../../../db/kysely";
import type { Translate } from "../../../i18n/message";
import { visibleName } from "../../../i18n/visible-name";
import type { Json } from "../../../providers/contract";
import { findProvider } from "../../../providers/registry";
import { splitReference } from "../../../submissions/reference";
import { isBlank } from "../../../text/blank";
import { shorten } from "../../../text/shorten";
import { eventSentence, isTime } from "../../../tickets/detail/event-sentence";
import { type NamesById, namesById } from "../../../tickets/detail/names-by-id";
import { filedBy, sentBy } from "./sent-by";
import { additions, type EntryKey, type EntryKind } from "./timeline-keys";
import type { CaseEntry } from "./types";

/** The whole message is on its ticket's page. */
const MAX_TEXT_CHARACTERS = 1_500;

interface ShownTicket {
  id: string;
  number: string;
  subject: string;
  provider: string;
  providerId: string;
}

/** Returns the entries in the order of the keys. */
export async function loadEntries(
  t: Translate,
  keys: readonly EntryKey[],
  tickets: ReadonlyMap<string, ShownTicket>,
): Promise<CaseEntry[]> {
  const of = (kind: EntryKind) => keys.filter((one) => one.kind === kind);
  const [names, openings, messages, events, submissions] = await Promise.all([
    namesByProvider([...new Set(of("event").map(({ ticketId }) => ticketId))]),
    openingRows(of("opening")),
    messageRows(of("message")),
    eventRows(of("event")),
    submissionRows(of("submission")),
  ]);
  const rows = [...openings, ...messages, ...events, ...submissions];
  const byPlace = new Map(rows.map((row) => [placeOf(row), row]));
  return keys.flatMap((place) => {
    const row = byPlace.get(placeOf(place));
    const ticket = tickets.get(place.ticketId);
    if (!row || !ticket) return [];
    return [toEntry(t, row, { ticket, place, names: names.get(ticket.providerId) })];
  });
}

const placeOf = ({ kind, ticketId, key }: Omit<EntryKey, "at">) => `${kind} ${ticketId} ${key}`;

/** Names of all who wrote in the tickets, since some fields only have their ids. */
async function namesByProvider(
  ticketIds: readonly string[],
): Promise<ReadonlyMap<string, NamesById>> {
  const rows = await db()
    .selectFrom("message as m")
    .innerJoin("ticket as t", "t.id", "m.ticket_id")
    .where((eb) => isAnyOf(eb.ref("m.ticket_id"), ticketIds))
    .select(["t.provider", "m.sender_id as senderId", "m.sender_name as senderName"])
    .distinct()
    .execute();
  const providers = new Set(rows.map(({ provider }) => provider));
  return new Map(
    [...providers].map((provider) => {
      const own = rows.filter((row) => row.provider === provider);
      return [provider, namesById(own, {})] as const;
    }),
  );
}

async function openingRows(keys: readonly EntryKey[]) {
  if (keys.length === 0) return [];
  const rows = await db()
    .selectFrom("ticket as t")
    .where((eb) =>
      isAnyOf(
        eb.ref("t.id"),
        keys.map(({ ticketId }) => ticketId),
      ),
    )
    .select((eb) => [
      "t.id as ticketId",
      eb.fn.coalesce(filedBy(), "t.requester_name").as("author"),
      "t.body",
    ])
    .select(["t.opened_at as sentAt", "t.first_seen_at as seenAt"])
    .execute();
  return rows.map((row) => ({
    ...row,
    kind: "opening" as const,
    key: "",
    sender: "customer",
    encrypted: false,
    removedAt: null,
    notBefore: null,
    recordedAt: null,
  }));
}

async function messageRows(keys: readonly EntryKey[]) {
  if (keys.length === 0) return [];
  const ticketIds = [...new Set(keys.map(({ ticketId }) => ticketId))];
  const rows = await db()
    .selectFrom("message as m")
    .innerJoin("ticket as t", "t.id", "m.ticket_id")
    .leftJoin(additions(ticketIds).as("a"), (join) =>
      join.onRef("a.ticket_id", "=", "m.ticket_id").onRef("a.field", "=", "m.external_id"),
    )
    .where((eb) => isAnyOf(eb.ref("m.ticket_id"), ticketIds))
    .where((eb) =>
      isAnyOf(
        eb.ref("m.external_id"),
        keys.map(({ key }) => key),
      ),
    )
    .select((eb) => [
      "m.ticket_id as ticketId",
      "m.external_id as key",
      "m.sender",
      eb.fn.coalesce(sentBy(), "m.sender_name").as("author"),
      "m.body",
      "m.encrypted",
      "m.sent_at as sentAt",
      "m.removed_at as removedAt",
      eb.fn.coalesce("a.seen_at", "t.first_seen_at").as("seenAt"),
      "a.not_before as notBefore",
      "a.recorded_at as recordedAt",
    ])
    .execute();
  return rows.map((row) => ({ ...row, kind: "message" as const }));
}

async function eventRows(keys: readonly EntryKey[]) {
  if (keys.length === 0) return [];
  const rows = await db()
    .selectFrom("event as v")
    .where((eb) =>
      isAnyOf(
        eb.ref("v.id"),
        keys.map(({ key }) => key),
      ),
    )
    .select((eb) => [
      "v.ticket_id as ticketId",
      "v.id as key",
      "v.kind as eventKind",
      "v.field",
      eb.ref("v.before").$castTo<Json>().as("before"),
      eb.ref("v.after").$castTo<Json>().as("after"),
      "v.happened_at as happenedAt",
      "v.seen_at as seenAt",
      "v.not_before as notBefore",
      "v.recorded_at as recordedAt",
    ])
    .execute();
  return rows.map((row) => ({ ...row, kind: "event" as const }));
}

async function submissionRows(keys: readonly EntryKey[]) {
  if (keys.length === 0) return [];
  const rows = await db()
    .selectFrom("submission as s")
    .leftJoin("user as u", "u.id", "s.user_id")
    .where((eb) =>
      isAnyOf(
        eb.ref("s.id"),
        keys.map(({ key }) => key),
      ),
    )
    .select((eb) => [
      eb.ref("s.ticket_id").$notNull().as("ticketId"),
      "s.id as key",
      "s.kind as what",
      "s.state",
      "u.name as by",
    ])
    .execute();
  return rows.map((row) => ({ ...row, kind: "submission" as const }));
}

type MessageRow = Awaited<ReturnType<typeof messageRows>>[number];
type OpeningRow = Awaited<ReturnType<typeof openingRows>>[number];
type Row =
  | MessageRow
  | OpeningRow
  | Awaited<ReturnType<typeof eventRows>>[number]
  | Awaited<ReturnType<typeof submissionRows>>[number];

interface EntryContext {
  ticket: ShownTicket;
  place: EntryKey;
  /** People at the ticket's provider. */
  names: NamesById | undefined;
}

function toEntry(t: Translate, row: Row, context: EntryContext): CaseEntry {
  const { place, names } = context;
  const { providerId, ...ticket } = context.ticket;
  const common = { key: placeOf(place), ticket };
  if (row.kind === "submission")
    return {
      ...common,
      kind: "submission",
      time: { happenedAt: place.at, seenAt: place.at, notBefore: null, recordedAt: null },
      what: t(`review.what.${row.what}`),
      outcome: t(`review.outcome.${row.state}`),
      by: row.by && visibleName(row.by),
    };
  if (row.kind !== "event") return { ...common, ...messageEntry(row) };
  const { key: id, eventKind: kind, ...rest } = row;
  const provider = findProvider(providerId);
  const event = { ...rest, id, kind };
  const isOfTimes = event.field !== null && isTime(event.field, provider);
  return {
    ...common,
    kind: "event",
    time: event,
    sentence: eventSentence(t, event, provider, { names, staff: true }),
    change: isOfTimes ? { ...event, isOfTimes } : { before: null, after: null, isOfTimes },
  };
}

/** Staff do not see texts that were sent encrypted. */
function messageEntry(row: MessageRow | OpeningRow) {
  const { key, sender, encrypted, body, author, sentAt, seenAt, removedAt } = row;
  const whole = encrypted || body === null ? null : withoutReference(sender, body);
  const text = whole && shorten(whole, MAX_TEXT_CHARACTERS);
  return {
    kind: "message" as const,
    messageId: row.kind === "opening" ? "opening" : key,
    author: author === null || isBlank(author) ? null : visibleName(author),
    sender,
    text,
    isCut: text !== whole,
    isEncrypted: encrypted,
    isRemoved: removedAt !== null,
    time: {
      happenedAt: sentAt,
      seenAt,
      notBefore: row.notBefore,
      recordedAt: row.recordedAt,
    },
  };
}

const withoutReference = (sender: string, body: string): string =>
  sender === "customer" ? splitReference(body).text : body;
