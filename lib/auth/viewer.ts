import "server-only";

import { cookies, headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { connection } from "next/server";
import { getServerSession } from "next-auth";
import { cache } from "react";

import { visitorLanguage } from "../i18n/visitor-language";
import { loginUrl } from "../routes";
import { isTimeZone } from "../text/locale";
import { loadViewer } from "./load-viewer";
import { authOptions } from "./options";
import { isStaff } from "./permissions";
import type { Viewer } from "./types";

/** Checks the session against the database, once per request. */
export const getViewer = cache(async (): Promise<Viewer | null> => {
  const session = await getServerSession(authOptions());
  if (!session?.userId) return null;
  const device = { timeZone: await deviceTimeZone(), language: await visitorLanguage() };
  return loadViewer(session.userId, session.sessionVersion, device);
});

/** Kept in a cookie by the browser. */
export async function deviceTimeZone(): Promise<string | undefined> {
  const zone = (await cookies()).get("time-zone")?.value;
  return isTimeZone(zone) ? zone : undefined;
}

/** Redirects to sign-in without a viewer. Never resolves while Next prerenders. */
export async function requireViewer(): Promise<Viewer> {
  await connection();
  const viewer = await getViewer();
  if (viewer) return viewer;
  const path = (await headers()).get("x-path");
  redirect(loginUrl({ next: path ?? undefined }));
}

export async function requireStaff(): Promise<Viewer> {
  const viewer = await requireViewer();
  if (!isStaff(viewer)) notFound();
  return viewer;
}
