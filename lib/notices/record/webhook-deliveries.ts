import type { InsertObject } from "kysely";

import { isAnyOf } from "../../db/expressions";
import type { Db } from "../../db/kysely";
import type { DB } from "../../db/table-types";
import { newId } from "../../ids";
import { isOrganizationKind } from "../kinds";
import { inBatches, type RecipientNotice } from "./upsert";

type StoredNotice = RecipientNotice["notice"];

/**
 * Queues deliveries to active webhooks that subscribe to the kind, except for tickets that are private
 * or filed privately, and returns their ids.
 */
export async function insertWebhookDeliveries(
  client: Db,
  given: readonly StoredNotice[],
): Promise<string[]> {
  const notices = given.filter(({ kind }) => isOrganizationKind(kind));
  if (notices.length === 0) return [];
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
  const hidden = await privateIds(client, notices);
  const values = webhooks.flatMap(({ id, organizationId, kinds }) =>
    notices
      .filter((one) => one.organizationId === organizationId)
      .filter(({ kind }) => !kinds?.length || kinds.includes(kind))
      .filter(({ ticketId, submissionId }) => !hidden.has(ticketId ?? submissionId ?? ""))
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

async function privateIds(
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
    .select("ticket_id as id")
    .union(
      client
        .selectFrom("private_submission")
        .where((eb) =>
          isAnyOf(
            eb.ref("submission_id"),
            notices.flatMap(({ submissionId }) => submissionId ?? []),
          ),
        )
        .select("submission_id as id"),
    )
    .execute();
  return new Set(rows.map(({ id }) => id));
}
