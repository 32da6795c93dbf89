import type { Expression } from "kysely";
import { jsonArrayFrom } from "kysely/helpers/postgres";

import { type Scope, scopedTickets, type ScopeValues, scopeValues } from "../../auth/scope";
import { freshnessJson } from "../../connections/freshness";
import { compileOnce, type Placeholders } from "../../db/compile-once";
import { db } from "../../db/kysely";
import type { CapabilityState, ConnectionCheck, Json } from "../../providers/contract";
import { LIST_COLUMNS, readAt } from "../list/list-rows";
import { listedName } from "../listed-name";
import { mayChangePrivacy } from "../privacy/set-privacy";
import { standingOf } from "./follow-state";
import { waitingJson } from "./waiting";

interface TicketOfViewer extends ScopeValues {
  ticketId: string;
  viewerId: string;
}

const ticketRows = compileOnce(({ ticketId, ...scope }: Placeholders<TicketOfViewer>) =>
  scopedTickets(scope)
    .innerJoin("connection as c", "c.id", "t.connection_id")
    .innerJoin("organization as o", "o.id", "t.organization_id")
    .select(LIST_COLUMNS)
    .select((eb) => [
      readAt(),
      "t.organization_id as organizationId",
      "t.external_id as externalId",
      "t.body",
      "t.category_id as categoryId",
      "t.category_label as categoryLabel",
      eb.ref("t.cc").$notNull().as("cc"),
      eb.ref("t.collaborator_ids").$notNull().as("collaboratorIds"),
      eb.ref("t.fields").$castTo<Record<string, Json>>().as("fields"),
      "t.provider_url as providerUrl",
      "t.opened_at as openedAt",
      "t.provider_updated_at as updatedAt",
      "t.last_message_at as lastMessageAt",
      "t.first_seen_at as firstSeenAt",
      "t.conversation_read_at as conversationReadAt",
      eb.ref("c.capabilities").$castTo<CapabilityState[]>().as("capabilities"),
      eb.ref("c.account").$castTo<ConnectionCheck["account"]>().as("account"),
      freshnessJson().as("connection"),
      waitingJson().as("waiting"),
      "o.calendar",
      eb
        .selectFrom("unwritable_ticket as u")
        .select("u.first_at")
        .whereRef("u.connection_id", "=", "t.connection_id")
        .whereRef("u.external_id", "=", "t.external_id")
        .as("incompleteSince"),
      eb
        .selectFrom("ticket_setting as setting")
        .select("setting.is_sensitive")
        .whereRef("setting.ticket_id", "=", "t.id")
        .as("isSensitive"),
      eb
        .selectFrom("ticket_setting as privacy")
        .select("privacy.is_private")
        .whereRef("privacy.ticket_id", "=", "t.id")
        .as("isPrivate"),
      mayChangePrivacy(scope.viewerId).as("mayChangePrivacy"),
    ])
    .select(standingOf(scope.viewerId))
    .where("t.id", "=", ticketId),
);

export type DetailRow = Awaited<ReturnType<typeof ticketRows>>[number];

/**
 * A ticket within the scope, with its connection's capabilities and freshness, and where the viewer
 * stands with it.
 */
export async function loadTicketRow(
  scope: Scope,
  given: Pick<TicketOfViewer, "ticketId" | "viewerId">,
): Promise<DetailRow | undefined> {
  const [row] = await ticketRows({ ...given, ...scopeValues(scope) });
  return row;
}

const ticketParts = compileOnce(({ ticketId }: Placeholders<{ ticketId: string }>) =>
  db().selectNoFrom([
    jsonArrayFrom(messagesOf(ticketId)).as("messages"),
    jsonArrayFrom(attachmentsOf(ticketId)).as("attachments"),
    jsonArrayFrom(servicesOf(ticketId)).as("services"),
  ]),
);

export type TicketParts = Awaited<ReturnType<typeof ticketParts>>[number];
export type MessageJson = TicketParts["messages"][number];
export type AttachmentJson = TicketParts["attachments"][number];
export type ServiceJson = TicketParts["services"][number];

/**
 * Loads messages, attachments and services. The caller has found the ticket in the viewer's scope.
 */
export async function loadTicketParts(ticketId: string): Promise<TicketParts> {
  const [parts] = await ticketParts({ ticketId });
  return parts ?? { messages: [], attachments: [], services: [] };
}

function messagesOf(ticketId: Expression<string>) {
  return db()
    .selectFrom("message as m")
    .select([
      "m.external_id as externalId",
      "m.sender",
      "m.sender_id as senderId",
      "m.sender_name as senderName",
      "m.body",
      "m.encrypted",
      "m.sent_at as sentAt",
      "m.removed_at as removedAt",
    ])
    .where("m.ticket_id", "=", ticketId)
    .orderBy("m.sent_at", (order) => order.asc().nullsLast())
    .orderBy("m.position");
}

function attachmentsOf(ticketId: Expression<string>) {
  return db()
    .selectFrom("attachment as a")
    .select([
      "a.id",
      "a.external_id as externalId",
      "a.message_external_id as messageExternalId",
      "a.filename",
      "a.mime_type as mimeType",
      "a.download_url as downloadUrl",
      "a.removed_at as removedAt",
    ])
    .where("a.ticket_id", "=", ticketId)
    .orderBy("a.id");
}

function servicesOf(ticketId: Expression<string>) {
  return db()
    .selectFrom("ticket_service as ts")
    .leftJoin("service as v", "v.id", "ts.service_id")
    .select((eb) => [
      "ts.service_id as serviceId",
      "v.external_id as externalId",
      "ts.kind",
      "ts.name",
      listedName().as("listedName"),
      eb.ref("ts.details").$castTo<Record<string, Json>>().as("details"),
      "v.status",
      eb.ref("v.details").$castTo<Record<string, Json> | null>().as("newDetails"),
      "v.gone_at as goneAt",
    ])
    .where("ts.ticket_id", "=", ticketId)
    .orderBy("ts.position");
}
