import { contentHash } from "../../db/content-hash";
import { type Queryable, sql, sqlResult,transaction } from "../../db/sql";
import { newId } from "../../ids";
import type { CategorySnapshot, Json, ServiceSnapshot } from "../../providers/contract";
import { storableJson } from "../../text/storable";
import { renewLease } from "../connection/lease";
import type { OpenConnection } from "../connection/open-connection";
import { writeRowByRow } from "./isolate-rows";

interface Writing {
  open: OpenConnection;
  leaseToken: number;
  runId: string | null;
  readAt: Date;
  /** Called for a service or category that the database refused; the others are written. */
  onUnwritable: (kind: string, externalId: string, error: unknown) => void;
}

interface ExistingService {
  id: string;
  kind: string;
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

/** By external id. */
type ServicesById = Map<string, ExistingService>;

/** By kind, then by external id. */
export type ExistingServices = Map<string, ServicesById>;

/** Writes one read of one inventory: new services and changes of known ones. */
export class InventoryWriter {
  readonly #seen = new Set<string>();

  /** `known` is shared by all inventories of a sweep. */
  constructor(
    private readonly kind: string,
    private readonly at: Writing,
    private readonly known: () => Promise<ExistingServices>,
  ) {}

  /** Returns rows written. */
  async write(listed: ServiceSnapshot[]): Promise<number> {
    const existing = await this.#before();
    const page = [...new Map(listed.map((service) => [service.externalId, service])).values()];
    for (const { externalId } of page) this.#seen.add(externalId);
    const isAsItWas = page.every((service) => {
      const before = existing.get(service.externalId);
      return (
        before !== undefined && before.listed_at !== null && changesOf(before, service).length === 0
      );
    });
    if (isAsItWas) return 0;
    let rows = 0;
    await writeRowByRow(
      page,
      async (services) => void (rows += await writeServices(this.at, this.kind, services)),
      async ({ externalId }, error) => this.at.onUnwritable(this.kind, externalId, error),
    );
    return rows;
  }

  /** Marks services that are no longer listed. Returns rows written. */
  async markGone(): Promise<number> {
    const missing = [...(await this.#before()).values()].filter(
      (service) =>
        service.listed_at !== null &&
        service.gone_at === null &&
        !this.#seen.has(service.external_id),
    );
    return missing.length === 0
      ? 0
      : markServicesGone(
          this.at,
          missing.map((service) => service.id),
        );
  }

  async #before(): Promise<ServicesById> {
    return (await this.known()).get(this.kind) ?? new Map();
  }
}

const SERVICE_COLUMNS = "id, kind, external_id, name, status, details, listed_at, gone_at";

export async function loadServices(connectionId: string): Promise<ExistingServices> {
  const known: ExistingServices = new Map();
  for (const row of await sql<ExistingService>(
    `SELECT ${SERVICE_COLUMNS} FROM service WHERE connection_id = $1`,
    [connectionId],
  )) {
    const ofKind = known.get(row.kind) ?? new Map<string, ExistingService>();
    known.set(row.kind, ofKind.set(row.external_id, row));
  }
  return known;
}

async function loadServicesById(
  connectionId: string,
  kind: string,
  among: readonly string[],
  on: Queryable,
): Promise<ServicesById> {
  const known = await sql<ExistingService>(
    `SELECT ${SERVICE_COLUMNS}
     FROM service
     WHERE connection_id = $1 AND kind = $2 AND external_id = ANY($3)`,
    [connectionId, kind, among],
    on,
  );
  return new Map(known.map((row) => [row.external_id, row]));
}

async function writeServices(
  { open, leaseToken, runId, readAt }: Writing,
  kind: string,
  listed: readonly ServiceSnapshot[],
): Promise<number> {
  return transaction(async (client) => {
    await renewLease(open.row.id, leaseToken, client);
    const existing = await loadServicesById(
      open.row.id,
      kind,
      listed.map((service) => service.externalId),
      client,
    );
    const changes: ServiceChangeRow[] = [];
    const rows: unknown[] = [];
    for (const service of listed) {
      const before = existing.get(service.externalId);
      const id = before?.id ?? newId();
      const found = before ? changesOf(before, service) : [];
      if (before?.listed_at && found.length === 0) continue;
      rows.push({
        id,
        external_id: service.externalId,
        name: service.name,
        details: service.details,
        status: service.status,
      });
      // The first listing of a service is no change.
      if (before?.listed_at)
        changes.push(...found.map((change) => ({ service_id: id, ...change })));
    }
    if (rows.length === 0) return 0;
    await sqlResult(
      `INSERT INTO service (id, organization_id, connection_id, kind, external_id, name,
         details, status, read_at, listed_at)
       SELECT r.id, $2, $3, $5, r.external_id, r.name, r.details, r.status, $4, $4
         FROM jsonb_to_recordset($1::jsonb) AS r(id text, external_id text, name text,
           details jsonb, status text)
       ON CONFLICT (connection_id, kind, external_id) DO UPDATE
         SET name = coalesce(excluded.name, service.name), details = excluded.details,
         status = excluded.status,
         read_at = excluded.read_at, listed_at = excluded.listed_at, gone_at = NULL`,
      [storableJson(rows), open.row.organization_id, open.row.id, readAt, kind],
      client,
    );
    if (changes.length > 0)
      await sqlResult(INSERT_CHANGES, [storableJson(changes), readAt, runId], client);
    return rows.length + changes.length;
  });
}

async function markServicesGone(
  { open, leaseToken, runId, readAt }: Writing,
  ids: string[],
): Promise<number> {
  return transaction(async (client) => {
    await renewLease(open.row.id, leaseToken, client);
    const gone = await sql<{ id: string }>(
      "UPDATE service SET gone_at = $2 WHERE id = ANY($1) AND gone_at IS NULL RETURNING id",
      [ids, readAt],
      client,
    );
    const changes = gone.map(({ id }) => ({
      service_id: id,
      field: "gone",
      before: null,
      after: readAt.toISOString(),
    }));
    if (changes.length > 0)
      await sqlResult(INSERT_CHANGES, [storableJson(changes), readAt, runId], client);
    return gone.length;
  });
}

const INSERT_CHANGES = `
  INSERT INTO service_change (service_id, field, before, after, seen_at, run_id)
  SELECT r.service_id, r.field, r.before, r.after, $2, $3
  FROM jsonb_to_recordset($1::jsonb) AS r(service_id text, field text, before jsonb,
    after jsonb)`;

function changesOf(
  before: ExistingService,
  after: ServiceSnapshot,
): Array<Omit<ServiceChangeRow, "service_id">> {
  const changes: Array<Omit<ServiceChangeRow, "service_id">> = [];
  const compare = (field: string, was: Json, is: Json) => {
    if (contentHash(was) !== contentHash(is)) changes.push({ field, before: was, after: is });
  };
  if (before.gone_at)
    changes.push({ field: "gone", before: before.gone_at.toISOString(), after: null });
  compare("status", before.status, after.status);
  compare("name", before.name, after.name ?? before.name);
  for (const key of [
    ...new Set([...Object.keys(before.details), ...Object.keys(after.details)]),
  ].sort())
    compare(`details.${key}`, before.details[key] ?? null, after.details[key] ?? null);
  return changes;
}

/** Marks unlisted categories, if the list is complete. Returns rows written. */
export async function writeCategories(
  { open, leaseToken, readAt, onUnwritable }: Writing,
  listed: CategorySnapshot[],
  isWhole: boolean,
): Promise<number> {
  const existing = await sql<{ external_id: string; label: string | null }>(
    "SELECT external_id, label FROM category WHERE connection_id = $1 AND gone_at IS NULL",
    [open.row.id],
  );
  const labels = new Map(existing.map((category) => [category.external_id, category.label]));
  if (
    new Set(listed.map((category) => category.externalId)).size === labels.size &&
    listed.every(({ externalId, label }) => labels.get(externalId) === label)
  )
    return 0;
  const rows = [
    ...new Map(
      listed.map((category) => [
        category.externalId,
        { external_id: category.externalId, label: category.label },
      ]),
    ).values(),
  ];
  let changed = 0;
  const write = (some: readonly (typeof rows)[number][]) =>
    transaction(async (client) => {
      await renewLease(open.row.id, leaseToken, client);
      const written = await sqlResult(
        `INSERT INTO category (connection_id, external_id, label, read_at)
       SELECT $2, r.external_id, r.label, $3
       FROM jsonb_to_recordset($1::jsonb) AS r(external_id text, label text)
       ON CONFLICT (connection_id, external_id) DO UPDATE SET label = excluded.label,
         read_at = excluded.read_at, gone_at = NULL
       WHERE category.gone_at IS NOT NULL OR category.label IS DISTINCT FROM excluded.label`,
        [storableJson(some), open.row.id, readAt],
        client,
      );
      changed += written.rowCount ?? 0;
    });
  await writeRowByRow(rows, write, async (row, error) =>
    onUnwritable("category", row.external_id, error),
  );
  if (!isWhole) return changed;
  return transaction(async (client) => {
    await renewLease(open.row.id, leaseToken, client);
    const gone = await sqlResult(
      `UPDATE category SET gone_at = $3 WHERE connection_id = $1 AND gone_at IS NULL
          AND NOT external_id = ANY(ARRAY(SELECT jsonb_array_elements_text($2::jsonb)))`,
      [open.row.id, storableJson(rows.map((row) => row.external_id)), readAt],
      client,
    );
    return changed + (gone.rowCount ?? 0);
  });
}
