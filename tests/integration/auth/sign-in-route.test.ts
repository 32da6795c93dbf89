import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";

import { POST as postSignIn } from "@/app/api/sign-in/route";
import { FAILURES_PER_ACCOUNT } from "@/lib/auth/limits/sign-in-throttle";
import { loadSession } from "@/lib/auth/load-viewer";
import { decodeSession } from "@/lib/auth/options";
import { hashPassword } from "@/lib/auth/password";
import { prisma } from "@/lib/db/prisma";
import { clearCookies, sessionCookieValue } from "@/tests/helpers/auth/request-mock";
import { useTestDatabase } from "@/tests/helpers/database";
import { sql } from "@/tests/helpers/sql";

vi.mock("next/headers", () => import("@/tests/helpers/auth/request-mock"));

useTestDatabase();

const PORTAL = "http://localhost:3000";
const RIGHT = { email: "jane@example.com", password: "correct horse" };

beforeAll(async () => {
  const passwordHash = await hashPassword(RIGHT.password);
  await prisma().user.create({ data: { email: RIGHT.email, name: "Jane", passwordHash } });
});

beforeEach(async () => {
  clearCookies();
  await sql("DELETE FROM rate_limit");
});

type Fields = Record<string, string>;

async function post(fields: Fields, headers: Fields = { origin: PORTAL }) {
  const body = new URLSearchParams(fields).toString();
  const type = { "content-type": "application/x-www-form-urlencoded", host: "localhost:3000" };
  const all = { ...type, ...headers };
  const request = new Request(`${PORTAL}/api/sign-in`, { method: "POST", body, headers: all });
  const answer = await postSignIn(request);
  const sessionId = await decodeSession(sessionCookieValue() ?? "");
  const isSignedIn = sessionId !== null && (await loadSession(sessionId)) !== null;
  return { status: answer.status, location: answer.headers.get("location"), isSignedIn };
}

describe("the sign-in form without JavaScript", () => {
  it("signs in, and leads to the page that was asked for", async () => {
    const next = "/tickets?turn=yours&q=a%20b";
    expect(await post({ ...RIGHT, next })).toEqual({
      status: 303,
      location: next,
      isSignedIn: true,
    });
  });

  it("comes back with the reason, and still knows where to go", async () => {
    const back = await post({ ...RIGHT, password: "wrong", next: "/services" });
    expect(back.isSignedIn).toBe(false);
    expect(back.location).toBe("/login?error=CredentialsSignin&next=%2Fservices");
    await sql("UPDATE rate_limit SET points = $1 WHERE key LIKE 'signin_account:%'", [
      FAILURES_PER_ACCOUNT,
    ]);
    expect((await post(RIGHT)).location).toBe("/login?error=throttled");
  });

  it.each(["https://evil.example/", "//evil.example", "/login", "javascript:alert(1)"])(
    "leads home, not to %s",
    async (next) => expect((await post({ ...RIGHT, next })).location).toBe("/"),
  );

  it.each<[string, Fields]>([
    ["another site", { origin: "https://evil.example" }],
    ["another site's frame", { origin: PORTAL, "sec-fetch-site": "cross-site" }],
    ["nowhere", {}],
  ])("signs nobody in for a form of %s", async (_who, headers) => {
    const refused = { location: "/login?error=internal", isSignedIn: false };
    expect(await post(RIGHT, headers)).toMatchObject(refused);
  });

  it("is not read beyond what a sign-in needs", async () => {
    const much = await post({ ...RIGHT, more: "x".repeat(1_000_000) });
    expect(much).toMatchObject({ status: 413, isSignedIn: false });
  });
});
