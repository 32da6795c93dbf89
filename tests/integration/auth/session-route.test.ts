import { createRequire } from "node:module";

import { NextRequest } from "next/server";
import { beforeEach, describe, expect, it, vi } from "vitest";

import { GET, POST } from "@/app/api/auth/[...nextauth]/route";
import { loadSession } from "@/lib/auth/load-viewer";
import { decodeSession, encodeSession } from "@/lib/auth/options";
import { revokeSession } from "@/lib/auth/sessions";
import type { Viewer } from "@/lib/auth/types";
import * as requestMock from "@/tests/helpers/auth/request-mock";
import { useTestDatabase } from "@/tests/helpers/database";
import { disableUser, makeOrganization, makeViewer } from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";

vi.mock("next/headers", () => import("@/tests/helpers/auth/request-mock"));

// next-auth requires the module itself, which no mock of an import reaches.
const require = createRequire(import.meta.url);
require("next/headers");
const loaded = require.cache[require.resolve("next/headers")];
if (loaded) loaded.exports = requestMock;

useTestDatabase();

const PORTAL = process.env.NEXTAUTH_URL ?? "";
const COOKIE = "next-auth.session-token";
let viewer: Viewer;

beforeEach(async () => {
  requestMock.clearCookies();
  viewer = await makeViewer({ organizationId: await makeOrganization() });
});

async function call(handler: typeof GET, action: string, body?: Record<string, string>) {
  const form = body && new URLSearchParams(body).toString();
  const type = { "content-type": "application/x-www-form-urlencoded" };
  const request = new NextRequest(`${PORTAL}/api/auth/${action}`, {
    method: form === undefined ? "GET" : "POST",
    body: form,
    headers: form === undefined ? {} : type,
  });
  const answer = await handler(request, { params: Promise.resolve({ nextauth: [action] }) });
  const cookies = answer.headers.getSetCookie();
  for (const cookie of cookies) {
    const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
    requestMock.setCookieValue(name, decodeURIComponent(value));
  }
  const given = cookies.find((cookie) => cookie.startsWith(`${COOKIE}=`));
  return { body: await answer.json().catch(() => null), renewed: given?.split(/[=;]/)[1] || null };
}

const endOf = async (sessionId: string) =>
  (await sql("SELECT expires_at FROM session WHERE id = $1", [sessionId]))[0];

describe("next-auth's own address for the session", () => {
  it("tells a running session no more than when its cookie ends, and leaves its own end", async () => {
    await requestMock.useSession(viewer.session.id);
    const end = await endOf(viewer.session.id);
    const { body, renewed } = await call(GET, "session");
    expect(body).toEqual({ expires: expect.any(String) });
    expect(await decodeSession(decodeURIComponent(renewed ?? ""))).toBe(viewer.session.id);
    expect(await endOf(viewer.session.id)).toEqual(end);
  });

  it.each<[string, () => Promise<unknown>]>([
    ["of a disabled person", () => disableUser(viewer.userId)],
    ["that was revoked", () => revokeSession(viewer.userId, viewer.session.id)],
    [
      "of an older password",
      () => sql('UPDATE "user" SET session_version = 2 WHERE id = $1', [viewer.userId]),
    ],
    [
      "past its end",
      () => sql("UPDATE session SET expires_at = now() WHERE id = $1", [viewer.session.id]),
    ],
    [
      "unused for too long",
      () =>
        sql("UPDATE session SET last_seen_at = now() - interval '15 days' WHERE id = $1", [
          viewer.session.id,
        ]),
    ],
  ])("gives nothing to a session %s, and renews nothing", async (_which, end) => {
    await requestMock.useSession(viewer.session.id);
    await end();
    expect(await call(GET, "session")).toEqual({ body: {}, renewed: null });
  });
});

describe("signing out", () => {
  it("ends the session, also for a copy of its cookie", async () => {
    const copy = await encodeSession(viewer.session.id);
    const { body } = await call(GET, "csrf");
    await requestMock.useSession(viewer.session.id);
    const { csrfToken } = body as { csrfToken: string };
    await call(POST, "signout", { csrfToken, json: "true" });
    expect(await loadSession((await decodeSession(copy)) ?? "")).toBeNull();
    requestMock.setCookieValue(COOKIE, copy);
    expect(await call(GET, "session")).toEqual({ body: {}, renewed: null });
  });

  it("needs the page's own token", async () => {
    await requestMock.useSession(viewer.session.id);
    await call(POST, "signout", { csrfToken: "guessed", json: "true" });
    expect(await loadSession(viewer.session.id)).not.toBeNull();
  });
});
