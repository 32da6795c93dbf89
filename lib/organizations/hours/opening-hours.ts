import { isDeepStrictEqual } from "node:util";

import { assertStillMay, lockOrganization } from "../../accounts/member-locks";
import { assertMay } from "../../auth/permissions";
import type { Viewer } from "../../auth/types";
import { type BusinessCalendar, readCalendar } from "../../clocks/calendar";
import { json } from "../../db/expressions";
import { transaction } from "../../db/kysely";
import type { Language } from "../../i18n/languages";
import { auditOrganization } from "../audit-organization";
import type { OpeningHoursInput } from "./schemas";
import { type Week, WEEKDAYS, weekText } from "./week";

/** As the form has them. */
export interface OpeningHours {
  week: Week;
  /** The week in the reader's words. */
  text: string;
  timeZone: string;
  holidays: readonly string[];
}

/** Managers of the organization, and administrators. Audits real changes only. */
export async function changeOpeningHours(
  viewer: Viewer,
  organizationId: string,
  hours: OpeningHoursInput,
): Promise<void> {
  assertMay(viewer, "organization.settings", organizationId);
  const calendar = toCalendar(hours);
  await transaction(async (client) => {
    await lockOrganization(client, organizationId);
    await assertStillMay(client, viewer, "organization.settings", organizationId);
    const stored = await client
      .selectFrom("organization")
      .where("id", "=", organizationId)
      .select("calendar")
      .executeTakeFirst();
    if (isDeepStrictEqual(stored?.calendar ?? null, calendar)) return;
    await client
      .updateTable("organization")
      .set({ calendar: calendar && json(calendar) })
      .where("id", "=", organizationId)
      .execute();
    const changed = openingHoursOf("en", calendar);
    await auditOrganization(client, viewer, "settings_changed", organizationId, {
      businessHours: changed ? `${changed.text}, ${changed.timeZone}` : "",
    });
  });
}

function toCalendar({ timeZone, holidays, ...week }: OpeningHoursInput) {
  const hours = WEEKDAYS.map((day) => week[day]);
  return hours.every((openings) => openings.length === 0) ? null : { timeZone, hours, holidays };
}

/** Null: the organization has none. */
export function openingHoursOf(language: Language, stored: unknown): OpeningHours | null {
  const calendar = readCalendar(stored);
  if (!calendar) return null;
  const { timeZone, hours, holidays } = calendar;
  const week = Object.fromEntries(
    WEEKDAYS.map((day, index) => [day, (hours[index] ?? []).map(openingText).join(", ")]),
  ) as Week;
  return { week, text: weekText(language, week), timeZone, holidays: [...holidays].sort() };
}

type Opening = BusinessCalendar["hours"][number][number];

const openingText = ({ from, to }: Opening) => `${clockText(from)}–${clockText(to)}`;

const clockText = (minutes: number): string =>
  [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, "0")).join(":");
