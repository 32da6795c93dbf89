import { sql } from "kysely";

import { organizationsWhere } from "../../auth/permissions";
import type { Viewer } from "../../auth/types";
import { databaseNow } from "../../db/clock";
import { db } from "../../db/kysely";
import { asDay } from "./day-root";

interface LoggedLook {
  at: Date;
  /** False for looks at lists of all organizations. */
  isOwn: boolean;
}

/** none: no hash covers it. later: its day has no hash yet. */
export type HashOfLook = "none" | "later" | { day: string };

const DAY_MS = 24 * 3_600_000;
/** A day's hash is kept an hour after the day, or somewhat later. */
const KEPT_AFTER_MS = 3 * 3_600_000;

/** Says which day's hash covers each look. Null unless the viewer manages the organization. */
export async function hashesOfLooks(
  viewer: Viewer,
  organizationId: string | null,
  looks: readonly LoggedLook[],
): Promise<((look: LoggedLook) => HashOfLook) | null> {
  const managed = organizationsWhere(viewer, "organization.settings");
  if (organizationId === null || !managed.includes(organizationId)) return null;
  const days = looks.map(dayOf).toSorted();
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return null;
  const rows = await db()
    .selectFrom("day_root")
    .where("organization_id", "=", organizationId)
    .where("day", ">=", asDay(first))
    .where("day", "<=", asDay(last))
    .select((eb) => sql<string>`to_char(${eb.ref("day")}, 'YYYY-MM-DD')`.as("day"))
    .execute();
  const kept = new Set(rows.map(({ day }) => day));
  return (look) => {
    const day = dayOf(look);
    if (!look.isOwn) return "none";
    if (kept.has(day)) return { day };
    return Date.parse(day) + DAY_MS + KEPT_AFTER_MS > databaseNow().getTime() ? "later" : "none";
  };
}

const dayOf = ({ at }: LoggedLook) => at.toISOString().slice(0, 10);
