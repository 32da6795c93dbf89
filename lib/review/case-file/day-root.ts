import { sql } from "kysely";

import { type Db, db } from "../../db/kysely";
import { chainedHash, sha256Of } from "./hash-chain";
import { canonicalJson } from "./verifier/verifier.mjs";

/** A day in UTC, as `2026-11-28`. */
export interface OrganizationDay {
  organizationId: string;
  day: string;
}

export interface ComputedDayRoot {
  previous: string;
  root: string;
  entries: number;
  /** Root hashes of the case files that were made. */
  caseFiles: string[];
}

const ROWS_PER_PAGE = 1_000;

/**
 * Computes the hash over an organization's audit entries and case files of one day. It has the day
 * root before it, so that no earlier day can be changed without changing this one.
 */
export async function computeDayRoot(
  { organizationId, day }: OrganizationDay,
  on: Db = db(),
): Promise<ComputedDayRoot> {
  const { log, entries } = await hashOfEntries(on, organizationId, day);
  const caseFiles = await caseFilesOf(on, organizationId, day);
  const before = await on
    .selectFrom("day_root")
    .select("root")
    .where("organization_id", "=", organizationId)
    .where("day", "<", asDay(day))
    .orderBy("day", "desc")
    .limit(1)
    .executeTakeFirst();
  const previous = before?.root ?? "";
  const root = sha256Of(
    canonicalJson({ organization: organizationId, day, previous, entries, log, caseFiles }),
  );
  return { previous, root, entries, caseFiles };
}

export const asDay = (day: string) => sql<Date>`${day}::date`;

/** The bounds are of the day in UTC, whatever the time zone of the session. */
export const startsAt = (day: string, days = 0) =>
  sql<Date>`(${day}::date + ${days}::int)::timestamp AT TIME ZONE 'UTC'`;

async function hashOfEntries(on: Db, organizationId: string, day: string) {
  let [log, entries, after] = ["", 0, "0"];
  for (;;) {
    const page = await on
      .selectFrom("audit_entry")
      .where("organization_id", "=", organizationId)
      .where("at", ">=", startsAt(day))
      .where("at", "<", startsAt(day, 1))
      .where("id", ">", after)
      .select(["id", "at", "actor_id", "action", "target_type", "target_id", "data"])
      .select(["session_id", "network", "reason", "outcome", "count"])
      .orderBy("id")
      .limit(ROWS_PER_PAGE)
      .execute();
    for (const row of page) log = chainedHash(log, row).hash;
    entries += page.length;
    const last = page.at(-1);
    if (!last || page.length < ROWS_PER_PAGE) return { log, entries };
    after = last.id;
  }
}

async function caseFilesOf(on: Db, organizationId: string, day: string): Promise<string[]> {
  const rows = await on
    .selectFrom("case_file")
    .where("organization_id", "=", organizationId)
    .where("made_at", ">=", startsAt(day))
    .where("made_at", "<", startsAt(day, 1))
    .where("root", "is not", null)
    .select((eb) => eb.ref("root").$notNull().as("root"))
    .orderBy("id")
    .execute();
  return rows.map(({ root }) => root);
}
