import { describe, expect, it, vi } from "vitest";

import { PUT as putPiece } from "@/app/api/files/[id]/[piece]/route";
import { DELETE as deleteFile, GET as getFile, POST as postFile } from "@/app/api/files/[id]/route";
import { POST as postFiles } from "@/app/api/files/route";
import { PIECE_BYTES } from "@/lib/files/rules";
import { fileStore } from "@/lib/files/store/file-store";
import { useTestDatabase } from "@/tests/helpers/database";
import { GIF } from "@/tests/helpers/gif";
import { currentViewer } from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";

import { errorBodyOf, FileRouteScene, routeParams, SAME_ORIGIN } from "./file-route-scene";

// Only the cookie is mocked: the session it names is still checked in the database.
const session = vi.hoisted(() => ({ userId: null as string | null, version: 1 }));
vi.mock("@/lib/auth/viewer", () => ({
  getViewer: async () => (session.userId ? currentViewer(session.userId) : null),
  getSession: async () => {
    const viewer = session.userId ? await currentViewer(session.userId) : null;
    return viewer && { viewer, missing: null };
  },
}));

useTestDatabase();

const scene = new FileRouteScene(session);

describe("the body of a piece", () => {
  it("without an end is cut off when it is too large, whatever it announced", async () => {
    const { file } = await scene.begin({ size: 10_000_000 });
    let sent = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 65_536;
        controller.enqueue(new Uint8Array(65_536));
      },
    });
    const response = await putPiece(
      scene.request("PUT", `/api/files/${file.id}/0`, { body: endless }),
      routeParams({ id: file.id, piece: "0" }),
    );
    expect(response.status).toBe(413);
    expect(sent).toBeLessThan(PIECE_BYTES + 10 * 65_536);
    expect(await fileStore().read(file.id, 0)).toBeNull();
  });

  it("that announces too much is not read at all", async () => {
    const { file } = await scene.begin();
    const response = await putPiece(
      scene.request("PUT", `/api/files/${file.id}/0`, {
        headers: { ...SAME_ORIGIN, "content-length": "99999999" },
        body: GIF,
      }),
      routeParams({ id: file.id, piece: "0" }),
    );
    expect(response.status).toBe(413);
  });

  it.each(["-1", "1", "0x0", "1e3", "99999", "00000", "../0", " 0", "٠"])(
    "has no position %j",
    async (piece) => {
      const { file } = await scene.begin();
      const response = await putPiece(
        scene.request("PUT", `/api/files/${file.id}/x`, { body: GIF }),
        routeParams({ id: file.id, piece }),
      );
      // A malformed id never reaches the route.
      const answer = /^[\w-]+$/.test(piece) ? [400, "invalid"] : [404, "not_found"];
      expect([response.status, (await errorBodyOf(response)).code]).toEqual(answer);
      expect(await sql("SELECT 1 FROM file_piece")).toEqual([]);
    },
  );

  it("arrives whole when it is right", async () => {
    const { file } = await scene.begin();
    expect(
      (
        await putPiece(
          scene.request("PUT", `/api/files/${file.id}/0`, { body: GIF }),
          routeParams({ id: file.id, piece: "0" }),
        )
      ).status,
    ).toBe(200);
    const finished = await postFile(
      scene.request("POST", `/api/files/${file.id}`),
      routeParams({ id: file.id }),
    );
    expect(await finished.json()).toMatchObject({
      ok: true,
      data: { id: file.id, state: "ready", mimeType: "image/gif" },
    });
    expect(
      await (
        await deleteFile(
          scene.request("DELETE", `/api/files/${file.id}`),
          routeParams({ id: file.id }),
        )
      ).json(),
    ).toEqual({ ok: true, data: null });
  });
});

describe("the announcement of a file", () => {
  it.each<[string, BodyInit]>([
    ["no JSON", "draftKey=new"],
    ["no size", JSON.stringify({ draftKey: "new", connectionId: "c", name: "a" })],
    [
      "a size that is none",
      JSON.stringify({ draftKey: "new", connectionId: "c", name: "a", size: -1 }),
    ],
    ["a size beyond numbers", '{"draftKey":"new","connectionId":"c","name":"a","size":1e999}'],
    [
      "a draft key of its own making",
      JSON.stringify({ draftKey: "dropped", connectionId: "c", name: "a", size: 1 }),
    ],
    [
      "an id of its own making",
      JSON.stringify({
        id: "../../etc/passwd",
        draftKey: "new",
        connectionId: "c",
        name: "a",
        size: 1,
      }),
    ],
    ["bytes that are no text", new Uint8Array([0xff, 0xfe, 0xfd])],
    [
      "an endless name",
      JSON.stringify({ draftKey: "new", connectionId: "c", name: "a".repeat(3_000), size: 1 }),
    ],
  ])("with %s is refused", async (_what, body) => {
    const response = await postFiles(
      scene.request("POST", "/api/files", { body }),
      routeParams({}),
    );
    expect([response.status, (await errorBodyOf(response)).code]).toEqual([400, "invalid"]);
  });

  it("beyond all measure is not read", async () => {
    expect(
      (
        await postFiles(
          scene.request("POST", "/api/files", { body: "x".repeat(20_000) }),
          routeParams({}),
        )
      ).status,
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
    const file = await scene.upload("picture.png", content);
    expect(file.mimeType).not.toMatch(/^image|html|xml|svg/);
    expect(
      (await getFile(scene.request("GET", `/api/files/${file.id}`), routeParams({ id: file.id })))
        .status,
    ).toBe(404);
  });

  it("is shown as the image that it is, and as nothing else, when something follows the image", async () => {
    const polyglot = new Uint8Array([...GIF, ...Buffer.from("<script>alert(1)</script>")]);
    const file = await scene.upload("picture.html", polyglot);
    const response = await getFile(
      scene.request("GET", `/api/files/${file.id}`),
      routeParams({ id: file.id }),
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
    expect((await scene.upload("a.zip", bomb)).mimeType).toBe("application/zip");
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
    const { file } = await scene.begin({ name: given });
    expect(file.filename).toBe(expected);
    expect(file.givenName).toBe(given.toWellFormed().replaceAll("\u0000", ""));
  });
});
