import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";

import { loadViewer } from "@/lib/auth/load-viewer";
import type { Viewer } from "@/lib/auth/types";
import { syncNow } from "@/lib/connections/commands";
import { sql, transaction } from "@/lib/db/sql";
import { claimFiles } from "@/lib/files/claim-files";
import { filePreview, filesAt } from "@/lib/files/queries";
import { addPiece, beginFile, finishFile, removeFile } from "@/lib/files/receive-upload";
import { beginRoute, finishRoute, pieceRoute, previewRoute, removeRoute } from "@/lib/files/routes";
import { PIECE_BYTES } from "@/lib/files/schemas";
import { fileStore } from "@/lib/files/store/file-store";
import { registerProvider } from "@/lib/providers/registry";
import type { Result } from "@/lib/result";
import { useTestDatabase } from "@/tests/helpers/database";
import { MemoryAccount } from "@/tests/helpers/memory-account";
import { memoryProvider } from "@/tests/helpers/memory-provider";
import { makeConnection, makeViewers } from "@/tests/helpers/people";

// The cookie's content is the only thing made up here: whether it still means anybody is read from the database, as ever.
const session = vi.hoisted(() => ({ userId: null as string | null, version: 1 }));
vi.mock("@/lib/auth/viewer", () => ({
  getViewer: async () => (session.userId ? loadViewer(session.userId, session.version) : null),
}));

useTestDatabase();

const ORIGIN = "http://portal.test";
const OWN = { host: "portal.test", origin: ORIGIN, "sec-fetch-site": "same-origin" };
const GIF = new Uint8Array(
  Buffer.from("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7", "base64"),
);
const account = new MemoryAccount();
let owner: Viewer;
let member: Viewer;
let stranger: Viewer;
let outsider: Viewer;
let staff: Viewer;
let disabled: Viewer;
let connectionId: string;
let ticketId: string;
let unregister = () => {};

beforeAll(async () => {
  const memory = memoryProvider(account);
  unregister = registerProvider({
    ...memory,
    form: {
      ...memory.form,
      files: {
        way: "pinned",
        withReplies: true,
        most: 50,
        largest: 20_000_000,
        together: 50_000_000,
      },
    },
  });
  ({ owner, member, stranger, outsider, staff, disabled } = await makeViewers());
  connectionId = await makeConnection(owner, "memory", account.key);
  account.put("m-1");
  expect(await syncNow(owner, { connectionId })).toMatchObject({ outcome: "complete" });
  ticketId = (await sql<{ id: string }>("SELECT id FROM ticket"))[0]?.id ?? "";
});

beforeEach(async () => {
  await sql("DELETE FROM outgoing_file");
  await sql("DELETE FROM file_piece");
  signedIn(owner);
});

afterAll(() => unregister());

function signedIn(viewer: Viewer | null): void {
  session.userId = viewer?.userId ?? null;
}

const begin = (over: Record<string, unknown> = {}) =>
  beginFile(owner, { place: "new", connectionId, name: "a.gif", size: GIF.length, ...over });

async function attached(name: string, content: string | Uint8Array<ArrayBuffer>) {
  const bytes = typeof content === "string" ? new Uint8Array(Buffer.from(content)) : content;
  const { file } = await begin({ name, size: bytes.length });
  await addPiece(owner, file.id, 0, bytes);
  return finishFile(owner, file.id);
}

interface Asked {
  headers?: Record<string, string>;
  body?: BodyInit;
}

const request = (method: string, path: string, { headers = OWN, body }: Asked = {}) =>
  new Request(`${ORIGIN}${path}`, {
    method,
    headers: { "x-viewer": session.userId ?? "", ...headers },
    body,
    ...(body instanceof ReadableStream ? { duplex: "half" } : {}),
  });
const at = <T>(params: T) => ({ params: Promise.resolve(params) });

/** Every route of files, about a file with this id. */
const routes: Array<[string, (id: string, asked?: Asked) => Promise<Response>]> = [
  [
    "begin",
    (_id, asked) =>
      beginRoute(
        request("POST", "/api/files", {
          body: JSON.stringify({ place: "new", connectionId, name: "b.gif", size: 5 }),
          ...asked,
        }),
        at({}),
      ),
  ],
  [
    "piece",
    (id, asked) =>
      pieceRoute(
        request("PUT", `/api/files/${id}/0`, { body: GIF, ...asked }),
        at({ id, piece: "0" }),
      ),
  ],
  ["finish", (id, asked) => finishRoute(request("POST", `/api/files/${id}`, asked), at({ id }))],
  ["remove", (id, asked) => removeRoute(request("DELETE", `/api/files/${id}`, asked), at({ id }))],
  ["preview", (id, asked) => previewRoute(request("GET", `/api/files/${id}`, asked), at({ id }))],
];

const failureOf = async (response: Response) =>
  (await response.json()) as Extract<Result<never>, { ok: false }>;
const untouched = async (id: string) =>
  sql("SELECT state, size FROM outgoing_file WHERE id = $1", [id]);

describe.each<[string, () => Viewer | null, number]>([
  ["nobody signed in", () => null, 401],
  ["a disabled account", () => disabled, 401],
  ["a member of the same organization", () => member, 404],
  ["another organization's manager", () => stranger, 404],
  ["a person of no organization", () => outsider, 404],
  ["staff", () => staff, 404],
])("%s", (_who, who, status) => {
  it.each(routes)("gets nothing out of %s about somebody else's file", async (name, route) => {
    const ready = await attached("a.gif", GIF);
    signedIn(who());
    const response = await route(ready.id);
    // A member may begin a file of their own at the organization's connection.
    const expected = name === "begin" && who() === member ? 200 : status;
    expect(response.status).toBe(expected);
    expect(response.headers.get("location")).toBeNull();
    expect(response.headers.get("cache-control")).toBe("private, no-store");
    if (expected !== 200)
      expect(await failureOf(response)).toMatchObject({
        ok: false,
        code: status === 401 ? "unauthenticated" : "not_found",
        fieldErrors: {},
      });
    expect(await untouched(ready.id)).toEqual([{ state: "ready", size: GIF.length }]);
  });
});

describe.each<[string, () => Viewer]>([
  ["a member", () => member],
  ["another organization's manager", () => stranger],
  ["a person of no organization", () => outsider],
  ["staff", () => staff],
])("%s", (_who, who) => {
  it("is told by every function that there is no such file", async () => {
    const ready = await attached("a.gif", GIF);
    const { file } = await begin();
    expect(await filesAt(who(), "new")).toEqual([]);
    const calls = [
      () => filePreview(who(), ready.id),
      () => addPiece(who(), file.id, 0, GIF),
      () => finishFile(who(), file.id),
      () => removeFile(who(), file.id),
    ];
    for (const call of calls) {
      await expect(call()).rejects.toMatchObject({ code: "not_found" });
    }
    expect((await filesAt(owner, "new")).map((one) => one.state)).toEqual(["ready", "receiving"]);
    expect(await fileStore().read(file.id, 0)).toBeNull();
  });

  it("cannot have it sent with a submission", async () => {
    const ready = await attached("a.gif", GIF);
    const claim = transaction((client) =>
      claimFiles(client, {
        userId: who().userId,
        place: "new",
        fileIds: [ready.id],
        submissionId: "s-1",
        rules: null,
      }),
    );
    await expect(claim).rejects.toMatchObject({ code: "invalid" });
  });
});

describe("a place", () => {
  it.each<[string, () => Viewer, () => { place: string; connectionId: string }]>([
    [
      "a connection of another organization",
      () => stranger,
      () => ({ place: "new", connectionId }),
    ],
    ["a connection that is not there", () => owner, () => ({ place: "new", connectionId: "none" })],
    [
      "a ticket of another organization",
      () => stranger,
      () => ({ place: `reply:${ticketId}`, connectionId }),
    ],
    ["a ticket that is not there", () => owner, () => ({ place: "reply:none", connectionId })],
    ["a submission that is not there", () => owner, () => ({ place: "new:none", connectionId })],
  ])("cannot be %s", async (_what, who, where) => {
    await expect(beginFile(who(), { ...where(), name: "a", size: 1 })).rejects.toMatchObject({
      code: "not_found",
    });
  });

  it("can be a ticket of one's own", async () => {
    expect((await begin({ place: `reply:${ticketId}` })).file.state).toBe("receiving");
    expect((await begin({ place: `continue:${ticketId}` })).file.state).toBe("receiving");
  });

  it("does not give away somebody else's file by its id", async () => {
    const { file } = await begin();
    await expect(
      beginFile(member, {
        id: file.id,
        place: "new",
        connectionId,
        name: "a.gif",
        size: GIF.length,
      }),
    ).rejects.toMatchObject({ code: "conflict" });
  });
});

describe("requests from elsewhere", () => {
  it.each(routes)("are refused by %s, whoever's cookie they carry", async (name, route) => {
    const ready = await attached("a.gif", GIF);
    const crossSite = await route(ready.id, {
      headers: {
        host: "portal.test",
        origin: "https://evil.example",
        "sec-fetch-site": "cross-site",
      },
    });
    expect([crossSite.status, (await failureOf(crossSite)).code]).toEqual([403, "forbidden"]);
    const unsaid = await route(ready.id, { headers: { host: "portal.test" } });
    // Looking at one's own picture from the address bar harms no one.
    expect(unsaid.status).toBe(name === "preview" ? 200 : 403);
    expect(await untouched(ready.id)).toHaveLength(1);
  });
});

describe("a page that was made for somebody else", () => {
  it.each(routes.slice(0, 4))("changes nothing through %s", async (_name, route) => {
    const { file } = await begin();
    const headers = { ...OWN, "x-viewer": member.userId };
    const other = await route(file.id, { headers });
    expect([other.status, (await failureOf(other)).code]).toEqual([409, "other_viewer"]);
    const unsaid = await route(file.id, { headers: { ...OWN, "x-viewer": "" } });
    expect([unsaid.status, (await failureOf(unsaid)).code]).toEqual([409, "outdated"]);
    expect(await sql("SELECT state FROM outgoing_file")).toEqual([{ state: "receiving" }]);
    expect(await fileStore().read(file.id, 0)).toBeNull();
  });
});

describe("the body of a piece", () => {
  it("without an end is cut off when it is too large, whatever it announced", async () => {
    const { file } = await begin({ size: 10_000_000 });
    let sent = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 65_536;
        controller.enqueue(new Uint8Array(65_536));
      },
    });
    const response = await pieceRoute(
      request("PUT", `/api/files/${file.id}/0`, { body: endless }),
      at({ id: file.id, piece: "0" }),
    );
    expect(response.status).toBe(413);
    expect(sent).toBeLessThan(PIECE_BYTES + 10 * 65_536);
    expect(await fileStore().read(file.id, 0)).toBeNull();
  });

  it("that announces too much is not read at all", async () => {
    const { file } = await begin();
    const response = await pieceRoute(
      request("PUT", `/api/files/${file.id}/0`, {
        headers: { ...OWN, "content-length": "99999999" },
        body: GIF,
      }),
      at({ id: file.id, piece: "0" }),
    );
    expect(response.status).toBe(413);
  });

  it.each(["-1", "1", "0x0", "1e3", "99999", "00000", "../0", " 0", "٠"])(
    "has no position %j",
    async (piece) => {
      const { file } = await begin();
      const response = await pieceRoute(
        request("PUT", `/api/files/${file.id}/x`, { body: GIF }),
        at({ id: file.id, piece }),
      );
      // What is no id at all does not get as far as the route.
      const answer = /^[\w-]+$/.test(piece) ? [400, "invalid"] : [404, "not_found"];
      expect([response.status, (await failureOf(response)).code]).toEqual(answer);
      expect(await sql("SELECT 1 FROM file_piece")).toEqual([]);
    },
  );

  it("arrives whole when it is right", async () => {
    const { file } = await begin();
    expect(
      (
        await pieceRoute(
          request("PUT", `/api/files/${file.id}/0`, { body: GIF }),
          at({ id: file.id, piece: "0" }),
        )
      ).status,
    ).toBe(200);
    const finished = await finishRoute(
      request("POST", `/api/files/${file.id}`),
      at({ id: file.id }),
    );
    expect(await finished.json()).toMatchObject({
      ok: true,
      data: { id: file.id, state: "ready", mimeType: "image/gif" },
    });
    expect(
      await (
        await removeRoute(request("DELETE", `/api/files/${file.id}`), at({ id: file.id }))
      ).json(),
    ).toEqual({ ok: true, data: null });
  });
});

describe("the announcement of a file", () => {
  it.each<[string, BodyInit]>([
    ["no JSON", "place=new"],
    ["no size", JSON.stringify({ place: "new", connectionId: "c", name: "a" })],
    [
      "a size that is none",
      JSON.stringify({ place: "new", connectionId: "c", name: "a", size: -1 }),
    ],
    ["a size beyond numbers", '{"place":"new","connectionId":"c","name":"a","size":1e999}'],
    [
      "a place of its own making",
      JSON.stringify({ place: "dropped", connectionId: "c", name: "a", size: 1 }),
    ],
    [
      "an id of its own making",
      JSON.stringify({
        id: "../../etc/passwd",
        place: "new",
        connectionId: "c",
        name: "a",
        size: 1,
      }),
    ],
    ["bytes that are no text", new Uint8Array([0xff, 0xfe, 0xfd])],
    [
      "an endless name",
      JSON.stringify({ place: "new", connectionId: "c", name: "a".repeat(3_000), size: 1 }),
    ],
  ])("with %s is refused", async (_what, body) => {
    const response = await beginRoute(request("POST", "/api/files", { body }), at({}));
    expect([response.status, (await failureOf(response)).code]).toEqual([400, "invalid"]);
  });

  it("beyond all measure is not read", async () => {
    expect(
      (await beginRoute(request("POST", "/api/files", { body: "x".repeat(20_000) }), at({})))
        .status,
    ).toBe(413);
  });
});

describe("what is inside a file", () => {
  it.each<[string, string | Uint8Array<ArrayBuffer>]>([
    ["an SVG", '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
    [
      "an SVG behind a declaration",
      '<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    ],
    ["HTML", "<!doctype html><script>alert(1)</script>"],
    [
      "HTML behind bytes of no image",
      new Uint8Array([0, ...Buffer.from("<script>alert(1)</script>")]),
    ],
    ["a PDF", "%PDF-1.7\n%âãÏÓ\n"],
    ["a script", "#!/bin/sh\necho hello\n"],
  ])("is never shown as an image by its name: %s", async (_what, content) => {
    const file = await attached("picture.png", content);
    expect(file.mimeType).not.toMatch(/^image|html|xml|svg/);
    expect(
      (await previewRoute(request("GET", `/api/files/${file.id}`), at({ id: file.id }))).status,
    ).toBe(404);
  });

  it("is shown as the image that it is, and as nothing else, when something follows the image", async () => {
    const polyglot = new Uint8Array([...GIF, ...Buffer.from("<script>alert(1)</script>")]);
    const file = await attached("picture.html", polyglot);
    const response = await previewRoute(
      request("GET", `/api/files/${file.id}`),
      at({ id: file.id }),
    );
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "content-type": "image/gif",
      "x-content-type-options": "nosniff",
      "content-security-policy": "sandbox; default-src 'none'",
      "cache-control": "private, no-store",
      "cross-origin-resource-policy": "same-origin",
    });
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(polyglot);
  });

  it("stays an archive that nobody opened", async () => {
    const bomb = new Uint8Array(
      Buffer.concat([Buffer.from("504b03041400000008000000", "hex"), Buffer.alloc(200_000, 0xff)]),
    );
    expect((await attached("a.zip", bomb)).mimeType).toBe("application/zip");
  });
});

describe("what a file is called", () => {
  it.each<[string, string]>([
    ["invoice\u202egpj.exe", "invoicegpj.exe"],
    ["a\r\nContent-Type: text/html\r\n\r\n<b>.txt", "html _b_.txt"],
    ["ht\u200bacc\u2060ess", "htaccess"],
    ["../../../etc/passwd", "passwd"],
    ["\\\\server\\share\\a.txt", "a.txt"],
    ["\u0000a.txt", "a.txt"],
    ["con.txt", "_con.txt"],
    ["half \ud83d.txt", "half \ufffd.txt"],
  ])("is cleaned, and shown as it was: %j", async (given, expected) => {
    const { file } = await begin({ name: given });
    expect(file.filename).toBe(expected);
    expect(file.givenName).toBe(given.toWellFormed().replaceAll("\u0000", ""));
  });
});
