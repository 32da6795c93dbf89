import { ulid } from "ulid";

import { sql } from "@/tests/helpers/sql";

import type { PageWeight } from "../page-weight";
import type { MeasuredPage } from "./pages";
import { COMMON_RANK, RARE_RANK, wordOf } from "./texts";

const MAX_HTML_KB = 25;

/** Returns the id of a person who sees every organization. */
export async function makeStaff(): Promise<string> {
  const id = ulid();
  await sql(
    `INSERT INTO "user" (id, email, name, password_hash, role, time_zone, language)
     VALUES ($1, $2, 'Staff', '-', 'staff', 'Europe/Stockholm', 'en-GB')`,
    [id, `${id.toLowerCase()}@example.com`],
  );
  return id;
}

/** The pages of staff and their targets, by name. */
export async function staffPages(
  portal: string,
  organizationId: string,
): Promise<Record<string, MeasuredPage>> {
  const page = (address: string, most?: number): MeasuredPage => ({
    address: `${portal}${address}`,
    ...(most === undefined ? {} : { target: { most, of: "trivial" } }),
  });
  return {
    trivial: page("/trivial"),
    overview: page("/staff", 4),
    "overview, a year": page(`/staff?from=${dayBefore(364)}&to=${dayBefore(0)}`, 4),
    list: page("/staff/tickets", 2.2),
    status: page("/staff/tickets?status=open", 3),
    "status + priority": page("/staff/tickets?status=open&priority=critical", 3),
    "turn + provider": page("/staff/tickets?turn=yours&provider=upsun", 3),
    opened: page(`/staff/tickets?opened=${dayBefore(30)}..${dayBefore(0)}`, 3),
    "search, rare": page(`/staff/tickets?q=${wordOf(RARE_RANK)}`, 3),
    "search, common": page(`/staff/tickets?q=${wordOf(COMMON_RANK)}`, 3),
    organization: page(`/staff/organizations/${organizationId}`, 3),
    sync: page("/staff/sync", 3),
  };
}

function dayBefore(days: number): string {
  const day = new Date(Date.now() - days * 86_400_000);
  return day.toISOString().slice(0, "YYYY-MM-DD".length);
}

/** Returns a sentence for each page with more HTML than is allowed. */
export function overStaffBudget(weights: Map<string, PageWeight>): string[] {
  return [...weights].flatMap(([name, { html }]) =>
    html > MAX_HTML_KB * 1_000
      ? [`${name}: ${(html / 1_000).toFixed(1)} kB of HTML, at most ${MAX_HTML_KB} kB`]
      : [],
  );
}
