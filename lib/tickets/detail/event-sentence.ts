import { markForeign } from "../../i18n/foreign-words";
import { type MessageKey, renderMessage, type Translate } from "../../i18n/message";
import { visibleName } from "../../i18n/visible-name";
import type { Json, Labels, TicketProvider } from "../../providers/contract";
import { labelled, markedLabel } from "../../providers/labels";
import { isBlank } from "../../text/blank";
import { codeWords } from "../../text/code-words";
import { shorten } from "../../text/shorten";
import type { NamesById } from "./names-by-id";

interface ObservedEvent {
  kind: string;
  field: string | null;
  before: Json;
  after: Json;
}

export interface SentenceReader {
  names?: NamesById;
  /** Shows the provider's ids and codes unchanged. */
  staff?: boolean;
}

const FIELD_LABELS: Labels = {
  subject: "history.field.subject",
  body: "history.field.body",
  status: "history.field.status",
  priority: "history.field.priority",
  requester_name: "history.field.requester",
  cc: "history.field.cc",
  collaborator_ids: "history.field.collaborators",
  provider_url: "history.field.providerUrl",
};

/** Kinds whose `before` holds the removed item. */
const REMOVED_KINDS: ReadonlySet<string> = new Set([
  "service_unlinked",
  "message_removed",
  "attachment_removed",
]);

const KNOWN_SENDERS: ReadonlySet<string> = new Set(["customer", "staff", "automation"]);

const MAX_VALUE_CHARACTERS = 80;
const MAX_NAME_CHARACTERS = 200;

/** Describes an event for `MarkedText`: "Status changed from Open to Answered". */
export function eventSentence(
  t: Translate,
  event: ObservedEvent,
  provider: TicketProvider | undefined,
  reader: SentenceReader = {},
): string {
  const item = record(REMOVED_KINDS.has(event.kind) ? event.before : event.after);
  switch (event.kind) {
    case "first_seen":
      return t("history.event.firstSeen");
    case "gone":
      return t("history.event.gone");
    case "returned":
      return t("history.event.returned");
    case "message_added":
      return t("history.event.messageAdded", senderOf(item));
    case "message_changed":
      return t("history.event.messageChanged", senderOf(item));
    case "message_removed":
      return t("history.event.messageRemoved", senderOf(item));
    case "attachment_added": {
      const name = text(item.filename);
      return name ? t("history.event.fileAdded", { name }) : t("history.event.unnamedFileAdded");
    }
    case "attachment_removed": {
      const name = text(item.filename);
      return name
        ? t("history.event.fileRemoved", { name })
        : t("history.event.unnamedFileRemoved");
    }
    case "service_linked": {
      const name = serviceName(item);
      return name
        ? t("history.event.serviceLinked", { name })
        : t("history.event.unnamedServiceLinked");
    }
    case "service_unlinked": {
      const name = serviceName(item);
      return name
        ? t("history.event.serviceUnlinked", { name })
        : t("history.event.unnamedServiceUnlinked");
    }
    default:
      return changeSentence(t, event, provider, reader);
  }
}

/** By name, else by what the sender is. */
function senderOf(item: { [key: string]: Json }): { sender: string; name: string } {
  const { sender } = item;
  const name = text(item.senderName);
  if (name === null && typeof sender === "string" && KNOWN_SENDERS.has(sender))
    return { sender, name: "" };
  const shown = name ?? text(sender);
  return shown === null ? { sender: "other", name: "" } : { sender: "named", name: shown };
}

function serviceName(item: { [key: string]: Json }): string | null {
  return text(item.name) ?? text(item.externalId);
}

function changeSentence(
  t: Translate,
  event: ObservedEvent,
  provider: TicketProvider | undefined,
  { names = new Map(), staff = false }: SentenceReader,
): string {
  const field = event.field ?? "";
  const label = fieldLabel(t, field, provider);
  // Long texts are not quoted, and times need the reader's time zone.
  if (field === "body" || isTime(field, provider)) {
    if (event.after === null) return t("history.event.removed", { label });
    return event.before === null
      ? t("history.event.set", { label })
      : t("history.event.changed", { label });
  }
  const labels = valueLabels(field, provider);
  const ofUsers = holdsUsers(field, provider);
  if (ofUsers && !staff && hasUnnamed(event.after, names))
    return t(isEmpty(event.before) ? "history.event.set" : "history.event.changed", { label });
  const isLeftOut = ofUsers && !staff && hasUnnamed(event.before, names);
  const asWords = !staff && !ofUsers && holdsCodes(field, provider);
  const [before, after] = [isLeftOut ? null : event.before, event.after].map((value) =>
    formatValue(t, ofUsers ? named(value, names) : value, { labels, asWords }),
  );
  if (!before)
    return after
      ? t("history.event.setTo", { label, after })
      : t("history.event.removed", { label });
  return after
    ? t("history.event.changedTo", { label, before, after })
    : t("history.event.removedWas", { label, before });
}

function fieldLabel(t: Translate, field: string, provider: TicketProvider | undefined): string {
  if (field === "category_id")
    return rendered(t, provider?.categoryLabel ?? "history.field.category");
  if (!field.startsWith("fields.")) return markedLabel(labelled(t, FIELD_LABELS, field));
  const key = field.slice("fields.".length);
  const known = provider?.details.find((detail) => detail.key === key);
  return known ? rendered(t, known.label) : markForeign(key);
}

function rendered(t: Translate, key: MessageKey): string {
  return renderMessage(t, { key });
}

function valueLabels(field: string, provider: TicketProvider | undefined): Labels | undefined {
  if (field === "status") return provider?.statuses;
  if (field === "priority") return provider?.priorities;
  return field === "category_id" ? provider?.categories : undefined;
}

function holdsUsers(field: string, provider: TicketProvider | undefined): boolean {
  return (
    field === "collaborator_ids" ||
    (provider?.details.some(
      (detail) => detail.idOf === "user" && field === `fields.${detail.key}`,
    ) ??
      false)
  );
}

/** A field whose values are codes of the provider. */
function holdsCodes(field: string, provider: TicketProvider | undefined): boolean {
  return (
    valueLabels(field, provider) !== undefined ||
    (provider?.details.some(({ key, kind }) => kind === "text" && field === `fields.${key}`) ??
      false)
  );
}

function hasUnnamed(value: Json, names: NamesById): boolean {
  if (Array.isArray(value)) return value.some((each) => hasUnnamed(each, names));
  return typeof value === "string" && !isBlank(value) && !names.has(value);
}

const isEmpty = (value: Json): boolean =>
  value === null || (Array.isArray(value) && value.length === 0);

/** Replaces ids by names where these are known. */
function named(value: Json, names: NamesById): Json {
  if (Array.isArray(value)) return value.map((each) => named(each, names));
  return typeof value === "string" ? (names.get(value) ?? value) : value;
}

/** A field whose values are times. */
export function isTime(field: string, provider: TicketProvider | undefined): boolean {
  return (
    provider?.details.some(
      (detail) => detail.kind === "time" && field === `fields.${detail.key}`,
    ) ?? false
  );
}

function formatValue(
  t: Translate,
  value: Json,
  { labels, asWords }: { labels: Labels | undefined; asWords: boolean },
): string | null {
  if (isEmpty(value)) return null;
  if (typeof value === "boolean") return value ? t("ticket.details.yes") : t("ticket.details.no");
  if (typeof value === "string") {
    const { label, known } = labelled(t, labels, value);
    if (known) return label;
  }
  const plain = Array.isArray(value) ? value.map(plainText).join(", ") : plainText(value);
  const shown = asWords ? codeWords(plain) : plain;
  return isBlank(shown) ? null : markForeign(shorten(shown, MAX_VALUE_CHARACTERS));
}

function plainText(value: Json): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function record(value: Json): { [key: string]: Json } {
  return value !== null && typeof value === "object" && !Array.isArray(value) ? value : {};
}

function text(value: Json | undefined): string | null {
  return typeof value === "string" && !isBlank(value)
    ? markForeign(shorten(visibleName(value), MAX_NAME_CHARACTERS))
    : null;
}
