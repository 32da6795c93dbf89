import { db } from "../../db/kysely";
import { asDay, computeDayRoot, type ComputedDayRoot, type OrganizationDay } from "./day-root";

interface VerifiedDay {
  computed: ComputedDayRoot;
  /** Null: no hash of this day was kept. */
  kept: string | null;
  /** To the kept hash and the given one; false if there is neither. */
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
  const wanted = [kept, given?.trim().toLowerCase() ?? null].filter((root) => root !== null);
  const isEqual = wanted.length > 0 && wanted.every((root) => root === computed.root);
  return { computed, kept, isEqual };
}
