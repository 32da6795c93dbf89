import { fromNow, now } from "../db/expressions";
import { db } from "../db/kysely";
import { env } from "../env";
import type { Viewer } from "./types";

const HOUR_MS = 3_600_000;

/**
 * Matches a person's sessions `s` that are still valid, without sign-ins that lack their second
 * factor.
 */
export function runningSessions({ userId, role }: Pick<Viewer, "userId" | "role">) {
  const { SESSION_IDLE_HOURS: customers, STAFF_SESSION_IDLE_HOURS: staff } = env();
  const idleHours = role === "customer" ? customers : staff;
  return db()
    .selectFrom("session as s")
    .innerJoin("user as u", "u.id", "s.user_id")
    .where("s.user_id", "=", userId)
    .where("s.completed_at", "is not", null)
    .where("s.revoked_at", "is", null)
    .where("s.expires_at", ">", now())
    .where("s.last_seen_at", ">", fromNow(-idleHours * HOUR_MS))
    .whereRef("s.version", "=", "u.session_version");
}
