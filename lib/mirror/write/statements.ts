/** Batch statements: one per table and page, each with one jsonb parameter. */

const TICKET_COLUMNS: Record<string, string> = {
  id: "text",
  organization_id: "text",
  connection_id: "text",
  provider: "text",
  external_id: "text",
  number: "text",
  subject: "text",
  body: "text",
  status: "text",
  turn: '"Turn"',
  priority: "text",
  category_id: "text",
  category_label: "text",
  requester_name: "text",
  cc: "text[]",
  collaborator_ids: "text[]",
  message_count: "int",
  fields: "jsonb",
  provider_url: "text",
  opened_at: "timestamptz",
  provider_updated_at: "timestamptz",
  last_message_at: "timestamptz",
  activity_at: "timestamptz",
  summary_hash: "text",
  content_hash: "text",
  first_seen_at: "timestamptz",
  read_at: "timestamptz",
  gone_at: "timestamptz",
};

/** Never updated. */
const IMMUTABLE_COLUMNS = new Set([
  "id",
  "organization_id",
  "connection_id",
  "provider",
  "external_id",
  "first_seen_at",
]);

function recordset(columns: Record<string, string>): string {
  return Object.entries(columns)
    .map(([name, type]) => `${name} ${type}`)
    .join(", ");
}

export const SELECT_TICKETS = `
  SELECT ${Object.keys(TICKET_COLUMNS).join(", ")}
  FROM ticket
  WHERE connection_id = $1 AND external_id = ANY($2)`;

/** Never overwrites a row that was read later. */
export const UPSERT_TICKETS = `
  INSERT INTO ticket (${Object.keys(TICKET_COLUMNS).join(", ")})
  SELECT ${Object.keys(TICKET_COLUMNS).join(", ")}
  FROM jsonb_to_recordset($1::jsonb) AS r(${recordset(TICKET_COLUMNS)})
  ON CONFLICT (connection_id, external_id) DO UPDATE SET
    ${Object.keys(TICKET_COLUMNS)
      .filter((name) => !IMMUTABLE_COLUMNS.has(name))
      .map((name) => `${name} = excluded.${name}`)
      .join(", ")}
  WHERE ticket.read_at <= excluded.read_at`;

export const UPSERT_MESSAGES = `
  INSERT INTO message (ticket_id, external_id, position, sender, sender_name, body,
    encrypted, sent_at)
  SELECT *
  FROM jsonb_to_recordset($1::jsonb) AS r(ticket_id text, external_id text, position int,
    sender text, sender_name text, body text, encrypted bool, sent_at timestamptz)
  ON CONFLICT (ticket_id, external_id) DO UPDATE SET
    position = excluded.position, sender = excluded.sender,
      sender_name = excluded.sender_name, body = excluded.body,
    encrypted = excluded.encrypted, sent_at = excluded.sent_at
  WHERE (message.position, message.sender, message.sender_name, message.body,
    message.encrypted, message.sent_at)
    IS DISTINCT FROM (excluded.position, excluded.sender, excluded.sender_name,
      excluded.body, excluded.encrypted, excluded.sent_at)`;

export const UPSERT_ATTACHMENTS = `
  INSERT INTO attachment (id, ticket_id, message_external_id, external_id, filename,
    mime_type, download_url)
  SELECT *
  FROM jsonb_to_recordset($1::jsonb) AS r(id text, ticket_id text, message_external_id text,
    external_id text, filename text, mime_type text, download_url text)
  ON CONFLICT (ticket_id, external_id) DO UPDATE SET
    message_external_id = excluded.message_external_id, filename = excluded.filename,
      mime_type = excluded.mime_type, download_url = excluded.download_url
  WHERE (attachment.message_external_id, attachment.filename, attachment.mime_type,
    attachment.download_url)
    IS DISTINCT FROM (excluded.message_external_id, excluded.filename, excluded.mime_type,
      excluded.download_url)`;

/** Details from the inventory are better than those of tickets. */
export const UPSERT_SERVICES = `
  INSERT INTO service (id, organization_id, connection_id, kind, external_id, name, details,
    read_at)
  SELECT *
  FROM jsonb_to_recordset($1::jsonb) AS r(id text, organization_id text, connection_id text,
    kind text, external_id text, name text, details jsonb, read_at timestamptz)
  ON CONFLICT (connection_id, kind, external_id) DO UPDATE SET
    name = coalesce(excluded.name, service.name), details = excluded.details,
      read_at = excluded.read_at
  WHERE service.read_at <= excluded.read_at AND service.listed_at IS NULL
    AND (service.name, service.details)
      IS DISTINCT FROM (coalesce(excluded.name, service.name), excluded.details)`;

export const DELETE_TICKET_SERVICES = `
  DELETE FROM ticket_service
  WHERE ticket_id = ANY($1)`;

export const INSERT_TICKET_SERVICES = `
  INSERT INTO ticket_service (ticket_id, position, service_id, kind, name, details)
  SELECT r.ticket_id, r.position, s.id, r.kind, r.name, r.details
    FROM jsonb_to_recordset($2::jsonb) AS r(ticket_id text, position int, kind text,
      external_id text, name text, details jsonb)
    LEFT JOIN service s ON s.connection_id = $1 AND s.kind = r.kind
      AND s.external_id = r.external_id`;

export const INSERT_EVENTS = `
  INSERT INTO event (ticket_id, organization_id, kind, field, before, after, happened_at,
    seen_at, run_id)
  SELECT *
  FROM jsonb_to_recordset($1::jsonb) AS r(ticket_id text, organization_id text, kind text,
    field text, before jsonb, after jsonb, happened_at timestamptz, seen_at timestamptz,
    run_id text)`;

/** Stores each content once. */
export const INSERT_REVISIONS = `
  WITH r AS (
    SELECT * FROM jsonb_to_recordset($1::jsonb)
      AS r(ticket_id text, content_hash text, raw jsonb, seen_at timestamptz, run_id text)),
  content AS (
    INSERT INTO raw_content (ticket_id, content_hash, raw)
    SELECT ticket_id, content_hash, raw FROM r
    ON CONFLICT DO NOTHING)
  INSERT INTO revision (ticket_id, content_hash, seen_at, run_id)
  SELECT ticket_id, content_hash, seen_at, run_id FROM r`;

/** Parameters: ticket ids, organization ids, search words, version of the search rules. */
export const UPSERT_SEARCH = `
  INSERT INTO ticket_search (ticket_id, organization_id, words, version, indexed_at)
  SELECT ticket_id, organization_id, words::tsvector, $4, clock_timestamp()
    FROM unnest($1::text[], $2::text[], $3::text[]) AS r(ticket_id, organization_id, words)
  ON CONFLICT (ticket_id) DO UPDATE SET words = excluded.words, version = excluded.version,
    indexed_at = excluded.indexed_at
  WHERE (ticket_search.words, ticket_search.version)
    IS DISTINCT FROM (excluded.words, excluded.version)`;
