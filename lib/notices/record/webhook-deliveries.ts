import type { InsertObject } from "kysely";

import { isAnyOf } from "../../db/expressions";
import type { Db } from "../../db/kysely";
import type { DB } from "../../db/table-types";
import { newId } from "../../ids";
import { inBatches, type RecipientNotice } from "./upsert";

type StoredNotice = RecipientNotice["notice"];

/**
 * Queues deliveries to active webhooks that subscribe to the kind, except for private tickets, and
 * returns their ids.
 */
export async function insertWebhookDeliveries(
  client: Db,
  notices: readonly StoredNotice[],
): Promise<string[]> {
  const webhooks = await client
    .selectFrom("webhook")
    .where((eb) =>
      isAnyOf(
        eb.ref("organization_id"),
        notices.map((one) => one.organizationId),
      ),
    )
    .where("off_at", "is", null)
    .select(["id", "organization_id as organizationId", "kinds"])
    .execute();
  if (webhooks.length === 0) return [];
  const hidden = await privateTickets(client, notices);
  const values = webhooks.flatMap(({ id, organizationId, kinds }) =>
    notices
      .filter((one) => one.organizationId === organizationId)
      .filter(({ kind }) => !kinds?.length || kinds.includes(kind))
      .filter(({ ticketId }) => ticketId === null || !hidden.has(ticketId))
      .map(
        (notice) =>
          ({ id: newId(), webhook_id: id, notice_id: notice.id }) satisfies InsertObject<
            DB,
            "webhook_delivery"
          >,
      ),
  );
  return inBatches(values, async (some) => {
    await client.insertInto("webhook_delivery").values(some).execute();
    return some.map(({ id }) => id);
  });
}

async function privateTickets(
  client: Db,
  notices: readonly StoredNotice[],
): Promise<ReadonlySet<string>> {
  const rows = await client
    .selectFrom("ticket_setting")
    .where((eb) =>
      isAnyOf(
        eb.ref("ticket_id"),
        notices.flatMap(({ ticketId }) => ticketId ?? []),
      ),
    )
    .where("is_private", "=", true)
    .select("ticket_id as ticketId")
    .execute();
  return new Set(rows.map(({ ticketId }) => ticketId));
}
