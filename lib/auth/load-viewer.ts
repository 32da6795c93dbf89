import { jsonArrayFrom } from "kysely/helpers/postgres";

import { db } from "../db/kysely";
import type { Viewer } from "./types";

export async function loadViewer(userId: string, sessionVersion: number): Promise<Viewer | null> {
  const user = await db()
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
    .where("u.id", "=", userId)
    .where("u.session_version", "=", sessionVersion)
    .where("u.disabled_at", "is", null)
    .executeTakeFirst();
  if (!user) return null;
  return { ...user, timeZone: user.timeZone ?? "UTC", language: user.language ?? "en-GB" };
}
