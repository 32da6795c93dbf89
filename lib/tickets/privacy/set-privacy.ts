import { type Expression, expressionBuilder } from "kysely";

import { actedBy } from "../../auth/acted-by";
import { assertMay } from "../../auth/permissions";
import { ownScope, scopedTickets } from "../../auth/scope";
import type { Viewer } from "../../auth/types";
import { audit } from "../../db/audit";
import { asBoolean, excludedValues } from "../../db/expressions";
import { type Db, transaction } from "../../db/kysely";
import type { DB } from "../../db/table-types";
import { AppError } from "../../errors";
import { message } from "../../i18n/message";
import { forgetTicketWords } from "../../mirror/write/search/learn-words";
import { lockReaders } from "../../notifications/ticket-settings";
import type { TicketPrivacyInput } from "./schemas";

/**
 * Makes a ticket private or shares it again. Throws `not_found` for one that the viewer may not see,
 * and `forbidden` for readers and for a ticket that another person filed.
 */
export async function setTicketPrivacy(
  viewer: Viewer,
  { ticketId, isPrivate }: TicketPrivacyInput,
): Promise<TicketPrivacyInput> {
  const ticket = await scopedTickets(ownScope(viewer))
    .where("t.id", "=", ticketId)
    .select("t.organization_id as organizationId")
    .select((eb) => mayChangePrivacy(eb.val(viewer.userId)).as("mayChange"))
    .executeTakeFirst();
  if (!ticket) throw new AppError("not_found");
  const { organizationId } = ticket;
  assertMay(viewer, "tickets.write", organizationId);
  if (!ticket.mayChange) throw new AppError("forbidden", { text: message("privacy.notYours") });
  await transaction(async (client) => {
    await lockReaders(client, ticketId);
    const { numInsertedOrUpdatedRows } = await client
      .insertInto("ticket_setting")
      .values({
        ticket_id: ticketId,
        is_private: isPrivate,
        owner_id: viewer.userId,
        organization_id: organizationId,
      })
      .onConflict((conflict) =>
        conflict
          .column("ticket_id")
          .doUpdateSet(excludedValues("is_private", "owner_id", "organization_id"))
          .where("ticket_setting.is_private", "<>", isPrivate),
      )
      .executeTakeFirstOrThrow();
    if (numInsertedOrUpdatedRows === 0n) return;
    if (isPrivate) {
      await removeFollowers(client, viewer, { ticketId, organizationId });
      await forgetTicketWords(client, ticketId);
    }
    const action = isPrivate ? "ticket.made_private" : "ticket.shared";
    await audit(
      { ...actedBy(viewer), organizationId, action, targetType: "ticket", targetId: ticketId },
      client,
    );
  });
  return { ticketId, isPrivate };
}

/** True if the person filed ticket `t` here, or owns it. */
export function mayChangePrivacy(userId: Expression<string>) {
  const eb = expressionBuilder<DB & { t: DB["ticket"] }, "t">();
  const filed = eb
    .selectFrom("submission as fs")
    .select("fs.id")
    .whereRef("fs.ticket_id", "=", "t.id")
    .where("fs.kind", "=", "create")
    .where("fs.user_id", "=", userId);
  const owned = eb
    .selectFrom("ticket_setting as os")
    .select("os.ticket_id")
    .whereRef("os.ticket_id", "=", "t.id")
    .where("os.owner_id", "=", userId);
  return asBoolean(eb.or([eb.exists(filed), eb.exists(owned)]));
}

/** Staff who review the ticket stay. */
async function removeFollowers(
  client: Db,
  { userId }: Viewer,
  { ticketId, organizationId }: { ticketId: string; organizationId: string },
): Promise<void> {
  await client
    .deleteFrom("ticket_follow")
    .where("ticket_id", "=", ticketId)
    .where("user_id", "<>", userId)
    .where("user_id", "in", (eb) =>
      eb
        .selectFrom("membership")
        .where("organization_id", "=", organizationId)
        .select("membership.user_id"),
    )
    .execute();
}
