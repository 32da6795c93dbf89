import { contentHash } from "../../db/content-hash";
import type {
  Json,
  TicketAttachment,
  TicketMessage,
  TicketSnapshot,
} from "../../providers/contract";
import type { TicketRow } from "./ticket-row";

interface ExistingPart {
  /** When it was last seen to have changed. */
  changedAt: string | null;
  /** Already reported as removed. */
  isRemoved: boolean;
}

interface ExistingMessage extends ExistingPart {
  body: string | null;
  encrypted: boolean;
  sender: string;
  senderName: string | null;
}

interface ExistingAttachment extends ExistingPart {
  messageExternalId: string | null;
  filename: string | null;
  mimeType: string | null;
}

/** What the mirror holds of a ticket besides its row. */
export interface ExistingParts {
  /** By external id, in their order. Rows of what the provider no longer shows are kept. */
  messages: Map<string, ExistingMessage>;
  attachments: Map<string, ExistingAttachment>;
  services: Array<{ kind: string; externalId: string | null; name: string | null; details: Json }>;
}

export interface Change {
  kind:
    | "first_seen"
    | "changed"
    | "message_added"
    | "message_changed"
    | "message_removed"
    | "attachment_added"
    | "attachment_removed"
    | "service_linked"
    | "service_unlinked"
    | "gone"
    | "returned";
  field: string | null;
  before: Json;
  after: Json;
  happenedAt: string | null;
}

/** Columns whose changes are recorded; times and counters follow from others. */
const RECORDED_COLUMNS = [
  "subject",
  "body",
  "status",
  "priority",
  "category_id",
  "requester_name",
  "cc",
  "collaborator_ids",
  "provider_url",
] as const satisfies ReadonlyArray<keyof TicketRow>;

const isEqual = (one: unknown, other: unknown): boolean => contentHash(one) === contentHash(other);

/** Returns the changes in a stable order. A new ticket is one event, whatever it contains. */
export function detectChanges(
  before: TicketRow | undefined,
  known: ExistingParts,
  after: TicketRow,
  snapshot: TicketSnapshot,
): Change[] {
  if (!before)
    return [
      {
        kind: "first_seen",
        field: null,
        before: null,
        after: { status: after.status, updatedAt: after.provider_updated_at },
        happenedAt: null,
      },
    ];
  const at = after.provider_updated_at;
  const changes: Change[] = [];
  if (before.gone_at !== null)
    changes.push({
      kind: "returned",
      field: null,
      before: { goneAt: before.gone_at },
      after: { status: after.status },
      happenedAt: null,
    });
  for (const field of RECORDED_COLUMNS) {
    if (field === "body" && snapshot.body === undefined) continue;
    if (!isEqual(before[field], after[field]))
      changes.push({
        kind: "changed",
        field,
        before: before[field],
        after: after[field],
        happenedAt: at,
      });
  }
  changes.push(...fieldChanges(before, after));
  changes.push(
    ...(snapshot.messages ?? []).flatMap((message) => messageChange(message, known, at)),
  );
  changes.push(
    ...(snapshot.attachments ?? []).flatMap((attachment) =>
      attachmentChange(attachment, known, at),
    ),
  );
  changes.push(...removals(before, known, snapshot, at));
  changes.push(...serviceChanges(known, snapshot, at));
  return changes;
}

function fieldChanges(before: TicketRow, after: TicketRow): Change[] {
  const keys = [...new Set([...Object.keys(before.fields), ...Object.keys(after.fields)])].sort();
  return keys.flatMap((key): Change[] => {
    const was = before.fields[key] ?? null;
    const is = after.fields[key] ?? null;
    return isEqual(was, is)
      ? []
      : [
          {
            kind: "changed",
            field: `fields.${key}`,
            before: was,
            after: is,
            happenedAt: after.provider_updated_at,
          },
        ];
  });
}

function messageChange(message: TicketMessage, known: ExistingParts, at: string | null): Change[] {
  const had = known.messages.get(message.externalId);
  const seen = { sender: message.sender, senderName: message.senderName };
  if (!had || had.isRemoved)
    return [
      {
        kind: "message_added",
        field: message.externalId,
        before: null,
        after: seen,
        happenedAt: message.sentAt?.toISOString() ?? at,
      },
    ];
  if (had.body === message.body && had.encrypted === message.encrypted) return [];
  // Events are visible to more people than encrypted messages.
  const secret = had.encrypted || message.encrypted;
  return [
    {
      kind: "message_changed",
      field: message.externalId,
      before: secret ? null : { body: had.body },
      after: secret ? seen : { ...seen, body: message.body },
      happenedAt: at,
    },
  ];
}

function attachmentChange(
  attachment: TicketAttachment,
  known: ExistingParts,
  at: string | null,
): Change[] {
  const had = known.attachments.get(attachment.externalId);
  if (had && !had.isRemoved) return [];
  return [
    {
      kind: "attachment_added",
      field: attachment.externalId,
      before: null,
      after: { filename: attachment.filename },
      happenedAt: at,
    },
  ];
}

/** Ids of the parts that a reading lacks and that no earlier one lacked. */
function missingIds(
  had: ReadonlyMap<string, ExistingPart>,
  has: ReadonlyArray<{ externalId: string }> | undefined,
): string[] {
  const there = new Set(has?.map((each) => each.externalId));
  return has
    ? [...had]
        .filter(([id, { isRemoved }]) => !there.has(id) && !isRemoved)
        .map(([id]) => id)
        .sort()
    : [];
}

/** Conversations may be truncated: a message is removed only if the count fell or is missing. */
function countsFewerMessages(
  before: Pick<TicketRow, "message_count">,
  { messageCount }: TicketSnapshot,
): boolean {
  return (
    messageCount === null || before.message_count === null || messageCount < before.message_count
  );
}

/** True when parts that a reading lacks may still be there. */
export function hidesParts(
  before: TicketRow | undefined,
  known: ExistingParts,
  snapshot: TicketSnapshot,
): boolean {
  return (
    (snapshot.leftOut ?? 0) > 0 ||
    (before !== undefined &&
      !countsFewerMessages(before, snapshot) &&
      missingIds(known.messages, snapshot.messages).length > 0)
  );
}

function removals(
  before: TicketRow,
  known: ExistingParts,
  snapshot: TicketSnapshot,
  at: string | null,
): Change[] {
  if ((snapshot.leftOut ?? 0) > 0) return [];
  const messages = countsFewerMessages(before, snapshot)
    ? missingIds(known.messages, snapshot.messages)
    : [];
  return [
    ...messages.map((id): Change => {
      const { sender, senderName } = known.messages.get(id) ?? { sender: null, senderName: null };
      return {
        kind: "message_removed",
        field: id,
        before: { sender, senderName },
        after: null,
        happenedAt: at,
      };
    }),
    ...missingIds(known.attachments, snapshot.attachments).map((id): Change => ({
      kind: "attachment_removed",
      field: id,
      before: { filename: known.attachments.get(id)?.filename ?? null },
      after: null,
      happenedAt: at,
    })),
  ];
}

function serviceChanges(
  known: ExistingParts,
  snapshot: TicketSnapshot,
  at: string | null,
): Change[] {
  const key = (service: { kind: string; externalId: string | null; name: string | null }) =>
    JSON.stringify([service.kind, service.externalId ?? service.name]);
  const had = new Map(known.services.map((service) => [key(service), service]));
  const has = new Map(snapshot.services.map((service) => [key(service), service]));
  const describe = (service: {
    kind: string;
    externalId: string | null;
    name: string | null;
  }): Json => ({ kind: service.kind, externalId: service.externalId, name: service.name });
  return [
    ...[...has]
      .filter(([id]) => !had.has(id))
      .map(([, service]): Change => ({
        kind: "service_linked",
        field: service.externalId,
        before: null,
        after: describe(service),
        happenedAt: at,
      })),
    ...[...had]
      .filter(([id]) => !has.has(id))
      .map(([, service]): Change => ({
        kind: "service_unlinked",
        field: service.externalId,
        before: describe(service),
        after: null,
        happenedAt: at,
      })),
  ];
}
