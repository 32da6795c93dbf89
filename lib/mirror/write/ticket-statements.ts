import type { Json, TicketSnapshot, Turn } from "../../providers/contract";
import {
  boolean,
  enumeration,
  integer,
  jsonb,
  type JsonRow,
  namesOf,
  nullable,
  records,
  statement,
  text,
  textArray,
  timestamp,
  type Values,
} from "./declare-statement";

export const TICKET_COLUMNS = {
  id: text,
  organization_id: text,
  connection_id: text,
  provider: text,
  external_id: text,
  number: text,
  subject: nullable(text),
  body: nullable(text),
  status: text,
  turn: enumeration<Turn>("Turn"),
  priority: nullable(text),
  category_id: nullable(text),
  category_label: nullable(text),
  requester_name: nullable(text),
  cc: nullable(textArray),
  collaborator_ids: nullable(textArray),
  message_count: nullable(integer),
  fields: jsonb<TicketSnapshot["fields"]>(),
  provider_url: nullable(text),
  opened_at: nullable(timestamp),
  provider_updated_at: nullable(timestamp),
  last_message_at: nullable(timestamp),
  activity_at: timestamp,
  summary_hash: text,
  content_hash: nullable(text),
  first_seen_at: timestamp,
  read_at: timestamp,
  full_read_at: nullable(timestamp),
  conversation_read_at: nullable(timestamp),
  gone_at: nullable(timestamp),
  timeline_at: nullable(timestamp),
};

/** Never updated. */
const IMMUTABLE_COLUMNS: ReadonlySet<string> = new Set([
  "id",
  "organization_id",
  "connection_id",
  "provider",
  "external_id",
  "first_seen_at",
] satisfies Array<keyof typeof TICKET_COLUMNS>);

/** Never overwrites a row that was read later. */
export const upsertTickets = statement("upsertTickets", {
  parameters: { tickets: records(TICKET_COLUMNS) },
  text: ({ tickets }) => `
    INSERT INTO ticket (${namesOf(TICKET_COLUMNS)})
    SELECT ${namesOf(TICKET_COLUMNS)} FROM ${tickets}
    ON CONFLICT (connection_id, external_id) DO UPDATE SET
      ${Object.keys(TICKET_COLUMNS)
        .filter((name) => !IMMUTABLE_COLUMNS.has(name))
        .map((name) => `${name} = excluded.${name}`)
        .join(", ")}
    WHERE ticket.read_at <= excluded.read_at`,
});

/** The provider showed an older ticket: from now on, its list entries prove nothing. */
export const markDoubtful = statement("markDoubtful", {
  parameters: { ticketIds: textArray, hash: text, kept: textArray },
  text: ({ ticketIds, hash, kept }) => `
    UPDATE ticket SET summary_hash = ${hash}
    WHERE id = ANY(${ticketIds}) AND summary_hash <> ${hash}
      AND NOT (left(summary_hash, 1) = ANY(${kept}))`,
});

const MESSAGE_COLUMNS = {
  ticket_id: text,
  external_id: text,
  position: integer,
  sender: text,
  sender_id: nullable(text),
  sender_name: nullable(text),
  body: nullable(text),
  encrypted: boolean,
  sent_at: nullable(timestamp),
  changed_at: nullable(timestamp),
};

export type MessageRow = JsonRow<typeof MESSAGE_COLUMNS>;

/** A user who was named once stays so while the provider does not tell otherwise. */
const unlessUnknown = (column: "sender" | "sender_name", unknown: string) =>
  `CASE WHEN ${unknown} AND message.sender_id = excluded.sender_id
    THEN message.${column} ELSE excluded.${column} END`;
const KEPT_SENDER = unlessUnknown("sender", "excluded.sender = 'unknown'");
const KEPT_NAME = unlessUnknown("sender_name", "excluded.sender_name IS NULL");

export const upsertMessages = statement("upsertMessages", {
  parameters: { messages: records(MESSAGE_COLUMNS) },
  text: ({ messages }) => `
    INSERT INTO message (${namesOf(MESSAGE_COLUMNS)})
    SELECT ${namesOf(MESSAGE_COLUMNS)} FROM ${messages}
    ON CONFLICT (ticket_id, external_id) DO UPDATE SET
      position = excluded.position, sender = ${KEPT_SENDER},
      sender_id = excluded.sender_id, sender_name = ${KEPT_NAME}, body = excluded.body,
      encrypted = excluded.encrypted, sent_at = excluded.sent_at,
      changed_at = excluded.changed_at, removed_at = NULL
    WHERE (message.position, message.sender, message.sender_id, message.sender_name,
        message.body, message.encrypted, message.sent_at, message.changed_at, message.removed_at)
      IS DISTINCT FROM (excluded.position, ${KEPT_SENDER}, excluded.sender_id, ${KEPT_NAME},
        excluded.body, excluded.encrypted, excluded.sent_at, excluded.changed_at,
        excluded.removed_at)`,
});

const ATTACHMENT_COLUMNS = {
  id: text,
  ticket_id: text,
  message_external_id: nullable(text),
  external_id: text,
  filename: nullable(text),
  mime_type: nullable(text),
  download_url: nullable(text),
  changed_at: nullable(timestamp),
};

export type AttachmentRow = JsonRow<typeof ATTACHMENT_COLUMNS>;

export const upsertAttachments = statement("upsertAttachments", {
  parameters: { attachments: records(ATTACHMENT_COLUMNS) },
  text: ({ attachments }) => `
    INSERT INTO attachment (${namesOf(ATTACHMENT_COLUMNS)})
    SELECT ${namesOf(ATTACHMENT_COLUMNS)} FROM ${attachments}
    ON CONFLICT (ticket_id, external_id) DO UPDATE SET
      message_external_id = excluded.message_external_id, filename = excluded.filename,
      mime_type = excluded.mime_type, download_url = excluded.download_url,
      changed_at = excluded.changed_at, removed_at = NULL
    WHERE (attachment.message_external_id, attachment.filename, attachment.mime_type,
        attachment.download_url, attachment.changed_at, attachment.removed_at)
      IS DISTINCT FROM (excluded.message_external_id, excluded.filename, excluded.mime_type,
        excluded.download_url, excluded.changed_at, excluded.removed_at)`,
});

const REMOVED_COLUMNS = { ticket_id: text, external_id: text, removed_at: timestamp };
const REMOVED_PARTS = records(REMOVED_COLUMNS);

export type RemovedPart = JsonRow<typeof REMOVED_COLUMNS>;

export const markMessagesRemoved = statement("markMessagesRemoved", {
  parameters: { removed: REMOVED_PARTS },
  text: ({ removed }) => `
    UPDATE message SET removed_at = removed.removed_at
    FROM ${removed}
    WHERE message.ticket_id = removed.ticket_id AND message.external_id = removed.external_id`,
});

export const markAttachmentsRemoved = statement("markAttachmentsRemoved", {
  parameters: { removed: REMOVED_PARTS },
  text: ({ removed }) => `
    UPDATE attachment SET removed_at = removed.removed_at
    FROM ${removed}
    WHERE attachment.ticket_id = removed.ticket_id
      AND attachment.external_id = removed.external_id`,
});

const SERVICE_COLUMNS = {
  id: text,
  organization_id: text,
  connection_id: text,
  kind: text,
  external_id: text,
  name: nullable(text),
  details: jsonb<Json>(),
  read_at: timestamp,
};

export type ServiceRow = JsonRow<typeof SERVICE_COLUMNS>;

/** Details from the inventory are better than those of tickets. */
export const upsertTicketedServices = statement("upsertTicketedServices", {
  parameters: { services: records(SERVICE_COLUMNS) },
  text: ({ services }) => `
    INSERT INTO service (${namesOf(SERVICE_COLUMNS)})
    SELECT ${namesOf(SERVICE_COLUMNS)} FROM ${services}
    ON CONFLICT (connection_id, kind, external_id) DO UPDATE SET
      name = coalesce(excluded.name, service.name), details = excluded.details,
      read_at = excluded.read_at
    WHERE service.read_at <= excluded.read_at AND service.listed_at IS NULL
      AND (service.name, service.details)
        IS DISTINCT FROM (coalesce(excluded.name, service.name), excluded.details)`,
});

export const deleteTicketServices = statement("deleteTicketServices", {
  parameters: { ticketIds: textArray },
  text: ({ ticketIds }) => `DELETE FROM ticket_service WHERE ticket_id = ANY(${ticketIds})`,
});

const LINK_COLUMNS = { ticket_id: text, position: integer, service_id: nullable(text) };

export type ServiceLink = Values<typeof LINK_COLUMNS>;

export const insertTicketServices = statement("insertTicketServices", {
  parameters: {
    connectionId: text,
    links: records({
      ticket_id: text,
      position: integer,
      kind: text,
      external_id: nullable(text),
      name: nullable(text),
      details: jsonb<Json>(),
    }),
  },
  columns: LINK_COLUMNS,
  text: ({ connectionId, links }) => `
    INSERT INTO ticket_service (ticket_id, position, service_id, kind, name, details)
    SELECT links.ticket_id, links.position, s.id, links.kind, links.name, links.details
    FROM ${links}
    LEFT JOIN service s ON s.connection_id = ${connectionId} AND s.kind = links.kind
      AND s.external_id = links.external_id
    RETURNING ticket_id, position, service_id`,
});

const EVENT_COLUMNS = {
  ticket_id: text,
  organization_id: text,
  kind: text,
  field: nullable(text),
  before: nullable(jsonb<Json>()),
  after: nullable(jsonb<Json>()),
  happened_at: nullable(timestamp),
  not_before: nullable(timestamp),
  seen_at: timestamp,
  recorded_at: timestamp,
  run_id: nullable(text),
};

export const insertEvents = statement("insertEvents", {
  parameters: { events: records(EVENT_COLUMNS) },
  text: ({ events }) => `
    INSERT INTO event (${namesOf(EVENT_COLUMNS)})
    SELECT ${namesOf(EVENT_COLUMNS)} FROM ${events}`,
});

/** Stores each content once. */
export const insertRevisions = statement("insertRevisions", {
  parameters: {
    revisions: records({
      ticket_id: text,
      content_hash: text,
      raw: jsonb<Json>(),
      seen_at: timestamp,
      run_id: nullable(text),
    }),
  },
  text: ({ revisions }) => `
    WITH r AS (SELECT * FROM ${revisions}),
    content AS (
      INSERT INTO raw_content (ticket_id, content_hash, raw)
      SELECT ticket_id, content_hash, raw FROM r
      ON CONFLICT DO NOTHING)
    INSERT INTO revision (ticket_id, content_hash, seen_at, run_id)
    SELECT ticket_id, content_hash, seen_at, run_id FROM r`,
});

/** One row per ticket; `version` is that of the search rules. Keeps replaced words as past. */
export const upsertSearchWords = statement("upsertSearchWords", {
  parameters: {
    ticketIds: textArray,
    organizationIds: textArray,
    words: textArray,
    version: integer,
    recordedAt: timestamp,
  },
  text: ({ ticketIds, organizationIds, words, version, recordedAt }) => `
    WITH r AS (
      SELECT ticket_id, organization_id, words::tsvector AS words
      FROM unnest(${ticketIds}::text[], ${organizationIds}::text[], ${words}::text[])
        AS r(ticket_id, organization_id, words)),
    past AS (
      INSERT INTO past_words (ticket_id, known_from, known_until, organization_id, words)
      SELECT s.ticket_id, s.known_from, ${recordedAt}, s.organization_id, s.words
      FROM ticket_search s JOIN r ON r.ticket_id = s.ticket_id
      WHERE s.words <> r.words AND coalesce(s.known_from < ${recordedAt}, true)
      ON CONFLICT DO NOTHING)
    INSERT INTO ticket_search (ticket_id, organization_id, words, version, indexed_at, known_from)
    SELECT ticket_id, organization_id, words, ${version}, clock_timestamp(), ${recordedAt} FROM r
    ON CONFLICT (ticket_id) DO UPDATE SET words = excluded.words, version = excluded.version,
      indexed_at = excluded.indexed_at,
      known_from = CASE WHEN ticket_search.words = excluded.words THEN ticket_search.known_from
        ELSE greatest(ticket_search.known_from, excluded.known_from) END
    WHERE (ticket_search.words, ticket_search.version)
      IS DISTINCT FROM (excluded.words, excluded.version)`,
});
