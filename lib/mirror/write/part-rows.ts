import type { Change } from "./detect-changes";
import { orderedId } from "./ordered-id";
import type { PlannedWrite } from "./planned-write";
import type { AttachmentRow, MessageRow, RemovedPart } from "./ticket-statements";

export function messageRows({ row, snapshot, known, changes }: PlannedWrite): MessageRow[] {
  const changed = idsOf(changes, "message_changed");
  return (snapshot.messages ?? []).map((message, position) => ({
    ticket_id: row.id,
    external_id: message.externalId,
    position,
    sender: message.sender,
    sender_id: message.senderId,
    sender_name: message.senderName,
    body: message.body,
    encrypted: message.encrypted,
    sent_at: message.sentAt?.toISOString() ?? null,
    changed_at: changed.has(message.externalId)
      ? row.read_at
      : (known.messages.get(message.externalId)?.changedAt ?? null),
  }));
}

export function attachmentRows({ row, snapshot, known }: PlannedWrite): AttachmentRow[] {
  return (snapshot.attachments ?? []).map((attachment) => {
    const had = known.attachments.get(attachment.externalId);
    const isChanged =
      had !== undefined &&
      (had.filename !== attachment.filename || had.mimeType !== attachment.mimeType);
    return {
      id: orderedId(),
      ticket_id: row.id,
      message_external_id: attachment.messageExternalId,
      external_id: attachment.externalId,
      filename: attachment.filename,
      mime_type: attachment.mimeType,
      download_url: attachment.downloadUrl,
      changed_at: isChanged ? row.read_at : (had?.changedAt ?? null),
    };
  });
}

/** Returns the parts that the provider no longer shows. */
export function removedParts(
  { row, changes }: PlannedWrite,
  kind: "message_removed" | "attachment_removed",
): RemovedPart[] {
  return [...idsOf(changes, kind)].map((externalId) => ({
    ticket_id: row.id,
    external_id: externalId,
    removed_at: row.read_at,
  }));
}

function idsOf(changes: readonly Change[], kind: Change["kind"]): Set<string> {
  return new Set(
    changes.flatMap((change) =>
      change.kind === kind && change.field !== null ? [change.field] : [],
    ),
  );
}
