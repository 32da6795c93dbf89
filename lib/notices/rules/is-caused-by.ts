import type { Json, Turn } from "../../providers/contract";

/** An action's changes may be mirrored this long after it settles. */
const ECHO_MS = 60_000;
/** Maximum difference between the clocks of two processes. */
const CLOCK_MS = 2_000;

type ActionKind = "create" | "reply" | "close" | "reopen" | "solve" | "collaborators";

/** A submission that was sent, or may have been. */
export interface SentAction {
  kind: ActionKind;
  externalId: string | null;
  sendingAt: Date;
  settledAt: Date | null;
  fileNames: readonly (string | null)[];
}

export interface CausedEvent {
  kind: string;
  field: string | null;
  after: Json;
  seenAt: Date;
  /** Time of the previous reading, which did not show the change. */
  notSeenAt?: Date;
}

/** The turn that an action of the customer leads to. */
const TURN_AFTER: Partial<Record<ActionKind, Turn>> = {
  create: "theirs",
  reply: "theirs",
  reopen: "theirs",
  close: "done",
  solve: "done",
};

/** True for the action's own message and files, and for the change of status that follows it. */
export function isCausedBy(
  event: CausedEvent,
  action: SentAction,
  turnOf: (status: string) => Turn,
): boolean {
  const after = record(event.after);
  const isOwnMessage = action.externalId !== null && event.field === action.externalId;
  if (event.kind === "message_added" && isOwnMessage) return true;
  if (event.kind === "attachment_added" && action.fileNames.includes(String(after.filename)))
    return true;
  if (!isSoonAfter(event, action)) return false;
  if (event.kind === "first_seen") return action.kind === "create";
  if (event.kind === "message_added") return addsMessages(action) && after.sender === "customer";
  if (event.kind !== "changed") return false;
  if (event.field === "status") return turnOf(String(event.after)) === TURN_AFTER[action.kind];
  return event.field === "collaborator_ids"
    ? action.kind === "collaborators"
    : Boolean(event.field?.startsWith("fields."));
}

/** Files of a new ticket may arrive as separate messages. */
function addsMessages({ kind, fileNames }: SentAction): boolean {
  return kind === "reply" || (kind === "create" && fileNames.length > 0);
}

function isSoonAfter(event: CausedEvent, { sendingAt, settledAt }: SentAction): boolean {
  if (event.seenAt.getTime() < sendingAt.getTime() - CLOCK_MS) return false;
  if (settledAt === null) return true;
  const since = event.notSeenAt ?? event.seenAt;
  return since.getTime() <= settledAt.getTime() + ECHO_MS;
}

function record(value: Json): { [key: string]: Json } {
  return value !== null && typeof value === "object" && !Array.isArray(value) ? value : {};
}
