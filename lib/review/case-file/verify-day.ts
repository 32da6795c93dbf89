import { db } from "../../db/kysely";
import { asDay, computeDayRoot, type ComputedDayRoot, type OrganizationDay } from "./day-root";

interface VerifiedDay {
  computed: ComputedDayRoot;
  /** Null: no hash of this day was kept. */
  kept: string | null;
  isEqual: boolean;
}

/** Computes a day's hash again. `given`: from the email to the managers. The caller checks access. */
export async function verifyDay(of: OrganizationDay, given?: string): Promise<VerifiedDay> {
  const computed = await computeDayRoot(of);
  const row = await db()
    .selectFrom("day_root")
    .where("organization_id", "=", of.organizationId)
    .where("day", "=", asDay(of.day))
    .select("root")
    .executeTakeFirst();
  const kept = row?.root ?? null;
  const wanted = given === undefined ? [kept] : [kept, given.trim().toLowerCase()];
  return { computed, kept, isEqual: wanted.every((root) => root === computed.root) };
}
