import { jsonArrayFrom } from "kysely/helpers/postgres";

import type { Viewer } from "../../auth/types";
import { compileOnce, type Placeholders } from "../../db/compile-once";
import { db } from "../../db/kysely";
import type { Json, Turn } from "../../providers/contract";
import { findProvider } from "../../providers/registry";
import type { SubmissionKind } from "../../submissions/submission";
import type { EventView, TicketDetail } from "./types";

/** An action's changes may be mirrored this long after it settles. */
const ECHO_MS = 60_000;
/** Maximum difference between the clocks of two processes. */
const CLOCK_MS = 2_000;

/** The turn that an action of the customer leads to. */
const TURN_AFTER: Partial<Record<SubmissionKind, Turn>> = {
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
  const actions = await ownActions({ ticketId: ticket.id, userId: viewer.userId });
  const turns = findProvider(ticket.provider.id)?.turns ?? {};
  return (
    ticket.events.find((event) => !actions.some((action) => isCausedBy(event, action, turns))) ??
    null
  );
}

const ownActions = compileOnce((given: Placeholders<{ ticketId: string; userId: string }>) =>
  db()
    .selectFrom("submission as s")
    .select((eb) => [
      "s.kind",
      "s.external_id as externalId",
      eb.ref("s.sending_at").$notNull().as("sendingAt"),
      "s.settled_at as settledAt",
      jsonArrayFrom(
        eb
          .selectFrom("outgoing_file as f")
          .select("f.filename")
          .whereRef("f.submission_id", "=", "s.id"),
      ).as("files"),
    ])
    .where("s.ticket_id", "=", given.ticketId)
    .where("s.user_id", "=", given.userId)
    .where("s.sending_at", "is not", null)
    .orderBy("s.sending_at", "desc")
    .limit(MAX_ACTIONS),
);

type OwnAction = Awaited<ReturnType<typeof ownActions>>[number];

function isCausedBy(
  event: EventView,
  action: OwnAction,
  turns: Readonly<Record<string, Turn>>,
): boolean {
  const after = record(event.after);
  if (
    event.kind === "message_added" &&
    action.externalId !== null &&
    event.field === action.externalId
  )
    return true;
  if (
    event.kind === "attachment_added" &&
    action.files.some(({ filename }) => filename === String(after.filename))
  )
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
function addsMessages({ kind, files }: OwnAction): boolean {
  return kind === "reply" || (kind === "create" && files.length > 0);
}

function isSoonAfter(event: EventView, { sendingAt, settledAt }: OwnAction): boolean {
  const seen = event.seenAt.getTime();
  return (
    seen >= sendingAt.getTime() - CLOCK_MS &&
    (settledAt === null || seen <= settledAt.getTime() + ECHO_MS)
  );
}

function record(value: Json): { [key: string]: Json } {
  return value !== null && typeof value === "object" && !Array.isArray(value) ? value : {};
}
