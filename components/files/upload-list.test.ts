import { describe, expect, it } from "vitest";

import { PIECE_BYTES } from "@/lib/files/rules";
import type { OutgoingFileView } from "@/lib/files/types";
import type { FileRules } from "@/lib/providers/forms/contract";
import type { Failure, Result } from "@/lib/result";
import { english } from "@/tests/helpers/texts";

import { UploadList } from "./upload-list";
import { NoAnswer, type UploadTransport } from "./upload-transport";

const rules: FileRules = {
  way: "pinned",
  most: 3,
  largest: 20_000_000,
  together: 30_000_000,
};
const destination = { draftKey: "new", connectionId: "c-1", rules };

type Request = Parameters<UploadTransport["send"]>[0];
type Answer = Result<unknown> | "lost" | "hang";

/** A server that stores uploads; `fail` sees each request first. */
class Server implements UploadTransport {
  readonly files = new Map<
    string,
    { name: string; size: number; pieces: Map<number, number>; ready: boolean }
  >();
  readonly requests: string[] = [];
  waits: number[] = [];
  fail: (request: Request) => Answer | undefined | void = () => undefined;

  async send<T>(request: Request): Promise<Result<T>> {
    if (request.signal?.aborted) throw request.signal.reason;
    this.requests.push(`${request.method} ${request.path}`);
    const failing = this.fail(request);
    if (failing === "hang")
      return new Promise((_resolve, reject) =>
        request.signal?.addEventListener("abort", () => reject(request.signal?.reason)),
      );
    if (failing && failing !== "lost") return failing as Result<T>;
    const answer = this.#answer(request) as Result<T>;
    // A lost answer: the server did the work.
    if (failing === "lost") throw new NoAnswer();
    return answer;
  }

  async wait(milliseconds: number): Promise<void> {
    this.waits.push(milliseconds);
  }

  #answer(request: Request): Result<unknown> {
    const [id = "", piece] = request.path.replace("/api/files", "").split("/").filter(Boolean);
    if (id === "") {
      const created = request.json as { id: string; name: string; size: number };
      if (!this.files.has(created.id))
        this.files.set(created.id, {
          name: created.name,
          size: created.size,
          pieces: new Map(),
          ready: false,
        });
      return {
        ok: true,
        data: { file: this.#view(created.id), pieceBytes: PIECE_BYTES, pieces: 1 },
      };
    }
    const file = this.files.get(id);
    if (!file) return refusal("not_found", "There is nothing here that you can see.");
    if (request.method === "DELETE") this.files.delete(id);
    else if (piece !== undefined) {
      request.onProgress?.(1);
      file.pieces.set(Number(piece), request.bytes?.size ?? 0);
    } else file.ready = true;
    return { ok: true, data: request.method === "POST" ? this.#view(id) : null };
  }

  #view(id: string): OutgoingFileView {
    const file = this.files.get(id);
    return {
      id,
      filename: file?.name ?? "",
      givenName: null,
      size: file?.size ?? 0,
      mimeType: file?.ready ? "text/plain" : null,
      state: file?.ready ? "ready" : "receiving",
      reason: null,
    };
  }
}

const refusal = (code: Failure["code"], message: string): Failure => ({
  ok: false,
  code,
  message,
  fieldErrors: {},
});
const file = (name: string, size = 5) => new File([new Uint8Array(size)], name);

async function until(condition: () => boolean): Promise<void> {
  for (let turn = 0; turn < 500 && !condition(); turn += 1)
    await new Promise((resolve) => setTimeout(resolve, 1));
  expect(condition()).toBe(true);
}

function start(initial: OutgoingFileView[] = []) {
  const server = new Server();
  const list = new UploadList(english, initial, destination, server);
  const phases = () => list.entries().map((entry) => entry.phase);
  const uploadsEnded = () =>
    until(() => phases().every((phase) => phase !== "queued" && phase !== "uploading"));
  return { server, list, phases, uploadsEnded };
}

describe("the files of a form", () => {
  it("are uploaded one after the other, in pieces, with progress", async () => {
    const { server, list, phases, uploadsEnded } = start();
    const sent: number[] = [];
    list.subscribe(() => sent.push(list.entries()[0]?.sent ?? 0));
    list.add([file("a.log", PIECE_BYTES + 2), file("b.log")]);
    expect(phases()).toEqual(["uploading", "queued"]);
    await uploadsEnded();
    expect(phases()).toEqual(["ready", "ready"]);
    expect(
      [...server.files.values()].map(({ name, pieces }) => [name, [...pieces.values()]]),
    ).toEqual([
      ["a.log", [PIECE_BYTES, 2]],
      ["b.log", [5]],
    ]);
    expect(sent).toEqual([...sent].sort((one, other) => one - other));
    expect(list.entries()[0]).toMatchObject({
      sent: PIECE_BYTES + 2,
      view: { state: "ready", mimeType: "text/plain" },
    });
  });

  it("are not duplicated by lost answers", async () => {
    const { server, list, phases, uploadsEnded } = start();
    const failed = new Set<string>();
    server.fail = ({ method, path }) => {
      const what = `${method} ${path}`;
      return failed.has(what) ? undefined : (failed.add(what), "lost");
    };
    list.add([file("a.log", PIECE_BYTES + 2)]);
    await uploadsEnded();
    expect(phases()).toEqual(["ready"]);
    expect(server.files.size).toBe(1);
    expect(server.requests).toHaveLength(8);
    expect(server.waits).toEqual([500, 500, 500, 500]);
  });

  it("are retried with growing delays, then interrupted, and resume where they were", async () => {
    const { server, list, phases, uploadsEnded } = start();
    server.fail = ({ path }) =>
      path.endsWith("/1") ? refusal("internal", "Something went wrong on our side.") : undefined;
    list.add([file("a.log", PIECE_BYTES + 2), file("b.log")]);
    await uploadsEnded();
    expect(phases()).toEqual(["interrupted", "ready"]);
    expect(server.waits).toEqual([500, 1_000, 2_000, 4_000, 8_000]);
    expect(list.entries()[0]?.problem).toBe("Something went wrong on our side.");
    server.fail = () => undefined;
    server.requests.length = 0;
    const id = list.entries()[0]?.id ?? "";
    list.retry(id);
    await uploadsEnded();
    expect(phases()).toEqual(["ready", "ready"]);
    expect(server.requests).toEqual([`PUT /api/files/${id}/1`, `POST /api/files/${id}`]);
  });

  it("are interrupted when the session has ended, and resume after signing in", async () => {
    const { server, list, phases, uploadsEnded } = start();
    server.fail = () => refusal("unauthenticated", "Your session has ended.");
    list.add([file("a.log")]);
    await uploadsEnded();
    expect([phases(), server.requests.length]).toEqual([["interrupted"], 1]);
    server.fail = () => undefined;
    list.retry(list.entries()[0]?.id ?? "");
    await uploadsEnded();
    expect(phases()).toEqual(["ready"]);
  });

  it("that the server refuses are named with its reason and not tried again", async () => {
    const { server, list, phases, uploadsEnded } = start();
    server.fail = () => ({
      ...refusal("invalid", "Some fields need another look."),
      fieldErrors: { attachments: "You can attach at most 3 files." },
    });
    list.add([file("a.log")]);
    await uploadsEnded();
    expect([phases(), list.entries()[0]?.problem, server.requests.length]).toEqual([
      ["refused"],
      "You can attach at most 3 files.",
      1,
    ]);
  });

  it("that break the rules are listed and not uploaded", async () => {
    const { server, list, uploadsEnded } = start();
    list.add([
      file("empty.txt", 0),
      file("large.bin", 20_000_001),
      file("1"),
      file("2"),
      file("3"),
      file("4"),
    ]);
    await uploadsEnded();
    expect(list.entries().map((entry) => [entry.name, entry.phase])).toEqual([
      ["empty.txt", "refused"],
      ["large.bin", "refused"],
      ["1", "ready"],
      ["2", "ready"],
      ["3", "ready"],
      ["4", "refused"],
    ]);
    expect(list.entries().at(-1)?.problem).toBe("You can attach at most 3 files.");
    expect(server.files.size).toBe(3);
    await list.remove(list.entries()[0]?.id ?? "");
    expect(server.requests.some((request) => request.startsWith("DELETE"))).toBe(false);
  });

  it("can be cancelled during the upload, and the next one starts", async () => {
    const { server, list, phases, uploadsEnded } = start();
    server.fail = ({ method, path }) =>
      method === "PUT" && server.files.get(path.split("/")[3] ?? "")?.name === "a.log"
        ? "hang"
        : undefined;
    list.add([file("a.log"), file("b.log")]);
    await until(() => server.requests.some((request) => request.startsWith("PUT")));
    await list.remove(list.entries()[0]?.id ?? "");
    await uploadsEnded();
    expect(phases()).toEqual(["ready"]);
    expect([...server.files.values()].map(({ name }) => name)).toEqual(["b.log"]);
  });

  it("come back when they could not be removed", async () => {
    const { server, list, phases, uploadsEnded } = start();
    list.add([file("a.log")]);
    await uploadsEnded();
    server.fail = () => "lost";
    await list.remove(list.entries()[0]?.id ?? "");
    expect([phases(), list.entries()[0]?.problem]).toEqual([
      ["ready"],
      "The file was not removed because the portal didn’t respond. Remove it again.",
    ]);
  });

  it("of an earlier visit are listed, and resume when the same file is chosen again", async () => {
    const server = new Server();
    const view: OutgoingFileView = {
      id: "f-1",
      filename: "a.log",
      givenName: "../a.log",
      size: 5,
      mimeType: null,
      state: "receiving",
      reason: null,
    };
    server.files.set("f-1", { name: "a.log", size: 5, pieces: new Map(), ready: false });
    const list = new UploadList(
      english,
      [{ ...view, id: "f-0", state: "ready", givenName: null }, view],
      destination,
      server,
    );
    expect(list.entries().map((entry) => entry.phase)).toEqual(["ready", "incomplete"]);
    list.add([new File([new Uint8Array(5)], "../a.log")]);
    await until(() => list.entries().every((entry) => entry.phase === "ready"));
    expect(list.entries().map((entry) => entry.id)).toEqual(["f-0", "f-1"]);
    expect(server.requests).toEqual(["PUT /api/files/f-1/0", "POST /api/files/f-1"]);
  });

  it("are aborted when the form is removed", async () => {
    const { server, list } = start();
    server.fail = () => "hang";
    list.add([file("a.log"), file("b.log")]);
    await until(() => server.requests.length > 0);
    list.close();
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(server.requests).toHaveLength(1);
  });
});
