import { sql } from "kysely";
import { jsonArrayFrom } from "kysely/helpers/postgres";

import { compileOnce, type Placeholders } from "../db/compile-once";
import { db } from "../db/kysely";
import { env } from "../env";
import { DEFAULT_LANGUAGE, languageOf } from "../i18n/languages";
import { factorColumns, missingStep, openAndLocked } from "./arrival/missing-step";
import type { SessionState, Viewer } from "./types";

interface SessionQuery {
  sessionId: string;
  idleHours: number;
  staffIdleHours: number;
}

/** One statement: the session, its user and their memberships. Finds no session that has ended. */
const sessions = compileOnce((given: Placeholders<SessionQuery>) =>
  db()
    .selectFrom("session as s")
    .innerJoin("user as u", "u.id", "s.user_id")
    .select((eb) => [
      "u.id as userId",
      "u.name",
      "u.email",
      "u.role",
      "u.time_zone as timeZone",
      "u.language",
      "s.id as sessionId",
      "s.network",
      "s.proved_at as provedAt",
      "s.created_at as signedInAt",
      "s.last_seen_at as lastSeenAt",
      "s.second_factor_at as secondFactorAt",
      "s.completed_at as completedAt",
      ...factorColumns(),
      jsonArrayFrom(
        eb
          .selectFrom("membership as m")
          .innerJoin("organization as o", "o.id", "m.organization_id")
          .select([
            "o.id as organizationId",
            "o.name as organizationName",
            "m.role",
            "o.requires_second_factor as requiresSecondFactor",
          ])
          .whereRef("m.user_id", "=", "u.id")
          .orderBy("o.name"),
      ).as("memberships"),
    ])
    .where("s.id", "=", given.sessionId)
    .where("s.revoked_at", "is", null)
    .where("s.expires_at", ">", sql<Date>`now()`)
    .where((eb) => {
      const hours = eb
        .case()
        .when("u.role", "=", "customer")
        .then(sql<number>`${given.idleHours}::float8`)
        .else(sql<number>`${given.staffIdleHours}::float8`)
        .end();
      return eb("s.last_seen_at", ">", sql<Date>`now() - make_interval(secs => ${hours} * 3600)`);
    })
    .whereRef("s.version", "=", "u.session_version")
    .where("u.disabled_at", "is", null),
);

/** Of the device, for what the person has not chosen. */
type DeviceLocale = Partial<Pick<Viewer, "timeZone" | "language">>;

/** Null if the session has ended, was revoked or is unused for too long, or its user is disabled. */
export async function loadSession(
  sessionId: string,
  device: DeviceLocale = {},
): Promise<SessionState | null> {
  const { SESSION_IDLE_HOURS: idleHours, STAFF_SESSION_IDLE_HOURS: staffIdleHours } = env();
  const [row] = await sessions({ sessionId, idleHours, staffIdleHours });
  if (!row) return null;
  const viewer: Viewer = {
    userId: row.userId,
    name: row.name,
    email: row.email,
    role: row.role,
    ...openAndLocked(row),
    timeZone: row.timeZone ?? device.timeZone ?? "UTC",
    language: languageOf(row.language) ?? device.language ?? DEFAULT_LANGUAGE,
    session: {
      id: row.sessionId,
      network: row.network,
      provedAt: row.provedAt,
      lastSeenAt: row.lastSeenAt,
    },
  };
  const { signedInAt, completedAt } = row;
  return { viewer, missing: missingStep(row), signedInAt, completedAt };
}

/** Returns the viewer of a session that is complete: see `loadSession`. */
export async function loadViewer(
  sessionId: string,
  device: DeviceLocale = {},
): Promise<Viewer | null> {
  const session = await loadSession(sessionId, device);
  return session && session.missing === null ? session.viewer : null;
}
