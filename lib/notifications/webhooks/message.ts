import type { OrganizationKind } from "../../notices/kinds";
import type { NoticeDetail } from "../../notices/types";
import { portalUrl } from "../../portal-url";
import { organizationUrl, ticketUrl } from "../../routes";

/** `type` of the body: what it is about, and what happened. Receivers depend on them. */
const TYPES: Readonly<Record<OrganizationKind, string>> = {
  answered: "ticket.answered",
  your_turn: "ticket.your_turn",
  changed: "ticket.changed",
  filed: "ticket.filed",
  failed: "submission.failed",
  edited: "ticket.edited",
  connection: "connection.needs_attention",
  mentioned: "ticket.mentioned",
  added: "organization.person_added",
  notice: "ticket.automatic_message",
};

export const webhookType = (kind: OrganizationKind | null): string =>
  kind === null ? "webhook.test" : TYPES[kind];

interface WebhookMessage {
  id: string;
  body: string;
}

export interface MessageNotice {
  id: string;
  kind: OrganizationKind;
  detail: NoticeDetail;
  at: Date;
  organizationId: string;
  eventId: string | null;
  submissionId: string | null;
  connectionId: string | null;
  ticket: { id: string; number: string; provider: string } | null;
}

/**
 * Ids and codes only: receivers read texts in the portal. The id is that of the notice, so that a
 * replay repeats it.
 */
export function noticeMessage(notice: MessageNotice): WebhookMessage {
  const { kind, detail, ticket, submissionId, connectionId, eventId } = notice;
  return {
    id: `msg_${notice.id}`,
    body: JSON.stringify({
      type: webhookType(kind),
      timestamp: notice.at.toISOString(),
      data: {
        kind,
        detail,
        ticketId: ticket?.id ?? null,
        number: ticket?.number ?? null,
        provider: ticket?.provider ?? null,
        submissionId,
        connectionId,
        eventId,
        url: portalUrl(pageOf(notice)),
      },
    }),
  };
}

function pageOf({ organizationId, ticket, submissionId, connectionId, kind }: MessageNotice) {
  if (ticket) return ticketUrl("customer", ticket.id);
  if (submissionId !== null) return ticketUrl("customer", submissionId);
  if (kind === "connection" && connectionId !== null) return "/connections";
  return organizationUrl({ in: organizationId });
}

export function testMessage(deliveryId: string, at: Date): WebhookMessage {
  return {
    id: `msg_${deliveryId}`,
    body: JSON.stringify({
      type: webhookType(null),
      timestamp: at.toISOString(),
      data: { kind: "test", detail: "test", url: portalUrl(organizationUrl()) },
    }),
  };
}
