import "server-only";

import { cookies, headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { connection } from "next/server";
import { getServerSession } from "next-auth";
import { cache } from "react";

import { loginUrl } from "../routes";
import { isTimeZone } from "../text/locale";
import { loadViewer } from "./load-viewer";
import { authOptions } from "./options";
import { isStaff } from "./permissions";
import type { Viewer } from "./types";

/** Who asks, or null. The session's token is checked against the database: a raised session version or a disabled account is nobody. Read once per request. */
export const getViewer = cache(async (): Promise<Viewer | null> => {
  const session = await getServerSession(authOptions());
  const viewer = session?.userId ? await loadViewer(session.userId, session.sessionVersion) : null;
  return viewer && { ...viewer, timeZone: (await browserTimeZone()) ?? viewer.timeZone };
});

/** The zone that the browser is in, as its pages have told it. */
async function browserTimeZone(): Promise<string | undefined> {
  const told = (await cookies()).get("time-zone")?.value;
  return isTimeZone(told) ? told : undefined;
}

/**
 * Who asks; sends everybody else to sign in, and back afterwards. Never resolves while Next renders a page ahead of its
 * opening, so that no such page reads or logs anything.
 */
export async function requireViewer(): Promise<Viewer> {
  await connection();
  const viewer = await getViewer();
  if (viewer) return viewer;
  const path = (await headers()).get("x-path");
  redirect(loginUrl({ next: path ?? undefined }));
}

/** Who asks, staff or admin; the page does not exist for anybody else. */
export async function requireStaff(): Promise<Viewer> {
  const viewer = await requireViewer();
  if (!isStaff(viewer)) notFound();
  return viewer;
}
