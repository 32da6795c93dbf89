import { mayEverywhere } from "../auth/permissions";
import type { Viewer } from "../auth/types";
import { asBoolean, countRows, now } from "../db/expressions";
import { db } from "../db/kysely";
import { AppError } from "../errors";
import { isId } from "../ids";
import type { PersonDetail } from "./types";

const SHOWN_SESSIONS = 20;
const SHOWN_AUDITS = 30;

/** Null for an unknown id. Staff only. */
export async function getPerson(viewer: Viewer, id: string): Promise<PersonDetail | null> {
  if (!mayEverywhere(viewer, "users.read")) throw new AppError("not_found");
  if (!isId(id)) return null;
  const [person, memberships, sessions, audits] = await Promise.all([
    personRow(id),
    db()
      .selectFrom("membership as m")
      .innerJoin("organization as o", "o.id", "m.organization_id")
      .select(["o.id as organizationId", "o.name", "m.role"])
      .where("m.user_id", "=", id)
      .orderBy("o.name")
      .execute(),
    sessionRows(id),
    db()
      .selectFrom("audit_entry as a")
      .leftJoin("user as u", "u.id", "a.actor_id")
      .select(["a.id", "a.at", "a.action", "u.name as actorName"])
      .where("a.target_id", "=", id)
      .where("a.target_type", "=", "user")
      .orderBy("a.id", "desc")
      .limit(SHOWN_AUDITS)
      .execute(),
  ]);
  return person
    ? { ...person, passkeys: person.passkeys ?? 0, memberships, sessions, audits }
    : null;
}

function personRow(id: string) {
  return db()
    .selectFrom("user as u")
    .select((eb) => [
      "u.id",
      "u.name",
      "u.email",
      "u.role",
      "u.created_at as createdAt",
      asBoolean(eb("u.disabled_at", "is not", null)).as("isDisabled"),
      asBoolean(eb("u.password_hash", "is not", null)).as("hasPassword"),
      asBoolean(
        eb.exists(
          eb
            .selectFrom("authenticator as a")
            .select("a.user_id")
            .whereRef("a.user_id", "=", "u.id")
            .where("a.confirmed_at", "is not", null),
        ),
      ).as("hasAuthenticator"),
      eb
        .selectFrom("passkey as p")
        .whereRef("p.user_id", "=", "u.id")
        .select(countRows().as("passkeys"))
        .as("passkeys"),
    ])
    .where("u.id", "=", id)
    .executeTakeFirst();
}

function sessionRows(userId: string) {
  return db()
    .selectFrom("session as s")
    .innerJoin("user as u", "u.id", "s.user_id")
    .select([
      "s.id",
      "s.method",
      "s.user_agent as userAgent",
      "s.network",
      "s.created_at as createdAt",
      "s.last_seen_at as lastSeenAt",
    ])
    .where("s.user_id", "=", userId)
    .where("s.revoked_at", "is", null)
    .where("s.expires_at", ">", now())
    .whereRef("s.version", "=", "u.session_version")
    .where("u.disabled_at", "is", null)
    .orderBy("s.last_seen_at", "desc")
    .limit(SHOWN_SESSIONS)
    .execute();
}
