import type { Json, TicketProvider } from "../../providers/contract";
import { isBlank } from "../../text/blank";
import { isolate } from "../../text/direction";
import { shorten } from "../../text/shorten";
import { visibleName } from "../../text/visible-name";

interface ObservedEvent {
  kind: string;
  field: string | null;
  before: Json;
  after: Json;
}

const FIELD_LABELS: Readonly<Record<string, string>> = {
  subject: "Subject",
  body: "Opening message",
  status: "Status",
  priority: "Priority",
  requester_name: "Requester",
  cc: "CC",
  collaborator_ids: "Collaborators",
  provider_url: "Provider’s address",
};

/** Kinds whose `before` holds the removed item. */
const REMOVED_KINDS: ReadonlySet<string> = new Set([
  "service_unlinked",
  "message_removed",
  "attachment_removed",
]);

const MAX_VALUE_CHARACTERS = 80;
const MAX_NAME_CHARACTERS = 200;

/** Describes an event: "Status changed from Open to Answered". */
export function eventSentence(event: ObservedEvent, provider: TicketProvider | undefined): string {
  const item = record(REMOVED_KINDS.has(event.kind) ? event.before : event.after);
  switch (event.kind) {
    case "first_seen":
      return "First seen here";
    case "gone":
      return "The provider no longer has this ticket";
    case "returned":
      return "The provider shows this ticket again";
    case "message_added":
      return `New message from ${text(item.senderName) ?? text(item.sender) ?? "somebody"}`;
    case "message_changed":
      return `Message from ${text(item.senderName) ?? text(item.sender) ?? "somebody"} changed`;
    case "message_removed":
      return `Message from ${text(item.senderName) ?? text(item.sender) ?? "somebody"} removed at the provider`;
    case "attachment_removed":
      return `File removed at the provider: ${text(item.filename) ?? "without a name"}`;
    case "attachment_added":
      return `File added: ${text(item.filename) ?? "without a name"}`;
    case "service_linked":
      return `Service linked: ${text(item.name) ?? text(item.externalId) ?? "without a name"}`;
    case "service_unlinked":
      return `Service no longer linked: ${text(item.name) ?? text(item.externalId) ?? "without a name"}`;
    default:
      return changeSentence(event, provider);
  }
}

function changeSentence(event: ObservedEvent, provider: TicketProvider | undefined): string {
  const field = event.field ?? "";
  const label = labelOf(field, provider);
  // Long texts are not quoted, and times need the reader's time zone.
  if (field === "body" || isTime(field, provider))
    return event.after === null
      ? `${label} removed`
      : `${label} ${event.before === null ? "set" : "changed"}`;
  const labels =
    field === "status"
      ? provider?.statuses
      : field === "priority"
        ? provider?.priorities
        : undefined;
  const [before, after] = [event.before, event.after].map((value) => formatValue(value, labels));
  if (!before) return `${label} set to ${after ?? "nothing"}`;
  return after ? `${label} changed from ${before} to ${after}` : `${label} removed, was ${before}`;
}

function labelOf(field: string, provider: TicketProvider | undefined): string {
  if (field === "category_id") return provider?.categoryLabel ?? "Category";
  if (field.startsWith("fields.")) {
    const key = field.slice("fields.".length);
    return provider?.details.find((detail) => detail.key === key)?.label ?? key;
  }
  return FIELD_LABELS[field] ?? field;
}

function isTime(field: string, provider: TicketProvider | undefined): boolean {
  return (
    provider?.details.some(
      (detail) => detail.kind === "time" && field === `fields.${detail.key}`,
    ) ?? false
  );
}

function formatValue(
  value: Json,
  labels: Readonly<Record<string, string>> | undefined,
): string | null {
  if (value === null || (Array.isArray(value) && value.length === 0)) return null;
  const plain = Array.isArray(value)
    ? value.map((entry) => (typeof entry === "string" ? entry : JSON.stringify(entry))).join(", ")
    : typeof value === "string"
      ? (labels?.[value] ?? value)
      : JSON.stringify(value);
  return isBlank(plain) ? null : isolate(shorten(plain, MAX_VALUE_CHARACTERS));
}

function record(value: Json): { [key: string]: Json } {
  return value !== null && typeof value === "object" && !Array.isArray(value) ? value : {};
}

function text(value: Json | undefined): string | null {
  return typeof value === "string" && !isBlank(value)
    ? isolate(shorten(visibleName(value), MAX_NAME_CHARACTERS))
    : null;
}
