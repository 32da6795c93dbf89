import { ulid } from "ulid";
import { sql, transaction, type Queryable } from "../db/sql";
import type { CategorySnapshot, Json, ServiceSnapshot } from "../providers/contract";
import { renewLease } from "./lease";
import type { OpenConnection } from "./session";
import { contentHash, storableJson } from "./storable";

interface Writing {
  open: OpenConnection;
  leaseToken: number;
  runId: string | null;
  readAt: Date;
}

interface KnownService {
  id: string;
  external_id: string;
  name: string | null;
  status: string | null;
  details: Record<string, Json>;
  listed_at: Date | null;
  gone_at: Date | null;
}

interface ServiceChangeRow {
  service_id: string;
  field: string;
  before: Json;
  after: Json;
}

/** Writes one page of an inventory: new services, and what changed about known ones, each change with what stood before. What is as it was is not touched. Returns rows written. */
export async function writeServices({ open, leaseToken, runId, readAt }: Writing, listed: ServiceSnapshot[]): Promise<number> {
  if (listed.length === 0 || isAsItWas(await standingServices(open.row.id, listed), listed)) return 0;
  return transaction(async (client) => {
    await renewLease(open.row.id, leaseToken, client);
    const standing = await standingServices(open.row.id, listed, client);
    const changes: ServiceChangeRow[] = [];
    const rows: unknown[] = [];
    for (const service of new Map(listed.map((each) => [`${each.kind}:${each.externalId}`, each])).values()) {
      const before = standing.get(`${service.kind}:${service.externalId}`);
      const id = before?.id ?? ulid();
      const found = before ? changesOf(before, service) : [];
      if (before?.listed_at && found.length === 0) continue;
      rows.push({ id, kind: service.kind, external_id: service.externalId, name: service.name, details: service.details, status: service.status });
      // The first time that the inventory tells of it is no change.
      if (before?.listed_at) changes.push(...found.map((change) => ({ service_id: id, ...change })));
    }
    if (rows.length === 0) return 0;
    await client.query(
      `INSERT INTO service (id, organization_id, connection_id, kind, external_id, name, details, status, read_at, listed_at)
       SELECT r.id, $2, $3, r.kind, r.external_id, r.name, r.details, r.status, $4, $4
         FROM jsonb_to_recordset($1::jsonb) AS r(id text, kind text, external_id text, name text, details jsonb, status text)
       ON CONFLICT (connection_id, kind, external_id) DO UPDATE SET name = coalesce(excluded.name, service.name), details = excluded.details, status = excluded.status,
         read_at = excluded.read_at, listed_at = excluded.listed_at, gone_at = NULL`,
      [storableJson(rows), open.row.organization_id, open.row.id, readAt],
    );
    if (changes.length > 0) await client.query(INSERT_CHANGES, [storableJson(changes), readAt, runId]);
    return rows.length + changes.length;
  });
}

/** What the mirror holds of these services, by kind and id. */
async function standingServices(connectionId: string, listed: ServiceSnapshot[], on?: Queryable): Promise<Map<string, KnownService>> {
  const known = await sql<KnownService & { kind: string }>(
    `SELECT s.id, s.kind, s.external_id, s.name, s.status, s.details, s.listed_at, s.gone_at FROM service s
       JOIN unnest($2::text[], $3::text[]) AS l(kind, external_id) ON l.kind = s.kind AND l.external_id = s.external_id WHERE s.connection_id = $1`,
    [connectionId, listed.map((service) => service.kind), listed.map((service) => service.externalId)],
    on,
  );
  return new Map(known.map((row) => [`${row.kind}:${row.external_id}`, row]));
}

/** The usual case, which needs no transaction: the page's checkpoint proves the lease soon after. */
function isAsItWas(standing: Map<string, KnownService>, listed: ServiceSnapshot[]): boolean {
  return listed.every((service) => {
    const before = standing.get(`${service.kind}:${service.externalId}`);
    return before !== undefined && before.listed_at !== null && changesOf(before, service).length === 0;
  });
}

const INSERT_CHANGES = `
  INSERT INTO service_change (service_id, field, before, after, seen_at, run_id)
  SELECT r.service_id, r.field, r.before, r.after, $2, $3 FROM jsonb_to_recordset($1::jsonb) AS r(service_id text, field text, before jsonb, after jsonb)`;

function changesOf(before: KnownService, after: ServiceSnapshot): Array<Omit<ServiceChangeRow, "service_id">> {
  const changes: Array<Omit<ServiceChangeRow, "service_id">> = [];
  const compare = (field: string, was: Json, is: Json) => {
    if (contentHash(was) !== contentHash(is)) changes.push({ field, before: was, after: is });
  };
  if (before.gone_at) changes.push({ field: "gone", before: before.gone_at.toISOString(), after: null });
  compare("status", before.status, after.status);
  compare("name", before.name, after.name ?? before.name);
  for (const key of [...new Set([...Object.keys(before.details), ...Object.keys(after.details)])].sort()) compare(`details.${key}`, before.details[key] ?? null, after.details[key] ?? null);
  return changes;
}

const IS_MISSING = "connection_id = $1 AND kind = $2 AND listed_at IS NOT NULL AND gone_at IS NULL AND NOT external_id = ANY($3)";

/** After an inventory was read to its end: what it listed before and does not now is gone from it. Returns how many. */
export async function markServicesGone({ open, leaseToken, runId, readAt }: Writing, kind: string, seen: readonly string[]): Promise<number> {
  const missing = await sql(`SELECT 1 FROM service WHERE ${IS_MISSING} LIMIT 1`, [open.row.id, kind, seen]);
  if (missing.length === 0) return 0;
  return transaction(async (client) => {
    await renewLease(open.row.id, leaseToken, client);
    const gone = await sql<{ id: string }>(
      `UPDATE service SET gone_at = $4 WHERE ${IS_MISSING} RETURNING id`,
      [open.row.id, kind, seen, readAt],
      client,
    );
    const changes = gone.map(({ id }) => ({ service_id: id, field: "gone", before: null, after: readAt.toISOString() }));
    if (changes.length > 0) await client.query(INSERT_CHANGES, [storableJson(changes), readAt, runId]);
    return gone.length;
  });
}

/** Writes the account's departments or categories; one that is listed no more is marked, as tickets may still name it. Returns rows written. */
export async function writeCategories({ open, leaseToken, readAt }: Writing, listed: CategorySnapshot[]): Promise<number> {
  return transaction(async (client) => {
    await renewLease(open.row.id, leaseToken, client);
    const rows = [...new Map(listed.map((category) => [category.externalId, { external_id: category.externalId, label: category.label }])).values()];
    const written = await client.query(
      `INSERT INTO category (connection_id, external_id, label, read_at)
       SELECT $2, r.external_id, r.label, $3 FROM jsonb_to_recordset($1::jsonb) AS r(external_id text, label text)
       ON CONFLICT (connection_id, external_id) DO UPDATE SET label = excluded.label, read_at = excluded.read_at, gone_at = NULL
       WHERE category.gone_at IS NOT NULL OR category.label IS DISTINCT FROM excluded.label`,
      [storableJson(rows), open.row.id, readAt],
    );
    const gone = await client.query("UPDATE category SET gone_at = $3 WHERE connection_id = $1 AND gone_at IS NULL AND NOT external_id = ANY($2)", [open.row.id, rows.map((row) => row.external_id), readAt]);
    return (written.rowCount ?? 0) + (gone.rowCount ?? 0);
  });
}
