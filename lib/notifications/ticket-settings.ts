import { actedBy } from "../auth/acted-by";
import { assertMay } from "../auth/permissions";
import { inScope, ownScope, type Scope } from "../auth/scope";
import type { Viewer } from "../auth/types";
import { audit } from "../db/audit";
import { lockUntilCommit } from "../db/expressions";
import { type Db, db, transaction } from "../db/kysely";
import { AppError } from "../errors";
import { mayReadTicket, ticketsAsReadBy } from "../notices/record/readable";
import type { FollowLevel } from "../notices/types";
import { followScope } from "./scope";

/**
 * Follows or mutes a ticket for the viewer; null removes both. Throws `not_found` for a ticket that
 * they may not read.
 */
export async function followTicket(
  viewer: Viewer,
  { ticketId, level }: { ticketId: string; level: FollowLevel | null },
): Promise<{ level: FollowLevel | null }> {
  const { userId } = viewer;
  await transaction(async (client) => {
    await lockReaders(client, ticketId);
    await readableTicket(viewer, ticketId, followScope(viewer), client);
    if (level === null)
      await client
        .deleteFrom("ticket_follow")
        .where("ticket_id", "=", ticketId)
        .where("user_id", "=", userId)
        .execute();
    else
      await client
        .insertInto("ticket_follow")
        .values({ ticket_id: ticketId, user_id: userId, level })
        .onConflict((conflict) => conflict.columns(["ticket_id", "user_id"]).doUpdateSet({ level }))
        .execute();
  });
  return { level };
}

/** Following gives access to a private ticket, so no one can start while it becomes private. */
export async function lockReaders(client: Db, ticketId: string): Promise<void> {
  await lockUntilCommit(client, `readers of ${ticketId}`);
}

interface Sensitivity {
  ticketId: string;
  isSensitive: boolean;
}

/**
 * Leaves a ticket's subject and messages out of emails and pushes to everybody, or no longer. Throws
 * `not_found` for a ticket that the viewer may not read, and `forbidden` for readers.
 */
export async function markSensitive(
  viewer: Viewer,
  { ticketId, isSensitive }: Sensitivity,
): Promise<Sensitivity> {
  const { organizationId } = await readableTicket(viewer, ticketId, ownScope(viewer));
  assertMay(viewer, "tickets.write", organizationId);
  await transaction(async (client) => {
    const changed = await (isSensitive ? marked(client, ticketId) : unmarked(client, ticketId));
    if (changed === undefined) return;
    const action = isSensitive ? "ticket.marked_sensitive" : "ticket.unmarked_sensitive";
    await audit(
      { ...actedBy(viewer), organizationId, action, targetType: "ticket", targetId: ticketId },
      client,
    );
  });
  return { ticketId, isSensitive };
}

/** Undefined if it was marked before. */
function marked(client: Db, ticketId: string) {
  return client
    .insertInto("ticket_setting")
    .values({ ticket_id: ticketId, is_sensitive: true })
    .onConflict((conflict) =>
      conflict
        .column("ticket_id")
        .doUpdateSet({ is_sensitive: true })
        .where("ticket_setting.is_sensitive", "=", false),
    )
    .returning("ticket_id")
    .executeTakeFirst();
}

/** Undefined if it was not marked before. */
function unmarked(client: Db, ticketId: string) {
  return client
    .updateTable("ticket_setting")
    .set({ is_sensitive: false })
    .where("ticket_id", "=", ticketId)
    .where("is_sensitive", "=", true)
    .returning("ticket_id")
    .executeTakeFirst();
}

/** Throws `not_found` for a ticket outside the scope, or that the viewer may not read. */
async function readableTicket(
  { userId }: Viewer,
  ticketId: string,
  scope: Scope,
  on: Db = db(),
): Promise<{ organizationId: string }> {
  const ticket = await ticketsAsReadBy(on, userId)
    .select("t.organization_id as organizationId")
    .where("t.id", "=", ticketId)
    .where("u.disabled_at", "is", null)
    .where((eb) => inScope(scope, eb.ref("t.organization_id")))
    .where(mayReadTicket())
    .executeTakeFirst();
  if (!ticket) throw new AppError("not_found");
  return ticket;
}
