import { contentHash } from "../../db/content-hash";
import { newId } from "../../ids";
import type { TicketProvider, TicketSnapshot } from "../../providers/contract";
import { turnOf } from "../../providers/turn";
import type { OpenConnection } from "../connection/open-connection";
import type { JsonRow } from "./declare-statement";
import { conflictingHash, DOUBTFUL, isConflicting, REDUCED, SUMMARY_ONLY } from "./summary-hash";
import type { TICKET_COLUMNS } from "./ticket-statements";

export interface MirrorTarget {
  connectionId: string;
  organizationId: string;
  provider: Pick<TicketProvider, "id" | "urgentPriorities" | "turns">;
}

export function mirrorTarget({ row, provider }: OpenConnection): MirrorTarget {
  return { connectionId: row.id, organizationId: row.organization_id, provider };
}

/** A `ticket` row as JSON for the batch statements. */
export type TicketRow = JsonRow<typeof TICKET_COLUMNS>;

const iso = (time: Date | null): string | null => time?.toISOString() ?? null;

export interface RowOptions {
  /** List and full ticket disagree. */
  conflictsWithList?: boolean;
  /** Most of the snapshot is what the mirror had. */
  isReduced?: boolean;
  /** A sweep that has ended by now may have seen the ticket later. */
  isLate?: boolean;
  /** Parts may be missing although the provider has them. */
  hidesParts?: boolean;
}

/** One second, and the difference between the provider's clock and ours. */
const SAME_TIME_MS = 5_000;

/**
 * True if a change after this reading may have the same time in whole seconds (Upsun's `updated`).
 * The list entry would then look unchanged.
 */
function mayChangeUnseen(newest: Date | null, readAt: Date): boolean {
  if (newest === null || newest.getMilliseconds() > 0) return false;
  return Math.abs(readAt.getTime() - newest.getTime()) < SAME_TIME_MS;
}

export function newestTime({ lastMessageAt, updatedAt, openedAt }: TicketSnapshot): Date | null {
  return [lastMessageAt, updatedAt, openedAt].reduce<Date | null>(
    (latest, time) => (time && (!latest || time > latest) ? time : latest),
    null,
  );
}

function storedHash(
  snapshot: TicketSnapshot,
  before: TicketRow | undefined,
  summary: string,
  { conflictsWithList, isReduced, isLate }: RowOptions,
): string {
  if (isReduced) return REDUCED;
  if (isLate) return DOUBTFUL;
  if (!snapshot.complete) return SUMMARY_ONLY;
  if (conflictsWithList) return conflictingHash(summary, before, contentHash(snapshot.raw));
  return mayChangeUnseen(newestTime(snapshot), snapshot.readAt) ? DOUBTFUL : summary;
}

/** A summary leaves what it lacks unchanged. */
export function ticketRow(
  target: MirrorTarget,
  snapshot: TicketSnapshot,
  before: TicketRow | undefined,
  summary: string,
  options: RowOptions = {},
): TicketRow {
  const readAt = snapshot.readAt.toISOString();
  const hash = storedHash(snapshot, before, summary, options);
  const isFull = snapshot.complete && !isConflicting(hash);
  const newest = newestTime(snapshot);
  return {
    id: before?.id ?? newId(),
    organization_id: target.organizationId,
    connection_id: target.connectionId,
    provider: target.provider.id,
    external_id: snapshot.externalId,
    number: snapshot.number,
    subject: snapshot.subject,
    body: snapshot.body === undefined ? (before?.body ?? null) : snapshot.body,
    status: snapshot.status,
    turn: turnOf(target.provider, snapshot.status),
    priority: snapshot.priority,
    category_id: snapshot.category?.id ?? null,
    category_label: snapshot.category?.label ?? null,
    requester_name: snapshot.requesterName,
    cc: snapshot.cc,
    collaborator_ids: snapshot.collaboratorIds,
    message_count: snapshot.messageCount,
    fields: snapshot.fields,
    provider_url: snapshot.providerUrl,
    opened_at: iso(snapshot.openedAt),
    provider_updated_at: iso(snapshot.updatedAt),
    last_message_at: iso(snapshot.lastMessageAt),
    activity_at: iso(newest) ?? before?.activity_at ?? readAt,
    summary_hash: hash,
    content_hash: snapshot.complete ? contentHash(snapshot.raw) : (before?.content_hash ?? null),
    first_seen_at: before?.first_seen_at ?? readAt,
    read_at: readAt,
    full_read_at: isFull && snapshot.body !== undefined ? readAt : (before?.full_read_at ?? null),
    conversation_read_at:
      isFull && snapshot.messages !== undefined && !options.hidesParts
        ? readAt
        : (before?.conversation_read_at ?? null),
    gone_at: null,
    timeline_at: readAt,
  };
}
