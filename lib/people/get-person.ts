import { actedBy } from "../auth/acted-by";
import { deviceName } from "../auth/new-device-mail";
import { mayEverywhere } from "../auth/permissions";
import { runningSessions } from "../auth/running-sessions";
import type { Viewer } from "../auth/types";
import { auditOnce } from "../db/audit";
import { asBoolean, countRows } from "../db/expressions";
import { db } from "../db/kysely";
import { AppError } from "../errors";
import type { Language } from "../i18n/languages";
import { renderMessage } from "../i18n/message";
import { textsOf } from "../i18n/texts";
import { isId } from "../ids";
import type { PersonDetail, PersonSession } from "./types";

const SHOWN_SESSIONS = 20;
const SHOWN_AUDITS = 30;

/** Null for an unknown id. Staff only; audited. */
export async function getPerson(viewer: Viewer, id: string): Promise<PersonDetail | null> {
  if (!mayEverywhere(viewer, "users.read")) throw new AppError("not_found");
  if (!isId(id)) return null;
  const [person, memberships, audits] = await Promise.all([
    personRow(id),
    db()
      .selectFrom("membership as m")
      .innerJoin("organization as o", "o.id", "m.organization_id")
      .select(["o.id as organizationId", "o.name", "m.role"])
      .where("m.user_id", "=", id)
      .orderBy("o.name")
      .execute(),
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
  if (!person) return null;
  await auditOnce({
    ...actedBy(viewer),
    organizationId: null,
    action: "person.viewed",
    targetType: "person",
    targetId: id,
  });
  const sessions = await sessionsOf(person, viewer.language);
  return { ...person, passkeys: person.passkeys ?? 0, memberships, sessions, audits };
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
      asBoolean(eb("u.email_verified_at", "is not", null)).as("isAddressVerified"),
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

async function sessionsOf(
  { id, role }: Pick<PersonDetail, "id" | "role">,
  language: Language,
): Promise<PersonSession[]> {
  const rows = await runningSessions({ userId: id, role })
    .select([
      "s.id",
      "s.user_agent as userAgent",
      "s.network",
      "s.method",
      "s.second_factor_by as secondFactor",
      "s.created_at as createdAt",
      "s.last_seen_at as lastSeenAt",
    ])
    .orderBy("s.last_seen_at", "desc")
    .limit(SHOWN_SESSIONS)
    .execute();
  const t = textsOf(language);
  return rows.map(({ userAgent, ...session }) => ({
    ...session,
    device: renderMessage(t, deviceName(userAgent)),
  }));
}
