import type { InferResult } from "kysely";

import { contentHash } from "../../db/content-hash";
import { isAnyOf } from "../../db/expressions";
import { type Db, db, transaction } from "../../db/kysely";
import { newId } from "../../ids";
import type { Json, ServiceSnapshot } from "../../providers/contract";
import { renewLease } from "../connection/lease";
import type { OpenConnection } from "../connection/open-connection";
import {
  insertServiceChanges,
  type ListedServiceRow,
  markRenamed,
  type ServiceChangeRow,
  upsertListedServices,
} from "./inventory-statements";
import { writeRowByRow } from "./isolate-rows";

export interface InventoryContext {
  open: OpenConnection;
  leaseToken: number;
  runId: string | null;
  readAt: Date;
  /** Called for a service or category that the database refused; the others are written. */
  onUnwritable: (kind: string, externalId: string, error: unknown) => void;
}

function selectServices(connectionId: string, on: Db) {
  return on
    .selectFrom("service")
    .where("connection_id", "=", connectionId)
    .select((eb) => [
      "id",
      "kind",
      "external_id",
      "name",
      "status",
      eb.ref("details").$castTo<Record<string, Json>>().as("details"),
      "listed_at",
      "gone_at",
    ]);
}

type ExistingService = InferResult<ReturnType<typeof selectServices>>[number];

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
    private readonly at: InventoryContext,
    private readonly known: () => Promise<ExistingServices>,
  ) {}

  /** Returns rows written. */
  async write(listed: ServiceSnapshot[]): Promise<number> {
    const existing = await this.#before();
    const page = [...new Map(listed.map((service) => [service.externalId, service])).values()];
    for (const { externalId } of page) this.#seen.add(externalId);
    if (page.every((service) => isAsStored(existing.get(service.externalId), service))) return 0;
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

export async function loadServices(connectionId: string): Promise<ExistingServices> {
  const known: ExistingServices = new Map();
  for (const row of await selectServices(connectionId, db()).execute()) {
    const ofKind = known.get(row.kind) ?? new Map<string, ExistingService>();
    known.set(row.kind, ofKind.set(row.external_id, row));
  }
  return known;
}

async function loadServicesById(
  connectionId: string,
  kind: string,
  among: readonly string[],
  on: Db,
): Promise<ServicesById> {
  const known = await selectServices(connectionId, on)
    .where("kind", "=", kind)
    .where((eb) => isAnyOf(eb.ref("external_id"), among))
    .execute();
  return new Map(known.map((row) => [row.external_id, row]));
}

async function writeServices(
  { open, leaseToken, runId, readAt }: InventoryContext,
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
    const rows: ListedServiceRow[] = [];
    for (const service of listed) {
      const before = existing.get(service.externalId);
      const id = before?.id ?? newId();
      const found = before ? changesOf(before, service) : [];
      if (isAsStored(before, service, found)) continue;
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
    await upsertListedServices.run(client, {
      services: rows,
      organizationId: open.row.organization_id,
      connectionId: open.row.id,
      readAt,
      kind,
    });
    if (changes.length > 0) await insertServiceChanges.run(client, { changes, readAt, runId });
    const renamed = rows.filter(({ external_id, name }) => {
      const before = existing.get(external_id);
      return before !== undefined && (before.name !== name || !before.listed_at);
    });
    if (renamed.length > 0)
      await markRenamed.run(client, { serviceIds: renamed.map(({ id }) => id) });
    return rows.length + changes.length;
  });
}

async function markServicesGone(
  { open, leaseToken, runId, readAt }: InventoryContext,
  ids: string[],
): Promise<number> {
  return transaction(async (client) => {
    await renewLease(open.row.id, leaseToken, client);
    const gone = await client
      .updateTable("service")
      .set({ gone_at: readAt })
      .where((eb) => isAnyOf(eb.ref("id"), ids))
      .where("gone_at", "is", null)
      .returning("id")
      .execute();
    const changes = gone.map(({ id }) => ({
      service_id: id,
      field: "gone",
      before: null,
      after: readAt.toISOString(),
    }));
    if (changes.length > 0) await insertServiceChanges.run(client, { changes, readAt, runId });
    return gone.length;
  });
}

/** A status in another case is no change, but the latest one is kept. */
function isAsStored(
  before: ExistingService | undefined,
  service: ServiceSnapshot,
  changes = before && changesOf(before, service),
): boolean {
  return Boolean(before?.listed_at) && before?.status === service.status && changes?.length === 0;
}

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
  if (before.status?.toLowerCase() !== after.status?.toLowerCase())
    compare("status", before.status, after.status);
  compare("name", before.name, after.name ?? before.name);
  for (const key of [
    ...new Set([...Object.keys(before.details), ...Object.keys(after.details)]),
  ].sort())
    compare(`details.${key}`, before.details[key] ?? null, after.details[key] ?? null);
  return changes;
}
