import { jsonArrayFrom } from "kysely/helpers/postgres";

import type { Viewer } from "../../auth/types";
import { compileOnce, type Placeholders } from "../../db/compile-once";
import { db } from "../../db/kysely";
import { isCausedBy } from "../../notices/rules/is-caused-by";
import { findProvider } from "../../providers/registry";
import { turnOf } from "../../providers/turn";
import type { EventView, TicketDetail } from "./types";

const MAX_ACTIONS = 20;

/** The viewer's own acts on a ticket, newest first. */
export const loadOwnActions = (viewer: Viewer, ticketId: string) =>
  ownActions({ ticketId, userId: viewer.userId });

export type OwnActions = Awaited<ReturnType<typeof loadOwnActions>>;

/**
 * Returns the newest event that the viewer did not cause. Their own reply, its files and the
 * following status change do not count.
 */
export function newestForeignEvent(
  ticket: Pick<TicketDetail, "events" | "provider">,
  rows: OwnActions,
): EventView | null {
  const actions = rows.map(({ files, ...row }) => ({
    ...row,
    fileNames: files.map(({ filename }) => filename),
  }));
  const turns = findProvider(ticket.provider.id)?.turns ?? {};
  const turn = (status: string) => turnOf({ turns }, status);
  return (
    ticket.events.find((event) => !actions.some((action) => isCausedBy(event, action, turn))) ??
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
