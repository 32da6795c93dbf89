import type { APIRequestContext } from "@playwright/test";

import { expect } from "./browser";
import type { TestPortal } from "./portal";

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

const WATCHED = [
  "SELECT to_jsonb(t) AS row FROM account_token t ORDER BY id",
  'SELECT to_jsonb(t) AS row FROM "user" t ORDER BY id',
  "SELECT to_jsonb(t) AS row FROM membership t ORDER BY user_id, organization_id",
  "SELECT id FROM session ORDER BY id",
];

/** Opens a link three times, as scanners of mail do; fails if that changes anything. */
export async function scan(
  request: APIRequestContext,
  portal: TestPortal,
  path: string,
): Promise<void> {
  const rows = () => Promise.all(WATCHED.map((statement) => portal.query(statement)));
  const before = await rows();
  for (const method of ["HEAD", "GET", "HEAD", "GET", "HEAD", "GET"]) {
    const answer = await request.fetch(path, { method, maxRedirects: 0 });
    expect(answer.status(), `${method} ${path}`).toBe(200);
    expect(answer.headers()["referrer-policy"]).toBe("no-referrer");
    expect(answer.headers()["set-cookie"] ?? "").not.toContain("session-token");
  }
  expect(await rows()).toEqual(before);
}
