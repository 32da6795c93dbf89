import { sql } from "kysely";
import { z } from "zod";

import { organizationsWhere } from "../../auth/permissions";
import type { Viewer } from "../../auth/types";
import { db } from "../../db/kysely";
import { id } from "../../forms/id";
import { asDay } from "./day-root";

const DAYS_PER_PAGE = 30;

/** Filters of the page that lists the hashes. */
export const dayRootFilters = z.object({
  /** One of the organizations that the viewer manages. */
  in: id.optional().catch(undefined),
  /** Lists the days before this one. */
  before: z.iso
    .date()
    .regex(/^[1-9]/)
    .optional()
    .catch(undefined),
});
type DayRootFilters = z.output<typeof dayRootFilters>;

interface DayRootView {
  /** In UTC, as `2026-11-28`. */
  day: string;
  root: string;
  /** Rows of the log. */
  entries: number;
  caseFiles: number;
}

export interface DayRootPage {
  /** Null if the viewer manages none, or not the chosen one. */
  organizationId: string | null;
  /** The newest first. */
  days: readonly DayRootView[];
  /** The last day listed, if there are earlier ones. */
  older: string | null;
}

/** Lists the daily hashes of an organization, for its managers. */
export async function listDayRoots(
  viewer: Viewer,
  { in: chosen, before }: DayRootFilters,
): Promise<DayRootPage> {
  const managed = organizationsWhere(viewer, "organization.settings");
  const organizationId = managed.find((one) => chosen === undefined || one === chosen) ?? null;
  const rows = await db()
    .selectFrom("day_root")
    .where("organization_id", "=", organizationId)
    .$if(before !== undefined, (query) => query.where("day", "<", asDay(before ?? "")))
    .select((eb) => [
      sql<string>`to_char(${eb.ref("day")}, 'YYYY-MM-DD')`.as("day"),
      "root",
      "entries",
      "case_files as caseFiles",
    ])
    .orderBy("day_root.day", "desc")
    .limit(DAYS_PER_PAGE + 1)
    .execute();
  const days = rows.slice(0, DAYS_PER_PAGE);
  const isMore = rows.length > days.length;
  return { organizationId, days, older: isMore ? (days.at(-1)?.day ?? null) : null };
}
