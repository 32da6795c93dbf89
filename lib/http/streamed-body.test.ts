import { randomBytes } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { request } from "./request";
import { base64Encode, type ByteSource, joinBody, multipart, StreamedBody } from "./streamed-body";

/** Bytes in pieces of this size, counting how many bytes are handed out and not yet asked to be followed. */
function stretch(
  bytes: Uint8Array,
  size: number,
  onPiece: (bytes: number) => void = () => undefined,
): ByteSource {
  return {
    length: bytes.length,
    async *pieces() {
      for (let from = 0; from < bytes.length; from += size) {
        const piece = bytes.subarray(from, from + size);
        onPiece(piece.length);
        yield piece;
        onPiece(-piece.length);
      }
    },
  };
}

const textOf = async (body: { open: () => ReadableStream<Uint8Array> }) =>
  new Response(body.open()).text();

describe("a body that is made while it is sent", () => {
  it.each([0, 1, 2, 3, 4, 5, 65_536, 196_607, 196_608, 196_609, 400_000])(
    "is exact base64 of %i bytes, in pieces of any size",
    async (count) => {
      const bytes = new Uint8Array(randomBytes(count));
      for (const size of [1_000, 200_003]) {
        const body = joinBody(['{"data":"', base64Encode(stretch(bytes, size)), '"}']);
        const text = await textOf(body);
        expect(JSON.parse(text)).toEqual({ data: Buffer.from(bytes).toString("base64") });
        expect(body.length).toBe(Buffer.byteLength(text));
      }
    },
  );

  it("is multipart that others read, whatever the names", async () => {
    const content = stretch(new TextEncoder().encode("line 1\r\nline 2"), 5);
    const file = { field: "file", filename: 'd"ump\r\nåäö.txt', mimeType: "text/plain", content };
    const { body, contentType } = multipart(file, { ticketId: "tkt_1" }, "boundary-1");
    const form = await new Response(body.open(), {
      headers: { "content-type": contentType },
    }).formData();
    expect(form.get("ticketId")).toBe("tkt_1");
    const read = form.get("file") as File;
    expect([await read.text(), read.type]).toEqual(["line 1\r\nline 2", "text/plain"]);
    expect(read.name).toContain("åäö.txt");
    expect(body.length).toBe((await new Response(body.open()).arrayBuffer()).byteLength);
  });
});

describe("large bodies side by side", () => {
  let url = "";
  const lengths: Array<[string | undefined, number]> = [];
  const server = createServer((incoming, outgoing) => {
    let received = 0;
    incoming.on("data", (chunk: Buffer) => (received += chunk.length));
    incoming.on("end", () => {
      lengths.push([incoming.headers["content-length"], received]);
      outgoing.end("{}");
    });
  });

  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => server.close());

  it("hold one piece each, and name their length", async () => {
    const megabyte = 1024 * 1024;
    const bytes = new Uint8Array(6 * megabyte);
    let held = 0;
    let most = 0;
    const count = (change: number) => {
      held += change;
      most = Math.max(most, held);
    };
    const post = async () => {
      const body = joinBody(['{"data":"', base64Encode(stretch(bytes, megabyte, count)), '"}']);
      return request({ name: "HostUp", baseUrl: url }, { method: "POST", path: "/tickets", body });
    };
    const answers = await Promise.all(Array.from({ length: 8 }, post));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    expect(most).toBeLessThanOrEqual(8 * megabyte);
    const whole = Math.ceil(bytes.length / 3) * 4 + 11;
    expect(lengths).toEqual(answers.map(() => [String(whole), whole]));
  });

  it("that break off in the middle are an unknown outcome", async () => {
    const broken = joinBody([
      "{",
      {
        length: 100,
        pieces: async function* () {
          yield new Uint8Array(10);
          throw new Error("The store is gone.");
        },
      },
      "}",
    ]);
    const sending = request(
      { name: "HostUp", baseUrl: url },
      { method: "POST", path: "/tickets", body: broken },
    );
    await expect(sending).rejects.toMatchObject({ code: "provider_unknown_outcome" });
  });
});

describe("a body that cannot be read to its end", () => {
  const away = Object.assign(new Error("the database is away"), {
    code: "ECONNREFUSED",
    syscall: "connect",
  });
  const broken = () => {
    async function* chunks() {
      yield new Uint8Array(1_000);
      await Promise.reject(away);
    }
    return new StreamedBody(2_000, chunks);
  };

  async function codeOf(port: number): Promise<unknown> {
    const peer = { name: "Test", baseUrl: `http://127.0.0.1:${port}` };
    const call = { method: "POST", path: "/files", body: broken() } as const;
    return request(peer, call).catch((error: unknown) => (error as { code?: unknown }).code);
  }

  it("has been sent in part, whatever kept it from being read", async () => {
    const server = createServer((incoming) => incoming.resume());
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    expect(await codeOf(port)).toBe("provider_unknown_outcome");
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    // Nobody listens there any more: nothing of it was asked for.
    expect(await codeOf(port)).toBe("provider_unavailable");
  });
});
