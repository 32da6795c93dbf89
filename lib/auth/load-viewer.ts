import { sql } from "kysely";
import { jsonArrayFrom } from "kysely/helpers/postgres";

import { compileOnce, type Placeholders } from "../db/compile-once";
import { countRows } from "../db/expressions";
import { db } from "../db/kysely";
import { env } from "../env";
import { DEFAULT_LANGUAGE, languageOf } from "../i18n/languages";
import { isNotesTopic, isOpenTo } from "../notices/record/readable";
import { missingStep, openAndLocked } from "./arrival/missing-step";
import { type SeenFacts, seenViewer } from "./seeing/seen-viewer";
import type { PortalRole, SessionState, Viewer, ViewerMembership } from "./types";

interface SessionQuery {
  sessionId: string;
  idleHours: number;
  staffIdleHours: number;
}

/** A row of the function `viewer_or_seen_of_session`. */
interface SessionRow {
  userId: string;
  name: string;
  email: string;
  role: PortalRole;
  timeZone: string | null;
  language: string | null;
  sessionId: string;
  network: string;
  provedAt: Date | null;
  signedInAt: Date;
  lastSeenAt: Date;
  secondFactorAt: Date | null;
  completedAt: Date | null;
  hasAuthenticator: boolean;
  hasPasskey: boolean;
  memberships: Array<ViewerMembership & { requiresSecondFactor: boolean }>;
  /** The customer whom staff see the portal as. */
  seenAs: SeenFacts | null;
  /** Theirs, or the user's. */
  readerId: string;
  readerRole: PortalRole;
}

const MAX_UNREAD = 100;

/** One statement: the session, its user and their memberships. Finds no session that has ended. */
const sessions = compileOnce((given: Placeholders<SessionQuery>) =>
  db()
    .selectFrom(
      sql<SessionRow>`viewer_or_seen_of_session(${given.sessionId}, ${given.idleHours}, ${given.staffIdleHours})`.as(
        "v",
      ),
    )
    .selectAll()
    // Counted here, as every page shows it: no further statement or request.
    .select((eb) =>
      jsonArrayFrom(
        eb
          .selectFrom(
            eb
              .selectFrom("notification as n")
              .leftJoin("ticket_setting as setting", "setting.ticket_id", "n.ticket_id")
              .leftJoin("ticket_follow as f", (join) =>
                join
                  .onRef("f.ticket_id", "=", "setting.ticket_id")
                  .onRef("f.user_id", "=", "n.user_id"),
              )
              .where((of) => {
                const isOfNotes = isNotesTopic(of.ref("n.topic"));
                const isReviewer = of("v.readerRole", "in", ["staff", "admin"]);
                return of.or([
                  of.and([isOfNotes, isReviewer]),
                  of.and([of.not(isOfNotes), isOpenTo(of.ref("v.readerId"))]),
                ]);
              })
              .select("n.organization_id as organizationId")
              .whereRef("n.user_id", "=", "v.readerId")
              .where("n.unread_since", "is not", null)
              .where("n.in_app", "=", true)
              .limit(MAX_UNREAD)
              .as("some"),
          )
          .select(["some.organizationId", countRows().as("count")])
          .groupBy("some.organizationId"),
      ).as("unread"),
    ),
);

/** Of the organizations that the viewer may see now. */
function unreadOf(
  { role, memberships }: Viewer,
  unread: ReadonlyArray<{ organizationId: string; count: number }>,
): number {
  const own = new Set(memberships.map(({ organizationId }) => organizationId));
  return unread
    .filter(({ organizationId }) => role !== "customer" || own.has(organizationId))
    .reduce((sum, { count }) => sum + count, 0);
}

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
  const person: Viewer = {
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
  const { signedInAt, completedAt, seenAs } = row;
  const missing = missingStep(row);
  const viewer = seenAs && missing === null ? seenViewer(person, seenAs) : person;
  const unread = unreadOf(viewer, row.unread);
  return { viewer, missing, signedInAt, completedAt, unread };
}

/** Returns the viewer of a session that is complete: see `loadSession`. */
export async function loadViewer(
  sessionId: string,
  device: DeviceLocale = {},
): Promise<Viewer | null> {
  const session = await loadSession(sessionId, device);
  return session && session.missing === null ? session.viewer : null;
}
