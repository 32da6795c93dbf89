import { fromNow, now } from "./expressions";
import { db } from "./kysely";

/** True for the one process that does the work now. */
export async function claimMaintenance(name: string, everySeconds: number): Promise<boolean> {
  const claimed = await db()
    .insertInto("maintenance")
    .values({ name, next_at: fromNow(everySeconds * 1_000) })
    .onConflict((conflict) =>
      conflict
        .column("name")
        .doUpdateSet({ next_at: (eb) => eb.ref("excluded.next_at") })
        .where("maintenance.next_at", "<=", now()),
    )
    .returning("name")
    .execute();
  return claimed.length === 1;
}
