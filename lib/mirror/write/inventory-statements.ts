import type { Json } from "../../providers/contract";
import { SEARCH_VERSION } from "../../search/version";
import {
  jsonb,
  type JsonRow,
  nullable,
  records,
  statement,
  text,
  textArray,
  timestamp,
} from "./declare-statement";

const LISTED_SERVICE_COLUMNS = {
  id: text,
  external_id: text,
  name: nullable(text),
  details: jsonb<Json>(),
  status: nullable(text),
};

export type ListedServiceRow = JsonRow<typeof LISTED_SERVICE_COLUMNS>;

export const upsertListedServices = statement("upsertListedServices", {
  parameters: {
    services: records(LISTED_SERVICE_COLUMNS),
    organizationId: text,
    connectionId: text,
    readAt: timestamp,
    kind: text,
  },
  text: ({ services, organizationId, connectionId, readAt, kind }) => `
    INSERT INTO service (id, organization_id, connection_id, kind, external_id, name,
      details, status, read_at, listed_at)
    SELECT id, ${organizationId}, ${connectionId}, ${kind}, external_id, name,
      details, status, ${readAt}, ${readAt}
    FROM ${services}
    ON CONFLICT (connection_id, kind, external_id) DO UPDATE SET
      name = coalesce(excluded.name, service.name), details = excluded.details,
      status = excluded.status, read_at = excluded.read_at, listed_at = excluded.listed_at,
      gone_at = NULL`,
});

const SERVICE_CHANGE_COLUMNS = {
  service_id: text,
  field: text,
  before: nullable(jsonb<Json>()),
  after: nullable(jsonb<Json>()),
};

export type ServiceChangeRow = JsonRow<typeof SERVICE_CHANGE_COLUMNS>;

export const insertServiceChanges = statement("insertServiceChanges", {
  parameters: {
    changes: records(SERVICE_CHANGE_COLUMNS),
    readAt: timestamp,
    runId: nullable(text),
  },
  text: ({ changes, readAt, runId }) => `
    INSERT INTO service_change (service_id, field, before, after, seen_at, run_id)
    SELECT service_id, field, before, after, ${readAt}, ${runId}
    FROM ${changes}`,
});

/** Limits the transaction; further tickets stay indexed by the previous name. */
const MAX_RENAMED = 5_000;

/**
 * Marks tickets with another name for these services, so that a job reindexes them; also those that
 * are being indexed at this moment.
 */
export const markRenamed = statement("markRenamed", {
  parameters: { serviceIds: textArray },
  text: ({ serviceIds }) => `
    UPDATE ticket_search s SET version = least(s.version, ${SEARCH_VERSION - 1})
    FROM (SELECT ts.ticket_id FROM ticket_service ts JOIN service v ON v.id = ts.service_id
      WHERE v.id = ANY(${serviceIds}) AND ts.name IS DISTINCT FROM v.name
      ORDER BY ts.ticket_id DESC LIMIT ${MAX_RENAMED}) AS named
    WHERE s.ticket_id = named.ticket_id`,
});

export const upsertCategories = statement("upsertCategories", {
  parameters: {
    categories: records({ external_id: text, label: nullable(text) }),
    connectionId: text,
    readAt: timestamp,
  },
  text: ({ categories, connectionId, readAt }) => `
    INSERT INTO category (connection_id, external_id, label, read_at)
    SELECT ${connectionId}, external_id, label, ${readAt}
    FROM ${categories}
    ON CONFLICT (connection_id, external_id) DO UPDATE SET label = excluded.label,
      read_at = excluded.read_at, gone_at = NULL
    WHERE category.gone_at IS NOT NULL OR category.label IS DISTINCT FROM excluded.label`,
});

export const markCategoriesGone = statement("markCategoriesGone", {
  parameters: {
    connectionId: text,
    listed: records({ external_id: text }),
    readAt: timestamp,
  },
  text: ({ connectionId, listed, readAt }) => `
    UPDATE category SET gone_at = ${readAt}
    WHERE connection_id = ${connectionId} AND gone_at IS NULL
      AND NOT external_id = ANY(ARRAY(SELECT listed.external_id FROM ${listed}))`,
});
