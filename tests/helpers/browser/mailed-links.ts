import type { APIRequestContext } from "@playwright/test";

import { expect } from "./browser";
import type { TestPortal } from "./portal";
import { watchedRows } from "./watched-rows";

/** The path of the link with a secret in the newest such mail. */
export async function mailedPath(
  portal: TestPortal,
  wanted: { to: string; subject: string },
): Promise<string> {
  const { text } = await portal.mail.waitFor(wanted);
  const found = /https?:\/\/\S+\/[\w-]{43}\b/.exec(text)?.[0];
  if (!found) throw new Error(`No link in the mail “${wanted.subject}”.`);
  expect(new URL(found).origin).toBe(new URL(portal.url).origin);
  return new URL(found).pathname;
}

/** Opens a link three times, as scanners of mail do; fails if that changes anything. */
export async function scan(
  request: APIRequestContext,
  portal: TestPortal,
  path: string,
): Promise<void> {
  const before = await watchedRows(portal);
  for (const method of ["HEAD", "GET", "HEAD", "GET", "HEAD", "GET"]) {
    const answer = await request.fetch(path, { method, maxRedirects: 0 });
    expect(answer.status(), `${method} ${path}`).toBe(200);
    expect(answer.headers()["referrer-policy"]).toBe("no-referrer");
    expect(answer.headers()["set-cookie"] ?? "").not.toContain("session-token");
  }
  expect(await watchedRows(portal)).toEqual(before);
}
