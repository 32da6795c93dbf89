import { readdirSync } from "node:fs";
import path from "node:path";

import { beforeAll, beforeEach, expect, it, vi } from "vitest";

import { autoRefreshCookie } from "@/lib/auth/schemas";
import { TOUCH_MS } from "@/lib/auth/sessions";
import type { Viewer } from "@/lib/auth/types";
import { clearCookies, setCookieValue, useSession } from "@/tests/helpers/auth/request-mock";
import { useTestDatabase } from "@/tests/helpers/database";
import { makeOrganization, makeViewer } from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";

const afterwards = vi.hoisted((): Array<Promise<unknown>> => []);
vi.mock("next/headers", () => import("@/tests/helpers/auth/request-mock"));
vi.mock("next/server", async (original) => ({
  ...(await original<object>()),
  after: (work: () => Promise<unknown>) => void afterwards.push(Promise.resolve(work())),
}));

useTestDatabase();

const API = path.resolve(import.meta.dirname, "../../../app/api");
const UNKNOWN = "01ARZ3NDEKTSV4RRFFQ69G5FAV";
/** The routes that open pages poll. */
const POLLED = /(^|\/)(updates|submissions\/\[id\])\/route\.ts$/;
const polled = readdirSync(API, { recursive: true, encoding: "utf8" }).filter((file) =>
  POLLED.test(file),
);

let viewer: Viewer;
beforeAll(async () => {
  viewer = await makeViewer({ role: "admin", organizationId: await makeOrganization() });
});

beforeEach(async () => {
  clearCookies();
  await useSession(viewer.session.id);
  await sql("UPDATE session SET last_seen_at = now() - make_interval(secs => $1)", [
    (TOUCH_MS * 2) / 1_000,
  ]);
});

const lastSeen = async () => (await sql("SELECT last_seen_at FROM session"))[0];

type Get = (request: Request, context: { params: Promise<object> }) => Promise<Response>;

/** Returns the status once everything is stored. */
async function ask(file: string): Promise<number> {
  const { GET } = (await import(path.join(API, file))) as { GET: Get };
  const url = `http://127.0.0.1:9/?since=${new Date().toISOString()}`;
  const answer = await GET(new Request(url), { params: Promise.resolve({ id: UNKNOWN }) });
  await Promise.all(afterwards.splice(0));
  return answer.status;
}

it("an open page polls four routes", () => expect(polled).toHaveLength(4));

it.each(polled)("%s does not count as use of the session", async (file) => {
  const before = await lastSeen();
  expect([200, 404]).toContain(await ask(file));
  expect(await lastSeen()).toEqual(before);
});

it("a page that refreshes itself does not count as use of the session", async () => {
  setCookieValue(autoRefreshCookie(false), "1");
  const before = await lastSeen();
  expect(await ask("attachments/[id]/route.ts")).toBe(404);
  expect(await lastSeen()).toEqual(before);
});

it("any other route counts as use of the session", async () => {
  const before = await lastSeen();
  expect(await ask("attachments/[id]/route.ts")).toBe(404);
  expect(await lastSeen()).not.toEqual(before);
});
