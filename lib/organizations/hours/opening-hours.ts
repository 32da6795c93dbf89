import { isDeepStrictEqual } from "node:util";

import { assertStillMay, lockOrganization } from "../../accounts/member-locks";
import { assertMay } from "../../auth/permissions";
import type { Viewer } from "../../auth/types";
import { readCalendar } from "../../clocks/calendar";
import { json } from "../../db/expressions";
import { transaction } from "../../db/kysely";
import { auditOrganization } from "../audit-organization";
import { OPEN_DAYS, type OpenDays, type OpeningHoursInput } from "./schemas";

const WEEK = 7;

/** As a form has them; null: there are none, or some that the form cannot show. */
export type OpeningHours = Omit<OpeningHoursInput, "organizationId">;

/** Managers of the organization, and administrators. Audits real changes only. */
export async function changeOpeningHours(
  viewer: Viewer,
  { organizationId, ...hours }: OpeningHoursInput,
): Promise<{ organizationId: string }> {
  assertMay(viewer, "organization.settings", organizationId);
  const calendar = toCalendar(hours);
  return transaction(async (client) => {
    await lockOrganization(client, organizationId);
    await assertStillMay(client, viewer, "organization.settings", organizationId);
    const stored = await client
      .selectFrom("organization")
      .where("id", "=", organizationId)
      .select("calendar")
      .executeTakeFirst();
    if (isDeepStrictEqual(stored?.calendar ?? null, calendar)) return { organizationId };
    await client
      .updateTable("organization")
      .set({ calendar: calendar && json(calendar) })
      .where("id", "=", organizationId)
      .execute();
    const { opens, closes, days, timeZone } = hours;
    await auditOrganization(client, viewer, "settings_changed", organizationId, {
      businessHours: calendar ? `${opens}–${closes}, ${days}, ${timeZone}` : "",
    });
    return { organizationId };
  });
}

function toCalendar({ opens, closes, days, timeZone, holidays }: OpeningHours) {
  if (opens === "") return null;
  const openings = [{ from: opens, to: closes }];
  const hours = Array.from({ length: WEEK }, (_, day) => (day < OPEN_DAYS[days] ? openings : []));
  return { timeZone, hours, holidays };
}

/** Null also for hours that differ between days, which the form would replace. */
export function openingHoursOf(stored: unknown): OpeningHours | null {
  const calendar = readCalendar(stored);
  if (!calendar) return null;
  const { timeZone, hours, holidays } = calendar;
  const [opening] = hours[0] ?? [];
  const length = hours.findIndex((day) => day.length === 0);
  const open = length === -1 ? WEEK : length;
  const days = (Object.keys(OPEN_DAYS) as OpenDays[]).find((name) => OPEN_DAYS[name] === open);
  if (!opening || !days) return null;
  const form = {
    opens: clockText(opening.from),
    closes: clockText(opening.to),
    days,
    timeZone,
    holidays: [...holidays].sort(),
  };
  const same = readCalendar(toCalendar(form));
  return isDeepStrictEqual(same?.hours, hours) ? form : null;
}

const clockText = (minutes: number): string =>
  [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, "0")).join(":");
