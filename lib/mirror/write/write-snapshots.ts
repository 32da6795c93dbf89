import { computeDuring } from "../../db/compute-during";
import { contentHash } from "../../db/content-hash";
import { type Db, transaction } from "../../db/kysely";
import { newId } from "../../ids";
import { recordTicketWrites } from "../../notices/record/ticket-writes";
import type { TicketSnapshot } from "../../providers/contract";
import { renewLease } from "../connection/lease";
import { detectChanges, hidesParts } from "./detect-changes";
import { loadContentHashes, loadCover, loadParts, loadTickets, NO_PARTS } from "./load-existing";
import { isLate, notBefore } from "./not-before";
import { attachmentRows, messageRows, removedParts } from "./part-rows";
import { hasNewSenders, hidesMessage, type PlannedWrite } from "./planned-write";
import { keepPrivate, lockForWrite } from "./private-tickets";
import { reducedSnapshot } from "./reduced-snapshot";
import { listedNames, searchBatches, upsertSearch } from "./search/search-index";
import { withShortValues } from "./short-values";
import { DOUBTFUL, hashWithoutEntry, UNTRUSTED_MARKS } from "./summary-hash";
import { type MirrorTarget, type TicketRow, ticketRow } from "./ticket-row";
import * as statements from "./ticket-statements";
import { timelinesOf } from "./timeline/timelines-to-write";
import { writeTimelines } from "./timeline/write-timelines";
import { hidePastWords } from "./versions/past-words";

export interface SnapshotToWrite {
  snapshot: TicketSnapshot;
  /** Digest of the list entry; by default that of a ticket that no list showed. */
  summary?: string;
  /** The full ticket disagrees with its list entry. */
  conflictsWithList?: boolean;
  /** Writes id, status and the like only; the rest stays as mirrored. */
  isReduced?: boolean;
  /** A read was refused before, so sweeps may have found the ticket otherwise than mirrored. */
  wasRefused?: boolean;
}

export interface WriteOptions {
  runId: string | null;
  /** Once this lease is lost, nothing is written (conflict). */
  leaseToken?: number;
  /** No sweep of the connection has ended yet: what is new here is not new. */
  isFirstImport?: boolean;
  /** The person whose private ticket it is. */
  privateTo?: string | null;
}

export interface WriteOutcome {
  /** Our ids by external id. */
  ids: Map<string, string>;
  /** New or different tickets. */
  changed: number;
  events: number;
  /** Including history. */
  rows: number;
  /** Tickets that were marked deleted before. */
  returned: number;
  /** Snapshots older than the mirrored row, skipped. */
  stale: number;
}

/**
 * Writes a batch of one connection's tickets with their parts, history and search words in one
 * transaction. Skips snapshots older than the mirrored row.
 */
export async function writeSnapshots(
  target: MirrorTarget,
  batch: SnapshotToWrite[],
  options: WriteOptions,
): Promise<WriteOutcome> {
  if (batch.length === 0)
    return { ids: new Map(), changed: 0, events: 0, rows: 0, returned: 0, stale: 0 };
  return transaction(async (client) => {
    const { recordedAt, hasPrivate } = await lockForWrite(client, target);
    if (options.leaseToken !== undefined)
      await renewLease(target.connectionId, options.leaseToken, client);
    const { tickets: before, cover: coverOfExisting } = await loadTickets(
      target.connectionId,
      batch.map((entry) => entry.snapshot.externalId),
      client,
    );
    // A sweep's own readings are never older than the last one that has ended.
    const mayBeLate = options.leaseToken === undefined;
    const cover =
      before.size === 0 && mayBeLate
        ? await loadCover(target.connectionId, client)
        : coverOfExisting;
    const fresh = await withoutStale(latestOfEach(batch), before, client);
    const parts = await loadParts(
      fresh.flatMap(({ snapshot }) => before.get(snapshot.externalId)?.id ?? []),
      client,
    );
    const planned = fresh.map(
      ({ snapshot: given, summary, wasRefused, ...options }): PlannedWrite => {
        const known = before.get(given.externalId);
        const knownOf = (known && parts.get(known.id)) ?? NO_PARTS;
        const received = options.isReduced ? reducedSnapshot(given, known, knownOf) : given;
        const snapshot = withShortValues(received);
        const row = ticketRow(
          target,
          snapshot,
          known,
          summary ?? hashWithoutEntry(snapshot, known?.summary_hash),
          {
            ...options,
            hidesParts: hidesParts(known, knownOf, snapshot),
            isLate: mayBeLate && isLate(snapshot.readAt, cover),
          },
        );
        const coverOf = wasRefused || options.isReduced ? null : cover;
        return {
          row,
          before: known,
          snapshot,
          known: knownOf,
          changes: detectChanges(known, knownOf, row, snapshot).map((change) => ({
            ...change,
            notBefore: notBefore(change, known, coverOf, snapshot.readAt),
          })),
          contentChanged: row.content_hash !== (known?.content_hash ?? null),
        };
      },
    );
    const changed = planned.filter(
      (plan) => plan.contentChanged || plan.changes.length > 0 || hasNewSenders(plan),
    );
    // A summary may lack texts: the search words of the last full read stay.
    const complete = changed.filter(({ snapshot }) => snapshot.complete);
    const snapshots = complete.map(({ snapshot }) => snapshot);
    const names = await listedNames(client, target.connectionId, snapshots);
    const search = searchBatches(complete, names);
    const [, firstOfSearch] = await computeDuring(
      statements.upsertTickets.run(client, { tickets: planned.map(({ row }) => row) }),
      () => search.next(),
    );
    const { privateTo = null } = options;
    if (hasPrivate) await keepPrivate(client, target, planned, privateTo);
    const links = await writeParts(client, target, changed);
    if (firstOfSearch.value) await upsertSearch(client, firstOfSearch.value, recordedAt);
    for (const rows of search) await upsertSearch(client, rows, recordedAt);
    await writeHistory(client, changed, options.runId, recordedAt);
    const hiding = changed.filter(hidesMessage).map(({ row }) => row.id);
    await hidePastWords(client, target, hiding);
    await recordTicketWrites(client, changed, {
      connectionId: target.connectionId,
      provider: target.provider,
      isFirstImport: options.isFirstImport ?? false,
      recordedAt,
    });
    const timelineRows = await writeTimelines(
      client,
      target,
      timelinesOf(planned, links, recordedAt),
    );
    return {
      ids: new Map([
        ...[...before].map(([externalId, row]) => [externalId, row.id] as const),
        ...planned.map(({ row }) => [row.external_id, row.id] as const),
      ]),
      changed: changed.length,
      events: changed.reduce((sum, plan) => sum + plan.changes.length, 0),
      rows: planned.length + timelineRows + changed.reduce((sum, plan) => sum + rowsOf(plan), 0),
      returned: changed.filter((plan) => plan.changes.some((change) => change.kind === "returned"))
        .length,
      stale: batch.length - fresh.length,
    };
  });
}

function rowsOf({ snapshot, changes, contentChanged }: PlannedWrite): number {
  return (
    (snapshot.messages?.length ?? 0) +
    (snapshot.attachments?.length ?? 0) +
    snapshot.services.length +
    changes.length +
    (snapshot.complete ? 1 : 0) +
    (contentChanged && snapshot.complete ? 2 : 0)
  );
}

/** A shifting list can contain a ticket twice; the later read wins. */
function latestOfEach(batch: SnapshotToWrite[]): SnapshotToWrite[] {
  const latest = new Map<string, SnapshotToWrite>();
  for (const entry of batch) latest.set(entry.snapshot.externalId, entry);
  return [...latest.values()];
}

/**
 * A later read with an older provider time is stale only if the ticket had this content before (a
 * lagging replica). New content is a change that shows late.
 */
async function withoutStale(
  batch: SnapshotToWrite[],
  before: Map<string, TicketRow>,
  client: Db,
): Promise<SnapshotToWrite[]> {
  const readLater = batch.filter(({ snapshot }) => {
    const current = before.get(snapshot.externalId);
    return (
      !current ||
      (snapshot.readAt >= new Date(current.read_at) &&
        (current.gone_at === null || snapshot.readAt >= new Date(current.gone_at)))
    );
  });
  const doubtful = readLater.flatMap(({ snapshot }) => {
    const current = before.get(snapshot.externalId);
    const isOlder =
      current?.provider_updated_at &&
      current.gone_at === null &&
      snapshot.updatedAt !== null &&
      snapshot.updatedAt < new Date(current.provider_updated_at);
    return isOlder
      ? [{ snapshot, ticketId: current.id, contentHash: contentHash(snapshot.raw) }]
      : [];
  });
  const seen = await loadContentHashes(doubtful, client);
  const stale = new Map(
    doubtful
      .filter(
        ({ snapshot, ticketId, contentHash: hash }) =>
          !snapshot.complete || seen.has(`${ticketId}:${hash}`),
      )
      .map(({ snapshot, ticketId }) => [snapshot, ticketId] as const),
  );
  if (stale.size > 0)
    await statements.markDoubtful.run(client, {
      ticketIds: [...stale.values()],
      hash: DOUBTFUL,
      kept: UNTRUSTED_MARKS,
    });
  return readLater.filter(({ snapshot }) => !stale.has(snapshot));
}

/** Returns the links to services. */
async function writeParts(
  client: Db,
  target: MirrorTarget,
  changed: PlannedWrite[],
): Promise<statements.ServiceLink[]> {
  const messages = changed.flatMap(messageRows);
  if (messages.length > 0) await statements.upsertMessages.run(client, { messages });
  const attachments = changed.flatMap(attachmentRows);
  if (attachments.length > 0) await statements.upsertAttachments.run(client, { attachments });
  const removedMessages = changed.flatMap((plan) => removedParts(plan, "message_removed"));
  if (removedMessages.length > 0)
    await statements.markMessagesRemoved.run(client, { removed: removedMessages });
  const removedFiles = changed.flatMap((plan) => removedParts(plan, "attachment_removed"));
  if (removedFiles.length > 0)
    await statements.markAttachmentsRemoved.run(client, { removed: removedFiles });
  const services = servicesOf(target, changed);
  if (services.length > 0) await statements.upsertTicketedServices.run(client, { services });
  const links = changed.flatMap(({ row, snapshot, known }) =>
    snapshot.services.map((service, position) => ({
      ticket_id: row.id,
      position,
      kind: service.kind,
      external_id: service.externalId,
      name: service.name,
      // A ticket keeps the details of its first read; `service` has the current ones.
      details:
        known.services.find(
          (current) =>
            current.kind === service.kind &&
            current.externalId === service.externalId &&
            service.externalId !== null,
        )?.details ?? service.details,
    })),
  );
  const ticketIds = changed
    .filter(({ known }) => known.services.length > 0)
    .map(({ row }) => row.id);
  if (ticketIds.length > 0) await statements.deleteTicketServices.run(client, { ticketIds });
  if (links.length === 0) return [];
  const linked = await statements.insertTicketServices.run(client, {
    connectionId: target.connectionId,
    links,
  });
  return linked.rows;
}

/** One row per service, with the details of the ticket that changed last. */
function servicesOf(target: MirrorTarget, changed: PlannedWrite[]): statements.ServiceRow[] {
  const rows = new Map<string, statements.ServiceRow>();
  for (const { snapshot } of changed.toSorted((one, other) =>
    one.row.activity_at.localeCompare(other.row.activity_at),
  )) {
    for (const service of snapshot.services) {
      if (service.externalId === null) continue;
      rows.set(`${service.kind}:${service.externalId}`, {
        id: newId(),
        organization_id: target.organizationId,
        connection_id: target.connectionId,
        kind: service.kind,
        external_id: service.externalId,
        name: service.name,
        details: service.details,
        read_at: snapshot.readAt.toISOString(),
      });
    }
  }
  return [...rows.values()];
}

async function writeHistory(
  client: Db,
  changed: PlannedWrite[],
  runId: string | null,
  recordedAt: Date,
): Promise<void> {
  const events = changed.flatMap(({ row, changes }) =>
    changes.map((change) => ({
      ticket_id: row.id,
      organization_id: row.organization_id,
      kind: change.kind,
      field: change.field,
      before: change.before,
      after: change.after,
      happened_at: change.happenedAt,
      not_before: change.notBefore,
      seen_at: row.read_at,
      recorded_at: recordedAt.toISOString(),
      run_id: runId,
    })),
  );
  const revisions = changed
    .filter(({ snapshot, contentChanged }) => snapshot.complete && contentChanged)
    .map(({ row, snapshot }) => ({
      ticket_id: row.id,
      content_hash: row.content_hash ?? contentHash(snapshot.raw),
      raw: snapshot.raw,
      seen_at: row.read_at,
      run_id: runId,
    }));
  if (events.length > 0) await statements.insertEvents.run(client, { events });
  if (revisions.length > 0) await statements.insertRevisions.run(client, { revisions });
}
