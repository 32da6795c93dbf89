import { visibleName } from "../../../i18n/visible-name";
import type { Json } from "../../../providers/contract";
import { isBlank } from "../../../text/blank";
import type { MessageView } from "../types";

/** A ticket or reply that was sent from here, with the provider's ids of its messages. */
export interface SentHere {
  kind: string;
  name: string;
  messageIds: Array<string | null>;
}

/** People of the portal; the provider names the key's account for all that they send. */
export interface PortalAuthors {
  isFiledHere: boolean;
  /** Null for a ticket that was not filed here. */
  filer: string | null;
  /** By the provider's id of the message. */
  writers: ReadonlyMap<string, string>;
}

/** Providers may date the first message a moment after the ticket. */
const SAME_MOMENT_MS = 60_000;

export function portalAuthors(sent: readonly SentHere[]): PortalAuthors {
  const named = sent.filter(({ name }) => !isBlank(name));
  const filing = named.find(({ kind }) => kind === "create");
  return {
    isFiledHere: sent.some(({ kind }) => kind === "create"),
    filer: filing ? visibleName(filing.name) : null,
    writers: new Map(
      named
        .filter(({ kind }) => kind === "reply")
        .flatMap(({ name, messageIds }) =>
          messageIds.flatMap((id) => (id === null ? [] : [[id, visibleName(name)] as const])),
        ),
    ),
  };
}

/** Names the people who wrote messages here, and the account that the provider shows for them. */
export function withPortalAuthors(
  messages: readonly MessageView[],
  { filer, writers }: PortalAuthors,
  openedAt: Date | null,
): MessageView[] {
  return messages.map((message, index) => {
    const isOpening = index === 0 && message.sender === "customer" && isAt(message, openedAt);
    const name = writers.get(message.id) ?? (isOpening ? filer : null);
    if (name === null) return message;
    return {
      ...message,
      author: name,
      sender: "customer",
      account: otherName(message.author, name) ?? undefined,
    };
  });
}

function isAt({ id, sentAt }: MessageView, openedAt: Date | null): boolean {
  if (id === "opening") return true;
  if (sentAt === null || openedAt === null) return false;
  return Math.abs(sentAt.getTime() - openedAt.getTime()) < SAME_MOMENT_MS;
}

/** Returns the account's name if it is not the person's. */
function otherName(account: string | null, person: string): string | null {
  return account?.trim().toLowerCase() === person.trim().toLowerCase() ? null : account;
}

interface MessageEvent {
  field: string | null;
  before: Json;
  after: Json;
}

/** An event of a message that was written here, with its writer's name. */
export function withWriter<Row extends MessageEvent>(row: Row, { writers }: PortalAuthors): Row {
  const senderName = row.field === null ? undefined : writers.get(row.field);
  if (senderName === undefined) return row;
  const named = (value: Json): Json =>
    value !== null && typeof value === "object" && !Array.isArray(value)
      ? { ...value, senderName }
      : value;
  return { ...row, before: named(row.before), after: named(row.after) };
}
