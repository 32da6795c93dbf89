import { sql } from "kysely";

import { db, transaction } from "../../db/kysely";
import { claimMaintenance } from "../../db/maintenance";
import { asDay, computeDayRoot, type OrganizationDay, startsAt } from "./day-root";
import { mailDayRoot } from "./mail-day-root";

const EVERY_SECONDS = 900;
/** Entries of a day are all there by then: no transaction takes that long. */
const CLOSED_AFTER_HOURS = 1;
/** Older days are left out after a longer pause. */
const MAX_DAYS = 7;
const MAX_ORGANIZATIONS = 500;

/**
 * Keeps a hash of each organization's log for every day on which it has entries or case files, and
 * emails it to the managers if there were case files. Returns how many were kept.
 */
export async function keepDayRoots(): Promise<number> {
  if (!(await claimMaintenance("day_roots", EVERY_SECONDS))) return 0;
  let kept = 0;
  for (const day of await closedDays()) {
    const organizations = await organizationsWithout(day);
    for (const organizationId of organizations)
      if (await keepDayRoot({ organizationId, day })) kept += 1;
    // The others come first, or their next day would not include this one.
    if (organizations.length === MAX_ORGANIZATIONS) break;
  }
  return kept;
}

/** Oldest first, as each root has the one before it. */
async function closedDays(): Promise<string[]> {
  const row = await db()
    .selectNoFrom(
      sql<string>`to_char(now() AT TIME ZONE 'UTC' - make_interval(hours => ${CLOSED_AFTER_HOURS}), 'YYYY-MM-DD')`.as(
        "today",
      ),
    )
    .executeTakeFirstOrThrow();
  const today = Date.parse(row.today);
  return Array.from({ length: MAX_DAYS }, (_, index) =>
    new Date(today - (MAX_DAYS - index) * 86_400_000).toISOString().slice(0, 10),
  );
}

async function organizationsWithout(day: string): Promise<string[]> {
  const logged = db()
    .selectFrom("audit_entry as a")
    .where("a.at", ">=", startsAt(day))
    .where("a.at", "<", startsAt(day, 1))
    .select("a.organization_id as id")
    .distinct();
  const rows = await db()
    .selectFrom(logged.as("l"))
    .innerJoin("organization as o", "o.id", "l.id")
    .leftJoin("day_root as d", (join) =>
      join.onRef("d.organization_id", "=", "o.id").on("d.day", "=", asDay(day)),
    )
    .where("d.root", "is", null)
    .select("o.id")
    .orderBy("o.id")
    .limit(MAX_ORGANIZATIONS)
    .execute();
  return rows.map(({ id }) => id);
}

function keepDayRoot(of: OrganizationDay): Promise<boolean> {
  return transaction(async (client) => {
    const { previous, root, entries, caseFiles } = await computeDayRoot(of, client);
    const added = await client
      .insertInto("day_root")
      .values({
        organization_id: of.organizationId,
        day: asDay(of.day),
        previous,
        root,
        entries,
        case_files: caseFiles.length,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning("day")
      .executeTakeFirst();
    if (added && caseFiles.length > 0) await mailDayRoot(client, of, root, caseFiles);
    return added !== undefined;
  });
}
