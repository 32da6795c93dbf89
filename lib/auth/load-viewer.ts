import { jsonArrayFrom } from "kysely/helpers/postgres";

import { compileOnce, type Placeholders } from "../db/compile-once";
import { db } from "../db/kysely";
import { DEFAULT_LANGUAGE, languageOf } from "../i18n/languages";
import type { Viewer } from "./types";

const usersOf = compileOnce((session: Placeholders<{ userId: string; version: number }>) =>
  db()
    .selectFrom("user as u")
    .select((eb) => [
      "u.id as userId",
      "u.name",
      "u.email",
      "u.role",
      "u.time_zone as timeZone",
      "u.language",
      jsonArrayFrom(
        eb
          .selectFrom("membership as m")
          .innerJoin("organization as o", "o.id", "m.organization_id")
          .select(["o.id as organizationId", "o.name as organizationName", "m.role"])
          .whereRef("m.user_id", "=", "u.id")
          .orderBy("o.name"),
      ).as("memberships"),
    ])
    .where("u.id", "=", session.userId)
    .where("u.session_version", "=", session.version)
    .where("u.disabled_at", "is", null),
);

/** Of the device, for what the person has not chosen. */
type DeviceLocale = Partial<Pick<Viewer, "timeZone" | "language">>;

export async function loadViewer(
  userId: string,
  sessionVersion: number,
  device: DeviceLocale = {},
): Promise<Viewer | null> {
  const [user] = await usersOf({ userId, version: sessionVersion });
  if (!user) return null;
  return {
    ...user,
    timeZone: user.timeZone ?? device.timeZone ?? "UTC",
    language: languageOf(user.language) ?? device.language ?? DEFAULT_LANGUAGE,
  };
}
