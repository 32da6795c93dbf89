import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

import { NextRequest } from "next/server";
import { beforeAll, describe, expect, it, vi } from "vitest";

import type { Viewer } from "@/lib/auth/types";
import { MAX_DRAFT_BYTES } from "@/lib/drafts/schemas";
import { PIECE_BYTES } from "@/lib/files/rules";
import { renderMessage } from "@/lib/i18n/message";
import { unsubscribeToken } from "@/lib/notifications/unsubscribe/token";
import { BODY_LIMITS } from "@/lib/server/body-limits";
import config from "@/next.config.mjs";
import { useTestDatabase } from "@/tests/helpers/database";
import { currentViewer, makeOrganization, makeViewer } from "@/tests/helpers/people";
import { english } from "@/tests/helpers/texts";

const session = vi.hoisted(() => ({ userId: null as string | null }));
vi.mock("@/lib/auth/viewer", () => ({
  getViewer: async () => (session.userId ? currentViewer(session.userId) : null),
  getSession: async () => {
    const viewer = session.userId ? await currentViewer(session.userId) : null;
    return viewer && { viewer, missing: null };
  },
}));
const signIn = vi.hoisted(() => ({ bodies: [] as string[] }));
vi.mock("next-auth", () => ({
  default: async (request: Request) => {
    signIn.bodies.push(await request.text());
    return Response.json({ url: "/tickets" });
  },
}));
vi.mock("@/lib/i18n/visitor-language", () => ({ visitorLanguage: async () => "en" }));

useTestDatabase();

type Handler = (request: Request, context: { params: Promise<unknown> }) => Promise<Response>;

const ROOT = path.resolve(import.meta.dirname, "../..");
const ORIGIN = "http://127.0.0.1:9";
const CHUNK = 64 * 1024;
const ENOUGH = 8 * 1024 * 1024;
const WRITES = ["POST", "PUT", "PATCH", "DELETE"];
const params = () => ({
  id: "01ARZ3NDEKTSV4RRFFQ69G5FAV",
  piece: "0",
  nextauth: ["signout"],
  token: unsubscribeToken({ userId: "nobody", topic: "all" }),
});

let viewer: Viewer;

beforeAll(async () => {
  viewer = await makeViewer({ organizationId: await makeOrganization() });
});

function sourcesIn(folder: string): string[] {
  const files = readdirSync(path.join(ROOT, folder), { recursive: true, encoding: "utf8" });
  return files.filter((file) => file.endsWith(".ts")).map((file) => path.join(folder, file));
}

async function writeHandlers(): Promise<Array<{ name: string; method: string; run: Handler }>> {
  const found: Array<{ name: string; method: string; run: Handler }> = [];
  for (const file of sourcesIn("app").filter((each) => each.endsWith("route.ts"))) {
    const handlers = (await import(path.join(ROOT, file))) as Record<string, Handler>;
    for (const method of WRITES) {
      const run = handlers[method];
      if (run) found.push({ name: `${method} ${file}`, method, run });
    }
  }
  return found;
}

/** A request whose body goes on until the server stops reading, or until `ENOUGH` has been read. */
function endless(method: string, contentType: string) {
  const read = { bytes: 0 };
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      read.bytes += CHUNK;
      controller.enqueue(new Uint8Array(CHUNK).fill(97));
      if (read.bytes >= ENOUGH) controller.close();
    },
  });
  const headers = {
    host: "127.0.0.1:9",
    origin: ORIGIN,
    "sec-fetch-site": "same-origin",
    "content-type": contentType,
    "x-viewer": viewer.userId,
  };
  const init = { method, headers, body, duplex: "half" };
  return {
    read,
    request: new NextRequest(
      `${ORIGIN}/api/x`,
      init as ConstructorParameters<typeof NextRequest>[1],
    ),
  };
}

const signOut = (headers: Record<string, string>, body?: string) => {
  const request = new NextRequest(`${ORIGIN}/api/auth/signout`, { method: "POST", headers, body });
  return handlersOfAuth().then(({ POST }) =>
    POST(request, { params: Promise.resolve({ nextauth: ["signout"] }) }),
  );
};
const handlersOfAuth = () => import("@/app/api/auth/[...nextauth]/route");

describe("a body without an end", () => {
  it.each([
    ["nobody signed in", () => null],
    ["somebody signed in", () => viewer.userId],
  ])("is cut off by every route that takes writes, with %s", async (_who, userId) => {
    session.userId = userId();
    const handlers = await writeHandlers();
    expect(handlers.length).toBeGreaterThan(5);
    for (const { name, method, run } of handlers) {
      for (const type of ["application/json", "application/x-www-form-urlencoded", "text/plain"]) {
        const { read, request } = endless(method, type);
        const answer = await run(request, { params: Promise.resolve(params()) });
        expect(read.bytes, `${name} with ${type}`).toBeLessThan(PIECE_BYTES + 1024 * 1024);
        expect(answer.status, `${name} with ${type}`).toBeGreaterThanOrEqual(400);
        expect(answer.status, `${name} with ${type}`).toBeLessThan(500);
      }
    }
  });
});

describe("the sign-in route", () => {
  const JSON_TYPE = { "content-type": "application/json" };
  const FORM_TYPE = { "content-type": "application/x-www-form-urlencoded" };

  it.each<[string, Record<string, string>, string, number]>([
    ["JSON of more than 16 KB", JSON_TYPE, JSON.stringify({ a: "x".repeat(17_000) }), 413],
    ["a form of more than 16 KB", FORM_TYPE, `a=${"x".repeat(17_000)}`, 413],
    [
      "a length announced beyond the limit",
      { ...FORM_TYPE, "content-length": "99999999" },
      "a=1",
      413,
    ],
    ["JSON that is not whole", JSON_TYPE, "{", 400],
    ["JSON that is no object", JSON_TYPE, "[1]", 400],
    ["a callback to no address", FORM_TYPE, "callbackUrl=http://localhost:3120.evil.example", 400],
    ["a callback that is a script", JSON_TYPE, '{"callbackUrl":"javascript:alert(1)"}', 400],
    ["a callback that is no text", JSON_TYPE, '{"callbackUrl":{"a":1}}', 400],
  ])("refuses %s", async (_what, headers, body, status) => {
    signIn.bodies.length = 0;
    const answer = await signOut(headers, body);
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({ ok: false, message: expect.stringMatching(/\.$/) });
    expect(signIn.bodies).toEqual([]);
  });

  it("takes no visit for a sign-in", async () => {
    const request = new NextRequest(`${ORIGIN}/api/auth/callback/credentials`);
    const params = Promise.resolve({ nextauth: ["callback", "credentials"] });
    const { POST: route } = await handlersOfAuth();
    expect((await route(request, { params })).status).toBe(400);
  });

  it("hands on what is in order, unchanged", async () => {
    signIn.bodies.length = 0;
    const form = "csrfToken=abc&callbackUrl=%2Ftickets&json=true&name=%C3%A5";
    expect((await signOut(FORM_TYPE, form)).status).toBe(200);
    expect((await signOut(JSON_TYPE, '{"callbackUrl":"https://portal.example/a"}')).status).toBe(
      200,
    );
    expect((await signOut({})).status).toBe(200);
    expect(signIn.bodies).toEqual([form, '{"callbackUrl":"https://portal.example/a"}', ""]);
  });
});

describe("the table of limits", () => {
  it("has a sentence for each", () => {
    for (const { text } of Object.values(BODY_LIMITS))
      expect(renderMessage(english, text)).toMatch(/^[A-Z].+\.$/);
  });

  it("leaves room for what the portal itself sends", () => {
    expect(BODY_LIMITS.filePiece.maxBytes).toBe(PIECE_BYTES);
    expect(BODY_LIMITS.draft.maxBytes).toBeGreaterThan(6 * MAX_DRAFT_BYTES);
  });

  it("is what Next holds server actions to", () => {
    expect(config.experimental?.serverActions?.bodySizeLimit).toBe(BODY_LIMITS.action.maxBytes);
  });

  it("is the only way by which a route reads a body", () => {
    const sources = [...sourcesIn("app"), ...sourcesIn("lib")];
    const reading = sources.filter((file) => {
      const text = readFileSync(path.join(ROOT, file), "utf8");
      return /\brequest\.(?:json|text|formData|arrayBuffer|blob|bytes|body)\b/.test(text);
    });
    expect(reading.filter((file) => !file.includes(".test."))).toEqual([
      "lib/server/request-body.ts",
    ]);
  });
});
