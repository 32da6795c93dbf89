import { describe, expect, it } from "vitest";

import { PIECE_BYTES } from "@/lib/files/rules";
import type { FileRules } from "@/lib/providers/forms/contract";
import type { Result } from "@/lib/result";
import { english, withVisibleMarks } from "@/tests/helpers/texts";

import { pendingUploads } from "./upload-entry";
import { UploadList } from "./upload-list";
import type { UploadTransport } from "./upload-transport";

const rules: FileRules = {
  way: "pinned",
  most: 3,
  largest: 20_000_000,
  together: 30_000_000,
};

/** A server that accepts everything and records the requests. */
function acceptingServer() {
  const requests: string[] = [];
  const transport: UploadTransport = {
    async send<T>({
      method,
      path,
      json,
    }: Parameters<UploadTransport["send"]>[0]): Promise<Result<T>> {
      requests.push(`${method} ${path.replace(/[0-9A-Z]{26}/, "<id>")}`);
      const { name = "a.txt", size = 1 } = (json ?? {}) as { name?: string; size?: number };
      const view = {
        id: "x",
        filename: name,
        givenName: null,
        size,
        mimeType: null,
        state: "receiving",
        reason: null,
      };
      const data =
        method === "PUT" || method === "DELETE"
          ? null
          : path === "/api/files"
            ? { file: view, pieceBytes: PIECE_BYTES }
            : { ...view, state: "ready" };
      return { ok: true, data: data as T };
    },
    wait: async () => undefined,
  };
  return {
    requests,
    list: new UploadList(english, [], { draftKey: "new", connectionId: "c", rules }, transport),
  };
}

/** A file that cannot be read beyond an offset, as after it was moved or changed. */
class UnreadableFile extends File {
  constructor(
    name: string,
    private readonly readableTo: number,
    size: number,
  ) {
    super([new Uint8Array(size)], name);
  }

  override slice(start = 0, end = this.size, type?: string): Blob {
    const part = super.slice(start, end, type);
    if (end > this.readableTo)
      part.arrayBuffer = async () => Promise.reject(new DOMException("gone", "NotReadableError"));
    return part;
  }
}

async function uploadsEnded(list: UploadList): Promise<void> {
  for (let turn = 0; turn < 500; turn += 1) {
    if (list.entries().every(({ phase }) => phase !== "queued" && phase !== "uploading")) return;
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

describe("an unreadable file", () => {
  it("is refused at once for a folder, and does not block sending", async () => {
    const { requests, list } = acceptingServer();
    list.refuseFolders(["logs", "a\u202eb"]);
    expect(
      list.entries().map(({ phase, problem }) => [phase, withVisibleMarks(problem ?? "")]),
    ).toEqual([
      ["refused", "“⟦logs⟧” is a folder. Drop its files instead."],
      ["refused", "“⟦a□b⟧” is a folder. Drop its files instead."],
    ]);
    list.add([new File(["text"], "a.txt")]);
    await uploadsEnded(list);
    expect(list.entries().at(-1)?.phase).toBe("ready");
    expect(pendingUploads(list.entries()).every(({ isRefused }) => isRefused)).toBe(true);
    expect(requests.filter((each) => each === "POST /api/files")).toHaveLength(1);
  });

  it("is not reported as a network error, and is not retried", async () => {
    const { requests, list } = acceptingServer();
    list.add([new UnreadableFile("moved.log", 0, 10)]);
    await uploadsEnded(list);
    const [entry] = list.entries();
    expect(entry?.phase).toBe("refused");
    expect(withVisibleMarks(entry?.problem ?? "")).toBe(
      "We can’t read “⟦moved.log⟧” from this device. It may be a folder, or may have been moved or changed. Choose it again.",
    );
    expect(list.entries()).toHaveLength(1);
    expect(requests).toEqual([]);
    expect(pendingUploads(list.entries()).every(({ isRefused }) => isRefused)).toBe(true);
  });

  it("is deleted on the server when it was read only in part", async () => {
    const { requests, list } = acceptingServer();
    list.add([new UnreadableFile("growing.log", PIECE_BYTES, PIECE_BYTES + 10)]);
    await uploadsEnded(list);
    expect(list.entries()).toMatchObject([
      { phase: "refused", problem: expect.stringContaining("from this device") },
    ]);
    expect(requests).toEqual([
      "POST /api/files",
      "PUT /api/files/<id>/0",
      "DELETE /api/files/<id>",
    ]);
  });
});

describe("pending uploads", () => {
  it("are all unfinished files, and say whether they resume automatically", () => {
    const entry = { id: "1", name: "a", size: 10, sent: 4, view: null, problem: null, file: null };
    const phases = [
      "queued",
      "uploading",
      "interrupted",
      "incomplete",
      "ready",
      "refused",
    ] as const;
    const pending = pendingUploads(phases.map((phase) => ({ ...entry, name: phase, phase })));
    expect(pending.map(({ name, isBroken, isRefused }) => [name, isBroken, isRefused])).toEqual([
      ["queued", false, false],
      ["uploading", false, false],
      ["interrupted", true, false],
      ["incomplete", true, false],
      ["refused", false, true],
    ]);
  });
});
