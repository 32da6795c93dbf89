import { isAnyOf } from "../../db/expressions";
import type { Db } from "../../db/kysely";
import type { Json } from "../../providers/contract";
import { replyWriter } from "../../submissions/authors/message-writers";
import type { TopicNotices } from "../deliver/channel";

/** Names and values for texts about topics, by id. */
export interface TextFacts {
  tickets: ReadonlyMap<string, TextTicket>;
  events: ReadonlyMap<string, TextEvent>;
  submissions: ReadonlyMap<string, { provider: string; subject: Json }>;
  connections: ReadonlyMap<string, { provider: string; label: string }>;
  organizations: ReadonlyMap<string, { name: string }>;
}

export interface TextTicket {
  id: string;
  number: string;
  subject: string | null;
  provider: string;
  isSensitive: boolean;
  /** False for staff, who have their own page for it. */
  isMember: boolean;
}

interface TextEvent {
  kind: string;
  field: string | null;
  after: Json;
  /** The person here who wrote the message. */
  writer: string | null;
}

const unique = (ids: ReadonlyArray<string | null>): string[] => [
  ...new Set(ids.filter((id) => id !== null)),
];

const byId = <Row extends { id: string }>(rows: readonly Row[]): Map<string, Row> =>
  new Map(rows.map((row) => [row.id, row]));

/** Loads facts of all topics with at most five statements. */
export async function loadFacts(
  client: Db,
  userId: string,
  topics: readonly TopicNotices[],
): Promise<TextFacts> {
  const notices = topics.flatMap((topic) => topic.notices);
  const organizationIds = unique(topics.map(({ organizationId }) => organizationId));
  return {
    tickets: byId(await ticketsOf(client, userId, unique(topics.map((one) => one.ticketId)))),
    events: byId(await eventsOf(client, unique(notices.map(({ eventId }) => eventId)))),
    submissions: byId(await submissionsOf(client, unique(notices.map((one) => one.submissionId)))),
    connections: byId(await connectionsOf(client, unique(notices.map((one) => one.connectionId)))),
    organizations: byId(
      await client
        .selectFrom("organization")
        .where((eb) => isAnyOf(eb.ref("id"), organizationIds))
        .select(["id", "name"])
        .execute(),
    ),
  };
}

async function ticketsOf(
  client: Db,
  userId: string,
  ids: readonly string[],
): Promise<TextTicket[]> {
  if (ids.length === 0) return [];
  const rows = await client
    .selectFrom("ticket as t")
    .leftJoin("ticket_setting as s", "s.ticket_id", "t.id")
    .leftJoin("membership as m", (join) =>
      join.onRef("m.organization_id", "=", "t.organization_id").on("m.user_id", "=", userId),
    )
    .where((eb) => isAnyOf(eb.ref("t.id"), ids))
    .select(["t.id", "t.number", "t.subject", "t.provider"])
    .select(["s.is_sensitive as isSensitive", "s.is_private as isPrivate", "m.role"])
    .execute();
  return rows.map(({ isSensitive, isPrivate, role, ...ticket }) => ({
    ...ticket,
    // Staff are mailed about notes on private tickets, too.
    isSensitive: Boolean(isSensitive) || (Boolean(isPrivate) && role === null),
    isMember: role !== null,
  }));
}

async function eventsOf(client: Db, ids: readonly string[]) {
  if (ids.length === 0) return [];
  const rows = await client
    .selectFrom("event")
    .where((eb) => isAnyOf(eb.ref("id"), ids))
    .select((eb) => [
      "id",
      "kind",
      "field",
      "after",
      replyWriter(eb.ref("event.ticket_id"), eb.ref("event.field")).as("writer"),
    ])
    .execute();
  return rows.map(({ after, ...event }) => ({ ...event, after: after as Json }));
}

async function submissionsOf(client: Db, ids: readonly string[]) {
  if (ids.length === 0) return [];
  const rows = await client
    .selectFrom("submission as s")
    .innerJoin("connection as c", "c.id", "s.connection_id")
    .where((eb) => isAnyOf(eb.ref("s.id"), ids))
    .select(["s.id", "c.provider", "s.payload"])
    .execute();
  return rows.map(({ id, provider, payload }) => ({ id, provider, subject: subjectOf(payload) }));
}

function subjectOf(payload: unknown): Json {
  const { subject } = (payload ?? {}) as { subject?: Json };
  return subject ?? null;
}

async function connectionsOf(client: Db, ids: readonly string[]) {
  if (ids.length === 0) return [];
  return client
    .selectFrom("connection")
    .where((eb) => isAnyOf(eb.ref("id"), ids))
    .select(["id", "provider", "label"])
    .execute();
}
