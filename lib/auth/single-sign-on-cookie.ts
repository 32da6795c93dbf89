import "server-only";

import { cookies } from "next/headers";

import { openPath, sealPath } from "./request/sealed-path";
import { isSecure } from "./session-cookie";

/** As long as next-auth keeps the state of a sign-in at an issuer. */
const START_SECONDS = 15 * 60;
const LINK_SECONDS = 10 * 60;
const MAX_PATH = 2_000;

/** `start`: what waits while the browser is at an issuer. `link`: waits for the password. */
const NAMES = { path: "sso-path", start: "sso-start", link: "sso-link" } as const;

async function keep(name: string, value: string, maxAge: number): Promise<void> {
  const common = { path: "/", httpOnly: true, sameSite: "lax", secure: isSecure() } as const;
  (await cookies()).set(name, value, { ...common, maxAge });
}

async function read(name: string): Promise<string | undefined> {
  return (await cookies()).get(name)?.value || undefined;
}

async function drop(name: string): Promise<void> {
  (await cookies()).delete(name);
}

/** Keeps where to go after the issuer. The caller has checked the path. */
export async function keepPath(path: string): Promise<void> {
  await keep(NAMES.path, sealPath(path.length <= MAX_PATH ? path : "/", NAMES.path), START_SECONDS);
}

export async function readPath(): Promise<string | undefined> {
  return openPath(await read(NAMES.path), NAMES.path);
}

/** Keeps the secret of a person who links an issuer to their account. */
export const keepStartedLink = (token: string) => keep(NAMES.start, token, LINK_SECONDS);
export const readStartedLink = () => read(NAMES.start);
export const dropStartedLink = () => drop(NAMES.start);

/** Keeps the secret of a sign-in that waits for the password. */
export const keepPendingLink = (token: string) => keep(NAMES.link, token, LINK_SECONDS);
export const readPendingLink = () => read(NAMES.link);
export const dropPendingLink = () => drop(NAMES.link);
