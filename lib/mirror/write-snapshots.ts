import { ulid } from "ulid";
import type { PoolClient } from "pg";
import { sql, transaction } from "../db/sql";
import { AppError } from "../errors";
import type { TicketSnapshot } from "../providers/contract";
import { changesOf, type Change } from "./changes";
import { knownParts, knownTickets, NOTHING_KNOWN } from "./known";
import { summaryHash, ticketRow, type MirrorTarget, type TicketRow } from "./rows";
import * as statements from "./statements";
import { contentHash, storableJson } from "./storable";

export interface SnapshotToWrite {
  snapshot: TicketSnapshot;
  /** The digest of the list entry that led here; by default that of the snapshot itself. */
  summary?: string;
}

export interface WriteOptions {
  runId: string | null;
  /** The lease that the writing sweep holds. A sweep that has lost it writes nothing (conflict). */
  leaseToken?: number;
}

export interface WriteOutcome {
  /** Our ids by the provider's, of everything that was given. */
  ids: Map<string, string>;
  /** How many tickets are new or differ from what stood. */
  changed: number;
  events: number;
  /** How many snapshots were older than what stands, and were left out. */
  stale: number;
}

interface Planned {
  row: TicketRow;
  snapshot: TicketSnapshot;
  changes: Change[];
  contentChanged: boolean;
}

export const LEASE_SECONDS = 60;

/**
 * Writes a batch of one connection's tickets in one transaction: rows, messages, attachments, services, events, revisions and
 * search words. A snapshot that is older than what stands (by our time of reading or by the provider's time of change) changes
 * nothing; one that says nothing new only moves the time of reading. Writers of one connection take turns.
 */
export async function writeSnapshots(target: MirrorTarget, batch: SnapshotToWrite[], options: WriteOptions): Promise<WriteOutcome> {
  if (batch.length === 0) return { ids: new Map(), changed: 0, events: 0, stale: 0 };
  return transaction(async (client) => {
    await takeTurn(client, target.connectionId, options.leaseToken);
    const before = await knownTickets(target.connectionId, batch.map((entry) => entry.snapshot.externalId), client);
    const fresh = latestOfEach(batch).filter(({ snapshot }) => !isStale(snapshot, before.get(snapshot.externalId)));
    const parts = await knownParts(fresh.flatMap(({ snapshot }) => before.get(snapshot.externalId)?.id ?? []), client);
    const planned = fresh.map(({ snapshot, summary }): Planned => {
      const known = before.get(snapshot.externalId);
      const row = ticketRow(target, snapshot, known, summary ?? summaryHash(snapshot));
      const changes = changesOf(known, (known && parts.get(known.id)) ?? NOTHING_KNOWN, row, snapshot);
      return { row, snapshot, changes, contentChanged: row.content_hash !== (known?.content_hash ?? null) };
    });
    await client.query(statements.UPSERT_TICKETS, [storableJson(planned.map(({ row }) => row))]);
    const changed = planned.filter((plan) => plan.contentChanged || plan.changes.length > 0);
    await writeParts(client, target, changed);
    await writeHistory(client, changed, options.runId);
    return {
      ids: new Map([...[...before].map(([externalId, row]) => [externalId, row.id] as const), ...planned.map(({ row }) => [row.external_id, row.id] as const)]),
      changed: changed.length,
      events: changed.reduce((sum, plan) => sum + plan.changes.length, 0),
      stale: batch.length - fresh.length,
    };
  });
}

/** Waits for other writers of this connection; a sweep proves at the same time that it still holds the lease, and renews it. */
async function takeTurn(client: PoolClient, connectionId: string, leaseToken: number | undefined): Promise<void> {
  await client.query("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", [connectionId]);
  if (leaseToken !== undefined) await renewLease(connectionId, leaseToken, client);
}

/** Proves that the sweep still holds the connection's lease, and holds it for longer; throws `conflict` when another one has taken over. */
export async function renewLease(connectionId: string, leaseToken: number, on?: PoolClient): Promise<void> {
  const renewed = await sql(`UPDATE connection SET lease_until = now() + interval '${LEASE_SECONDS} seconds' WHERE id = $1 AND lease_token = $2 RETURNING id`, [connectionId, leaseToken], on);
  if (renewed.length !== 1) throw new AppError("conflict", { message: "Another sync has taken over this account." });
}

/** A page that shifted while it was read can hold a ticket twice: the later reading counts. */
function latestOfEach(batch: SnapshotToWrite[]): SnapshotToWrite[] {
  const latest = new Map<string, SnapshotToWrite>();
  for (const entry of batch) latest.set(entry.snapshot.externalId, entry);
  return [...latest.values()];
}

function isStale(snapshot: TicketSnapshot, before: TicketRow | undefined): boolean {
  if (!before) return false;
  if (snapshot.readAt < new Date(before.read_at)) return true;
  return snapshot.updatedAt !== null && before.provider_updated_at !== null && snapshot.updatedAt < new Date(before.provider_updated_at);
}

async function writeParts(client: PoolClient, target: MirrorTarget, changed: Planned[]): Promise<void> {
  const insert = async (statement: string, rows: unknown[]) => {
    if (rows.length > 0) await client.query(statement, [storableJson(rows)]);
  };
  await insert(statements.UPSERT_MESSAGES, changed.flatMap(({ row, snapshot }) =>
    (snapshot.messages ?? []).map((message, position) => ({
      ticket_id: row.id, external_id: message.externalId, position, sender: message.sender, sender_name: message.senderName,
      body: message.body, encrypted: message.encrypted, sent_at: message.sentAt,
    }))));
  await insert(statements.UPSERT_ATTACHMENTS, changed.flatMap(({ row, snapshot }) =>
    (snapshot.attachments ?? []).map((attachment) => ({
      id: ulid(), ticket_id: row.id, message_external_id: attachment.messageExternalId, external_id: attachment.externalId,
      filename: attachment.filename, mime_type: attachment.mimeType, download_url: attachment.downloadUrl,
    }))));
  await insert(statements.UPSERT_SERVICES, servicesOf(target, changed));
  const links = changed.flatMap(({ row, snapshot }) =>
    snapshot.services.map((service, position) => ({ ticket_id: row.id, position, kind: service.kind, external_id: service.externalId, name: service.name, details: service.details })));
  await client.query(statements.DELETE_TICKET_SERVICES, [changed.map(({ row }) => row.id)]);
  if (links.length > 0) await client.query(statements.INSERT_TICKET_SERVICES, [target.connectionId, storableJson(links)]);
  // A summary does not tell the messages: the words that stand are the better ones until the full ticket has been read.
  await insert(statements.UPSERT_SEARCH, changed.filter(({ snapshot }) => snapshot.complete).map(({ row, snapshot }) => ({ ticket_id: row.id, organization_id: row.organization_id, words: searchWords(row, snapshot) })));
}

/** One row a service: of several tickets that name it, the one changed last knows its details best. */
function servicesOf(target: MirrorTarget, changed: Planned[]): unknown[] {
  const rows = new Map<string, unknown>();
  for (const { snapshot } of changed.toSorted((one, other) => one.row.activity_at.localeCompare(other.row.activity_at))) {
    for (const service of snapshot.services) {
      if (service.externalId === null) continue;
      rows.set(`${service.kind}:${service.externalId}`, {
        id: ulid(), organization_id: target.organizationId, connection_id: target.connectionId, kind: service.kind,
        external_id: service.externalId, name: service.name, details: service.details, read_at: snapshot.readAt,
      });
    }
  }
  return [...rows.values()];
}

/** Encrypted messages stay out of the search. */
function searchWords(row: TicketRow, snapshot: TicketSnapshot): string {
  const messages = (snapshot.messages ?? []).filter((message) => !message.encrypted).map((message) => message.body);
  const services = snapshot.services.map((service) => service.name);
  return [row.number, row.subject, row.body, row.requester_name, ...services, ...messages].filter(Boolean).join("\n");
}

async function writeHistory(client: PoolClient, changed: Planned[], runId: string | null): Promise<void> {
  const events = changed.flatMap(({ row, changes }) =>
    changes.map((change) => ({
      ticket_id: row.id, organization_id: row.organization_id, kind: change.kind, field: change.field, before: change.before,
      after: change.after, happened_at: change.happenedAt, seen_at: row.read_at, run_id: runId,
    })));
  const revisions = changed
    .filter(({ snapshot, contentChanged }) => snapshot.complete && contentChanged)
    .map(({ row, snapshot }) => ({ ticket_id: row.id, content_hash: row.content_hash ?? contentHash(snapshot.raw), raw: snapshot.raw, seen_at: row.read_at, run_id: runId }));
  if (events.length > 0) await client.query(statements.INSERT_EVENTS, [storableJson(events)]);
  if (revisions.length > 0) await client.query(statements.INSERT_REVISIONS, [storableJson(revisions)]);
}
