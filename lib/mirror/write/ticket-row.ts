import { contentHash } from "../../db/content-hash";
import type { TicketProvider, TicketSnapshot, Turn } from "../../providers/contract";
import { turnOf } from "../../providers/turn";
import { newId } from "../../text/id";

/** The connection whose tickets are written: everything that a mirrored row is scoped by. */
export interface MirrorTarget {
  connectionId: string;
  organizationId: string;
  provider: Pick<TicketProvider, "id" | "turns">;
}

/** A `ticket` row as the batch statements take it: column names, plain JSON values. */
export interface TicketRow {
  id: string;
  organization_id: string;
  connection_id: string;
  provider: string;
  external_id: string;
  number: string;
  subject: string | null;
  body: string | null;
  status: string;
  turn: Turn;
  priority: string | null;
  category_id: string | null;
  category_label: string | null;
  requester_name: string | null;
  cc: string[];
  collaborator_ids: string[];
  message_count: number | null;
  fields: TicketSnapshot["fields"];
  provider_url: string | null;
  opened_at: string | null;
  provider_updated_at: string | null;
  last_message_at: string | null;
  activity_at: string;
  summary_hash: string;
  content_hash: string | null;
  first_seen_at: string;
  read_at: string;
  gone_at: string | null;
}

const iso = (time: Date | null): string | null => time?.toISOString() ?? null;

/** Digest of what a list page tells of a ticket. As long as it stays the same, the full ticket need not be read again. */
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

/** The same of a list entry. One that tells everything is all that will be read, so its text counts as well. */
export function entryHash(entry: TicketSnapshot): string {
  return entry.complete
    ? contentHash([summaryHash(entry), entry.body ?? null, entry.providerUrl])
    : summaryHash(entry);
}

/**
 * The digest to keep of a list entry that the full ticket did not agree with. The ticket may have changed between the two, and could change back
 * unseen, so it is to be read once more; if that tells the same as before, this provider's lists and full tickets simply differ.
 */
function doubtedSummary(
  raw: TicketSnapshot["raw"],
  before: TicketRow | undefined,
  summary: string,
): string {
  const doubted = `~${summary}`;
  return before?.summary_hash === doubted && before.content_hash === contentHash(raw)
    ? summary
    : doubted;
}

/** The row that this snapshot makes of a ticket. What a summary does not tell stays as it was. `isDoubted`: the list entry that led here told otherwise. */
export function ticketRow(
  target: MirrorTarget,
  snapshot: TicketSnapshot,
  before: TicketRow | undefined,
  summary: string,
  isDoubted = false,
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
    // A summary alone leaves the ticket due for a full read.
    summary_hash: !snapshot.complete
      ? ""
      : isDoubted
        ? doubtedSummary(snapshot.raw, before, summary)
        : summary,
    content_hash: snapshot.complete ? contentHash(snapshot.raw) : (before?.content_hash ?? null),
    first_seen_at: before?.first_seen_at ?? snapshot.readAt.toISOString(),
    read_at: snapshot.readAt.toISOString(),
    // Whatever the provider shows is there, or there again.
    gone_at: null,
  };
}
