import { contentHash } from "../../db/content-hash";
import { newId } from "../../ids";
import type { TicketProvider, TicketSnapshot } from "../../providers/contract";
import { turnOf } from "../../providers/turn";
import type { JsonRow } from "./declare-statement";
import type { TICKET_COLUMNS } from "./ticket-statements";

export interface MirrorTarget {
  connectionId: string;
  organizationId: string;
  provider: Pick<TicketProvider, "id" | "turns">;
}

/** A `ticket` row as JSON for the batch statements. */
export type TicketRow = JsonRow<typeof TICKET_COLUMNS>;

const iso = (time: Date | null): string | null => time?.toISOString() ?? null;

/** Digest of a list entry. While it is unchanged, the full ticket need not be read. */
export function summaryHash(snapshot: TicketSnapshot): string {
  const {
    externalId,
    number,
    subject,
    status,
    priority,
    category,
    openedAt,
    updatedAt,
    lastMessageAt,
    requesterName,
    cc,
    collaboratorIds,
    messageCount,
    services,
    fields,
  } = snapshot;
  return contentHash([
    externalId,
    number,
    subject,
    status,
    priority,
    category,
    iso(openedAt),
    iso(updatedAt),
    iso(lastMessageAt),
    requesterName,
    cc,
    collaboratorIds,
    messageCount,
    services,
    fields,
  ]);
}

/** Like `summaryHash`, but includes the text of an entry that is already the full ticket. */
export function entryHash(entry: TicketSnapshot): string {
  return entry.complete
    ? contentHash([summaryHash(entry), entry.body ?? null, entry.providerUrl])
    : summaryHash(entry);
}

/**
 * When list and full ticket disagree, the ticket may have changed in between: it is read once more.
 * If they disagree in the same way again, they simply differ at this provider.
 */
function conflictingSummary(
  raw: TicketSnapshot["raw"],
  before: TicketRow | undefined,
  summary: string,
): string {
  const marked = `~${summary}`;
  return before?.summary_hash === marked && before.content_hash === contentHash(raw)
    ? summary
    : marked;
}

/** A summary leaves what it lacks unchanged. `conflictsWithList`: list and full ticket disagree. */
export function ticketRow(
  target: MirrorTarget,
  snapshot: TicketSnapshot,
  before: TicketRow | undefined,
  summary: string,
  conflictsWithList = false,
): TicketRow {
  const newest = [
    snapshot.lastMessageAt,
    snapshot.updatedAt,
    snapshot.openedAt,
  ].reduce<Date | null>(
    (latest, time) => (time && (!latest || time > latest) ? time : latest),
    null,
  );
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
    activity_at: iso(newest) ?? before?.activity_at ?? snapshot.readAt.toISOString(),
    // A summary leaves the ticket due for a full read.
    summary_hash: !snapshot.complete
      ? ""
      : conflictsWithList
        ? conflictingSummary(snapshot.raw, before, summary)
        : summary,
    content_hash: snapshot.complete ? contentHash(snapshot.raw) : (before?.content_hash ?? null),
    first_seen_at: before?.first_seen_at ?? snapshot.readAt.toISOString(),
    read_at: snapshot.readAt.toISOString(),
    gone_at: null,
  };
}
