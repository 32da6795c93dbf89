import type { Json, TicketSnapshot } from "../../providers/contract";
import type { ExistingParts } from "./detect-changes";
import type { TicketRow } from "./ticket-row";

const MAX_SUBJECT = 200;

/** Keeps id, subject, status, priority and times; the rest stays as mirrored. */
export function reducedSnapshot(
  snapshot: TicketSnapshot,
  known: TicketRow | undefined,
  parts: ExistingParts,
): TicketSnapshot {
  return {
    ...snapshot,
    subject: known ? known.subject : (snapshot.subject?.slice(0, MAX_SUBJECT) ?? null),
    body: undefined,
    messages: undefined,
    attachments: undefined,
    category: known?.category_id ? { id: known.category_id, label: known.category_label } : null,
    requesterName: known?.requester_name ?? null,
    cc: known?.cc ?? [],
    collaboratorIds: known?.collaborator_ids ?? [],
    messageCount: known?.message_count ?? null,
    services: parts.services.map((service) => ({
      ...service,
      details: detailsOf(service.details),
    })),
    fields: known?.fields ?? {},
    providerUrl: known?.provider_url ?? null,
    complete: false,
  };
}

function detailsOf(details: Json): Record<string, Json> {
  return typeof details === "object" && details !== null && !Array.isArray(details) ? details : {};
}
