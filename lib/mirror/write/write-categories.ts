import { db, transaction } from "../../db/kysely";
import type { CategorySnapshot } from "../../providers/contract";
import { renewLease } from "../connection/lease";
import { markCategoriesGone, upsertCategories } from "./inventory-statements";
import { writeRowByRow } from "./isolate-rows";
import type { InventoryContext } from "./write-inventory";

/** Marks unlisted categories, if the list is complete. Returns rows written. */
export async function writeCategories(
  { open, leaseToken, readAt, onUnwritable }: InventoryContext,
  listed: CategorySnapshot[],
  isWhole: boolean,
): Promise<number> {
  const connectionId = open.row.id;
  const existing = await db()
    .selectFrom("category")
    .where("connection_id", "=", connectionId)
    .where("gone_at", "is", null)
    .select(["external_id", "label"])
    .execute();
  const labels = new Map(existing.map((category) => [category.external_id, category.label]));
  if (
    new Set(listed.map((category) => category.externalId)).size === labels.size &&
    listed.every(({ externalId, label }) => labels.get(externalId) === label)
  )
    return 0;
  const rows = [
    ...new Map(
      listed.map((category) => [
        category.externalId,
        { external_id: category.externalId, label: category.label },
      ]),
    ).values(),
  ];
  let changed = 0;
  const write = (categories: readonly (typeof rows)[number][]) =>
    transaction(async (client) => {
      await renewLease(connectionId, leaseToken, client);
      changed += (await upsertCategories.run(client, { categories, connectionId, readAt })).count;
    });
  await writeRowByRow(rows, write, async (row, error) =>
    onUnwritable("category", row.external_id, error),
  );
  if (!isWhole) return changed;
  return transaction(async (client) => {
    await renewLease(connectionId, leaseToken, client);
    const gone = await markCategoriesGone.run(client, { connectionId, listed: rows, readAt });
    return changed + gone.count;
  });
}
