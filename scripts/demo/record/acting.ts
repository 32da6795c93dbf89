import { db } from "../../../lib/db/kysely";
import { Random } from "../../../sandbox/shared/random";
import {
  applyAction,
  messageKey,
  type TimelineControls,
  type TimelineIds,
  withNumbers,
} from "../../../sandbox/timeline/apply";
import type { Timeline, TimelineAction } from "../../../sandbox/timeline/types";
import { fileInPortal, portalPerson, replyInPortal, submissionResult } from "./portal-person";

/** The part of what people write that they write in the portal; the rest they write at the provider. */
const IN_PORTAL = 0.7;

export interface OpenedConnection {
  id: string;
  provider: string;
}

export interface ActingOptions {
  timeline: Timeline;
  controls: TimelineControls;
  ids: TimelineIds;
  /** The portal's connection to an account, while it works. */
  connectionOf(action: TimelineAction): OpenedConnection | undefined;
}

export interface Actor {
  act(action: TimelineAction): Promise<void>;
  /** Written in the portal; accepted there, but not sent and so written at the provider. */
  counts: { portal: number; refused: number };
}

/** Performs a timeline's actions: what customers write partly through the portal, all else at the sandboxes. */
export function timelineActor({ timeline, controls, ids, connectionOf }: ActingOptions): Actor {
  const chance = new Random(20_261_126);
  const needed = new Set(
    timeline.flatMap(({ ticket, act }) =>
      act.kind === "edited" || act.kind === "removed" ? [messageKey(ticket, act.message)] : [],
    ),
  );
  const counts = { portal: 0, refused: 0 };

  async function inPortal(action: TimelineAction): Promise<boolean> {
    const act = withNumbers(action, controls, ids);
    if (act.kind !== "filed" && act.kind !== "customer") return false;
    const wants = chance.chance(IN_PORTAL);
    const connection = connectionOf(action);
    if (!wants || !connection) return false;
    const viewer = await portalPerson(act.by);
    if (act.kind === "filed") {
      const filed = await sent(await fileInPortal(viewer, connection, act));
      if (filed?.external_id) ids.tickets.set(action.ticket, filed.external_id);
      return Boolean(filed?.external_id);
    }
    const key = messageKey(action.ticket, act.message);
    const ticket = await mirroredTicket(connection.id, ids.tickets.get(action.ticket));
    if (needed.has(key) || !ticket) return false;
    const replied = await sent(await replyInPortal(viewer, ticket.id, act));
    if (replied?.external_id) ids.messages.set(key, replied.external_id);
    return replied !== undefined;
  }

  async function sent(submissionId: string | null) {
    if (submissionId === null) return undefined;
    const result = await submissionResult(submissionId);
    if (result.state === "sent") return result;
    counts.refused += 1;
    return undefined;
  }

  return {
    counts,
    async act(action) {
      const written = await inPortal(action);
      if (written) counts.portal += 1;
      else applyAction(action, controls, ids);
    },
  };
}

function mirroredTicket(
  connectionId: string,
  externalId: string | undefined,
): Promise<{ id: string } | undefined> {
  return db()
    .selectFrom("ticket")
    .where("connection_id", "=", connectionId)
    .where("external_id", "=", externalId ?? "")
    .select("id")
    .executeTakeFirst();
}
