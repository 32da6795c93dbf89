import "server-only";

import { cookies, headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { after, connection } from "next/server";
import { cache } from "react";

import { transaction } from "../db/kysely";
import { visitorLanguage } from "../i18n/visitor-language";
import { log } from "../log";
import { loginUrl, verifyUrl } from "../routes";
import { arrive } from "./arrival/arrive";
import { loadSession } from "./load-viewer";
import { isStaff } from "./permissions";
import { autoRefreshCookie } from "./schemas";
import { auditSeen } from "./seeing/audit-seen";
import { hasLookEnded } from "./seeing/ended-look";
import { closedPage, SEEING_PAGE } from "./seeing/paths";
import { assertActs, signedInUserId } from "./seeing/read-only";
import { deviceTimeZone, isSecure, readSessionCookie, requestOrigin } from "./session-cookie";
import { TOUCH_MS, touchSession } from "./sessions";
import type { SessionState, Viewer } from "./types";

/** One statement per request. Takes no arguments, since `cache` would run it again for others. */
const currentSession = cache(async (): Promise<SessionState | null> => {
  const sessionId = await readSessionCookie();
  if (!sessionId) return null;
  const device = { timeZone: await deviceTimeZone(), language: await visitorLanguage() };
  return loadSession(sessionId, device);
});

/** Stores the session's last use after the answer, once per request, if a person made it. */
const noteUse = cache(async ({ session: { id, lastSeenAt } }: Viewer): Promise<void> => {
  if (Date.now() - lastSeenAt.getTime() <= TOUCH_MS) return;
  const jar = await cookies();
  // By https behind a proxy, the browser sets the secure one.
  if (jar.has(autoRefreshCookie(true)) || (!isSecure() && jar.has(autoRefreshCookie(false))))
    return;
  const { address, timeZone } = await requestOrigin();
  after(() =>
    touchSession(id, address, timeZone).catch((error: unknown) =>
      log.warn({ err: error }, "a session's last use could not be stored"),
    ),
  );
});

/**
 * A session can become complete without a step, e.g. when its organization lifts the requirement.
 */
const arriveLate = cache(async ({ viewer }: SessionState): Promise<void> => {
  const userId = signedInUserId(viewer);
  const sessionId = viewer.session.id;
  const origin = await requestOrigin();
  after(() =>
    transaction((client) => arrive(client, { userId, sessionId, ...origin })).catch(
      (error: unknown) => log.error({ err: error }, "a sign-in could not be noted"),
    ),
  );
});

/**
 * Checks the session against the database, once per request. A second factor may be missing. A
 * page's polls are no use of the session, which would never be idle while the page is open.
 */
export async function getSession(isUse = true): Promise<SessionState | null> {
  const session = await currentSession();
  if (session?.missing === null && session.completedAt === null) await arriveLate(session);
  if (session && isUse) await noteUse(session.viewer);
  return session;
}

/**
 * The viewer of this request, if they are signed in completely, to act. Throws `read_only` for staff
 * who see as a customer.
 */
export async function getViewer(isUse = true): Promise<Viewer | null> {
  const session = await getSession(isUse);
  if (session?.missing !== null) return null;
  assertActs(session.viewer);
  return session.viewer;
}

/** The address of this page, which the middleware has set. */
const requestPath = async (): Promise<string | undefined> =>
  (await headers()).get("x-path") ?? undefined;

const CUSTOMERS_PAGE = /^\/(?:connections|organization|services|tickets)(?:[/?]|$)/;

/** Audits a page once per request. */
const auditPage = cache(async (viewer: Viewer): Promise<void> => {
  await auditSeen(viewer, (await requestPath()) ?? "/");
});

/**
 * Redirects to sign-in without a viewer, and to the second factor while it is missing. Never
 * resolves while Next prerenders. Of staff who see as a customer, it is the customer; throws if
 * that look cannot be audited.
 */
export async function requireViewer(): Promise<Viewer> {
  const viewer = await requireSignedIn();
  await leaveEndedLook(viewer);
  await auditPage(viewer);
  return viewer;
}

/** Sends staff without an organization to the page that says that their look has ended. */
const leaveEndedLook = cache(async (viewer: Viewer): Promise<void> => {
  if (!isStaff(viewer) || viewer.memberships.length > 0) return;
  const path = (await requestPath()) ?? "/";
  if (CUSTOMERS_PAGE.test(path) && (await hasLookEnded(viewer.session.id))) redirect(SEEING_PAGE);
});

/** Like `requireViewer`, for what shows no more than who is signed in: it leaves no look. */
export async function requireSignedIn(): Promise<Viewer> {
  await connection();
  const session = await getSession();
  if (session?.missing === null) return session.viewer;
  const next = await requestPath();
  redirect(session ? verifyUrl({ next }) : loginUrl({ next }));
}

/** For pages that are a person's own: staff who see as a customer are sent away. */
export async function requireSelf(): Promise<Viewer> {
  const viewer = await requireSignedIn();
  if (viewer.seenBy) redirect(closedPage("own"));
  return viewer;
}

/** Like `getViewer`, for the pages behind secret links. */
export async function getSelf(): Promise<Viewer | null> {
  const session = await getSession();
  if (session?.missing !== null) return null;
  if (session.viewer.seenBy) redirect(closedPage("own"));
  return session.viewer;
}

/** Redirects staff who see as a customer, until they stop. */
export async function requireStaff(): Promise<Viewer> {
  const viewer = await requireSignedIn();
  if (viewer.seenBy) redirect(closedPage("staff"));
  if (!isStaff(viewer)) notFound();
  return viewer;
}
