import { jsonArrayFrom } from "kysely/helpers/postgres";

import { ownScope, scopedTickets } from "../../auth/scope";
import type { Viewer } from "../../auth/types";
import { isId } from "../../ids";
import type { EarlierTicket } from "../../providers/contract";
import { findProvider } from "../../providers/registry";

/** Returns initial values for a follow-up of one of the viewer's tickets; none for other ids. */
export async function followUpValues(
  viewer: Viewer,
  ticketId: string,
): Promise<Record<string, string>> {
  if (!isId(ticketId)) return {};
  const ticket = await scopedTickets(ownScope(viewer))
    .where("t.id", "=", ticketId)
    .select((eb) => [
      "t.provider",
      "t.priority",
      "t.category_id as categoryId",
      eb.ref("t.fields").$castTo<EarlierTicket["fields"]>().as("fields"),
      jsonArrayFrom(
        eb
          .selectFrom("ticket_service as ts")
          .leftJoin("service as s", "s.id", "ts.service_id")
          .select(["ts.kind", "s.external_id as externalId"])
          .whereRef("ts.ticket_id", "=", "t.id")
          .orderBy("ts.position"),
      ).as("services"),
    ])
    .executeTakeFirst();
  return (ticket && findProvider(ticket.provider)?.followUpValues?.(ticket)) ?? {};
}
