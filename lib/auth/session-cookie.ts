import "server-only";

import { cookies, headers } from "next/headers";

import { env } from "../env";
import { isTimeZone } from "../text/locale";
import { decodeSession, encodeSession, sessionSeconds } from "./options";
import { clientAddress } from "./request/client-address";
import type { SignedIn, SignInOrigin } from "./sessions";

const DEVICE_COOKIE = "device";
/** The longest that browsers keep a cookie. */
const DEVICE_SECONDS = 400 * 24 * 60 * 60;

export function isSecure(): boolean {
  const { NEXTAUTH_URL: url, VERCEL: vercel } = env();
  return url ? url.startsWith("https:") : vercel !== undefined;
}

const sessionCookieName = () => `${isSecure() ? "__Secure-" : ""}next-auth.session-token`;

/** The session id in this request's cookie; only the database knows whether the session runs. */
export async function readSessionCookie(): Promise<string | null> {
  const value = (await cookies()).get(sessionCookieName())?.value;
  return value ? decodeSession(value) : null;
}

/** Sets the cookies of a completed sign-in on this response. Only for actions and route handlers. */
export async function setSessionCookies({ sessionId, deviceToken }: SignedIn): Promise<void> {
  const jar = await cookies();
  const common = { path: "/", httpOnly: true, sameSite: "lax", secure: isSecure() } as const;
  const value = await encodeSession(sessionId);
  jar.set(sessionCookieName(), value, { ...common, maxAge: sessionSeconds() });
  jar.set(DEVICE_COOKIE, deviceToken, { ...common, maxAge: DEVICE_SECONDS });
}

/** Goes on under the id that `renewSession` has returned. */
export async function renewSessionCookie(sessionId: string): Promise<void> {
  const life = { path: "/", httpOnly: true, sameSite: "lax", secure: isSecure() } as const;
  const value = await encodeSession(sessionId);
  (await cookies()).set(sessionCookieName(), value, { ...life, maxAge: sessionSeconds() });
}

/** Remembers the browser only, where next-auth sets the session's cookie itself. */
export async function setDeviceCookie(deviceToken: string): Promise<void> {
  const life = { path: "/", httpOnly: true, sameSite: "lax", secure: isSecure() } as const;
  (await cookies()).set(DEVICE_COOKIE, deviceToken, { ...life, maxAge: DEVICE_SECONDS });
}

/** Names the sign-in by email that this browser has asked for. */
const MAIL_REQUEST_COOKIE = "sign-in-request";

export async function setMailRequestCookie(value: string, seconds: number): Promise<void> {
  const life = { path: "/", httpOnly: true, sameSite: "lax", secure: isSecure() } as const;
  (await cookies()).set(MAIL_REQUEST_COOKIE, value, { ...life, maxAge: seconds });
}

export async function readMailRequestCookie(): Promise<string | undefined> {
  return (await cookies()).get(MAIL_REQUEST_COOKIE)?.value;
}

export async function clearMailRequestCookie(): Promise<void> {
  (await cookies()).delete(MAIL_REQUEST_COOKIE);
}

/** Holds the address typed on the sign-in page, for the page that shows the problem. */
const TYPED_ADDRESS_COOKIE = "typed-address";
const TYPED_ADDRESS_SECONDS = 60;
const MAX_ADDRESS = 254;

export async function keepTypedAddress(typed: string | undefined): Promise<void> {
  const life = { path: "/login", httpOnly: true, sameSite: "lax", secure: isSecure() } as const;
  const kept = (typed ?? "").slice(0, MAX_ADDRESS);
  (await cookies()).set(TYPED_ADDRESS_COOKIE, kept, { ...life, maxAge: TYPED_ADDRESS_SECONDS });
}

export async function readTypedAddress(): Promise<string | undefined> {
  return (await cookies()).get(TYPED_ADDRESS_COOKIE)?.value;
}

export async function clearSessionCookie(): Promise<void> {
  (await cookies()).delete(sessionCookieName());
}

/** Reads the time zone that the browser keeps in a cookie. */
export async function deviceTimeZone(): Promise<string | undefined> {
  const zone = (await cookies()).get("time-zone")?.value;
  return isTimeZone(zone) ? zone : undefined;
}

/** Returns the network, device and browser of the current request. */
export async function requestOrigin(): Promise<SignInOrigin> {
  const [given, jar] = await Promise.all([headers(), cookies()]);
  return {
    address: clientAddress(Object.fromEntries(given), env()),
    userAgent: given.get("user-agent") ?? "",
    deviceToken: jar.get(DEVICE_COOKIE)?.value,
    timeZone: await deviceTimeZone(),
  };
}
