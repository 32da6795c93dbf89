import { encodeSession } from "@/lib/auth/options";

/** Replaces "next/headers" in tests that mock it with this module. */
interface Cookie {
  name: string;
  value: string;
}

let given = new Headers();
const jar = new Map<string, Cookie>();

export const headers = async () => given;

export const cookies = async () => ({
  get: (name: string) => jar.get(name),
  has: (name: string) => jar.has(name),
  getAll: () => [...jar.values()],
  set: (name: string, value: string) => void jar.set(name, { name, value }),
  delete: (name: string) => void jar.delete(name),
});

const SESSION_COOKIE = "next-auth.session-token";

/** The next request has these headers, and keeps the cookies. */
export function setRequestHeaders(values: Record<string, string>): void {
  given = new Headers(values);
}

export function cookieValue(name: string): string | undefined {
  return jar.get(name)?.value;
}

export const sessionCookieValue = () => cookieValue(SESSION_COOKIE);

export function setCookieValue(name: string, value: string): void {
  jar.set(name, { name, value });
}

export function clearCookies(): void {
  jar.clear();
}

/** The next request comes from a browser with this session. */
export async function useSession(sessionId: string): Promise<void> {
  setCookieValue(SESSION_COOKIE, await encodeSession(sessionId));
}
