import type { Json, LinkedService, TicketSnapshot } from "../contract";
import type { Parsed } from "../read-answer";
import { isRecord, usableId, webAddress, webUrl } from "../schema-helpers";
import { splitComments } from "./conversation/conversation-map";
import type { UpsunTicket } from "./schema";
import { upsunDetails } from "./vocabulary";

/** Names a project by the end of its address, or its region. */
function projectName(ticket: UpsunTicket): string | null {
  const address = webUrl(ticket.project_url);
  const last = address?.pathname.split("/").findLast((part) => part !== "");
  if (last) return last;
  if (address) return address.hostname;
  return ticket.region || null;
}

function servicesOf(ticket: UpsunTicket): LinkedService[] {
  if (!ticket.subscription_id && !ticket.project_url) return [];
  const told = Object.entries({
    project_url: ticket.project_url,
    region: ticket.region,
    support_plan: ticket.support_plan,
    environment: ticket.environment,
  }).filter((entry): entry is [string, string] => typeof entry[1] === "string" && entry[1] !== "");
  return [
    {
      kind: "project",
      externalId: ticket.subscription_id,
      name: projectName(ticket),
      details: Object.fromEntries(told),
    },
  ];
}

function fieldsOf(raw: Json): { [key: string]: Json } {
  if (!isRecord(raw)) return {};
  const fields: { [key: string]: Json } = {};
  for (const { key } of upsunDetails) {
    const value = raw[key];
    if (value !== undefined) fields[key] = value;
  }
  return fields;
}

/** Complete only if the answer has more than the id; `isWhole`: there are no messages to read. */
export function writtenSnapshot(
  { data, raw, sentAt }: Parsed<UpsunTicket>,
  isWhole = true,
): TicketSnapshot {
  return fromUpsunTicket(
    data,
    raw,
    sentAt,
    isWhole && Boolean(data.status) && typeof data.subject === "string",
  );
}

/** Without messages and files: see `withComments`. */
export function fromUpsunTicket(
  ticket: UpsunTicket,
  raw: Json,
  readAt: Date,
  complete = true,
): TicketSnapshot {
  const category = usableId(ticket.category);
  return {
    externalId: ticket.ticket_id,
    number: ticket.ticket_id,
    subject: ticket.subject ?? null,
    body: ticket.description,
    status: ticket.status || "unknown",
    priority: ticket.priority || null,
    category: category === null ? null : { id: category, label: null },
    openedAt: ticket.created,
    updatedAt: ticket.updated,
    lastMessageAt: null,
    requesterName: null,
    cc: [],
    collaboratorIds: ticket.collaborator_ids,
    messageCount: null,
    services: servicesOf(ticket),
    fields: fieldsOf(raw),
    providerUrl: webAddress(ticket.zd_ticket_url),
    complete,
    raw: splitComments(raw).ticket,
    readAt,
  };
}
