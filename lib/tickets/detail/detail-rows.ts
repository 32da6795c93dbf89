import { sql } from "../../db/sql";
import type { CapabilityState, Json } from "../../providers/contract";
import type { ListRow } from "../list/list-page";

/** A ticket with its connection's capabilities. */
export interface DetailRow extends ListRow {
  organization_id: string;
  connection_id: string;
  external_id: string;
  body: string | null;
  category_id: string | null;
  category_label: string | null;
  cc: string[];
  collaborator_ids: string[];
  fields: Record<string, Json>;
  provider_url: string | null;
  opened_at: Date | null;
  provider_updated_at: Date | null;
  last_message_at: Date | null;
  first_seen_at: Date;
  capabilities: CapabilityState[];
  incomplete_since: Date | null;
}

export interface MessageJson {
  externalId: string;
  sender: string;
  senderName: string | null;
  body: string | null;
  encrypted: boolean;
  sentAt: string | null;
}
export interface AttachmentJson {
  id: string;
  externalId: string;
  messageExternalId: string | null;
  filename: string | null;
  mimeType: string | null;
}
export interface ServiceJson {
  serviceId: string | null;
  externalId: string | null;
  kind: string;
  name: string | null;
  details: Record<string, Json>;
  status?: string | null;
  goneAt?: string | null;
}
export interface TicketParts {
  messages: MessageJson[];
  attachments: AttachmentJson[];
  services: ServiceJson[];
}

/**
 * Loads messages, attachments and services. The caller has found the ticket in the viewer's scope.
 */
export async function loadTicketParts(ticketId: string): Promise<TicketParts> {
  const [row] = await sql<{ [Key in keyof TicketParts]: TicketParts[Key] | null }>(
    `SELECT (
        SELECT jsonb_agg(
          jsonb_build_object(
            'externalId', m.external_id,
            'sender', m.sender,
            'senderName', m.sender_name,
            'body', m.body,
            'encrypted', m.encrypted,
            'sentAt', m.sent_at
          )
          ORDER BY m.sent_at NULLS LAST, m.position
        )
        FROM message m
        WHERE m.ticket_id = $1
      ) AS messages,
        (
          SELECT jsonb_agg(
            jsonb_build_object(
              'id', a.id,
              'externalId', a.external_id,
              'messageExternalId', a.message_external_id,
              'filename', a.filename,
              'mimeType', a.mime_type
            )
            ORDER BY a.id
          )
          FROM attachment a
          WHERE a.ticket_id = $1
        ) AS attachments,
        (
          SELECT jsonb_agg(
            jsonb_build_object(
              'serviceId', ts.service_id,
              'externalId', s.external_id,
              'kind', ts.kind,
              'name', ts.name,
              'details', ts.details,
              'status', s.status,
              'goneAt', s.gone_at
            )
            ORDER BY ts.position
          )
          FROM ticket_service ts
          LEFT JOIN service s ON s.id = ts.service_id
          WHERE ts.ticket_id = $1
        ) AS services`,
    [ticketId],
  );
  return {
    messages: row?.messages ?? [],
    attachments: row?.attachments ?? [],
    services: row?.services ?? [],
  };
}
