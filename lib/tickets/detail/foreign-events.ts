import type { Viewer } from "../../auth/types";
import { sql } from "../../db/sql";
import type { Json, Turn } from "../../providers/contract";
import { findProvider } from "../../providers/registry";
import type { EventView, TicketDetail } from "./types";

type ActionKind = "reply" | "close" | "reopen" | "solve" | "collaborators" | "create";

interface OwnAction {
  kind: ActionKind;
  external_id: string | null;
  sending_at: Date;
  settled_at: Date | null;
  filenames: string[];
}

/** An action's changes may be mirrored this long after it settles. */
const ECHO_MS = 60_000;
/** Maximum difference between the clocks of two processes. */
const CLOCK_MS = 2_000;

/** The turn that an action of the customer leads to. */
const TURN_AFTER: Partial<Record<ActionKind, Turn>> = {
  create: "theirs",
  reply: "theirs",
  reopen: "theirs",
  close: "done",
  solve: "done",
};

const MAX_ACTIONS = 20;

/**
 * Returns the newest event that the viewer did not cause. Their own reply, its files and the
 * following status change do not count. The ticket is one of the viewer's own.
 */
export async function newestForeignEvent(
  viewer: Viewer,
  ticket: Pick<TicketDetail, "id" | "events" | "provider">,
): Promise<EventView | null> {
  const actions = await sql<OwnAction>(
    `SELECT s.kind, s.external_id, s.sending_at, s.settled_at,
        (
          SELECT coalesce(array_agg(f.filename), '{}')
          FROM outgoing_file f
          WHERE f.submission_id = s.id
        ) AS filenames
      FROM submission s
      WHERE s.ticket_id = $1
        AND s.user_id = $2
        AND s.sending_at IS NOT NULL
      ORDER BY s.sending_at DESC
      LIMIT $3`,
    [ticket.id, viewer.userId, MAX_ACTIONS],
  );
  const turns = findProvider(ticket.provider.id)?.turns ?? {};
  return (
    ticket.events.find((event) => !actions.some((action) => isCausedBy(event, action, turns))) ??
    null
  );
}

function isCausedBy(
  event: EventView,
  action: OwnAction,
  turns: Readonly<Record<string, Turn>>,
): boolean {
  const after = record(event.after);
  if (
    event.kind === "message_added" &&
    action.external_id !== null &&
    event.field === action.external_id
  )
    return true;
  if (event.kind === "attachment_added" && action.filenames.includes(String(after.filename)))
    return true;
  if (!isSoonAfter(event, action)) return false;
  if (event.kind === "first_seen") return action.kind === "create";
  if (event.kind === "message_added") return addsMessages(action) && after.sender === "customer";
  if (event.kind !== "changed") return false;
  if (event.field === "status") return turns[String(event.after)] === TURN_AFTER[action.kind];
  return event.field === "collaborator_ids"
    ? action.kind === "collaborators"
    : Boolean(event.field?.startsWith("fields."));
}

/** Files of a new ticket may arrive as separate messages. */
function addsMessages({ kind, filenames }: OwnAction): boolean {
  return kind === "reply" || (kind === "create" && filenames.length > 0);
}

function isSoonAfter(event: EventView, { sending_at, settled_at }: OwnAction): boolean {
  const seen = event.seenAt.getTime();
  return (
    seen >= sending_at.getTime() - CLOCK_MS &&
    (settled_at === null || seen <= settled_at.getTime() + ECHO_MS)
  );
}

function record(value: Json): { [key: string]: Json } {
  return value !== null && typeof value === "object" && !Array.isArray(value) ? value : {};
}
