import { afterAll, beforeAll, beforeEach, expect } from "vitest";

import { PUT as putPiece } from "@/app/api/files/[id]/[piece]/route";
import { DELETE as deleteFile, GET as getFile, POST as postFile } from "@/app/api/files/[id]/route";
import { POST as postFiles } from "@/app/api/files/route";
import type { Viewer } from "@/lib/auth/types";
import { syncNow } from "@/lib/connections/sync-now";
import { NEW_TICKET_KEY } from "@/lib/files/draft-key";
import { addPiece, beginFile, finishFile } from "@/lib/files/receive-upload";
import { registerProvider } from "@/lib/providers/registry";
import type { Result } from "@/lib/result";
import { GIF } from "@/tests/helpers/gif";
import { MemoryAccount } from "@/tests/helpers/memory-account";
import { memoryProvider } from "@/tests/helpers/memory-provider";
import { makeConnection, makeViewers, type Viewers } from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";

const ORIGIN = "http://portal.test";
/** Headers that a browser sends from the portal's own pages. */
export const SAME_ORIGIN = {
  host: "portal.test",
  origin: ORIGIN,
  "sec-fetch-site": "same-origin",
};

/** The session cookie of the requests; the test file mocks `getViewer` to read it. */
export interface TestSession {
  userId: string | null;
}

export interface RequestParts {
  headers?: Record<string, string>;
  body?: BodyInit;
}

export const routeParams = <T>(params: T) => ({ params: Promise.resolve(params) });

export const errorBodyOf = async (response: Response) =>
  (await response.json()) as Extract<Result<never>, { ok: false }>;

/** A connection with one ticket whose owner is signed in before each test, and no files. */
export class FileRouteScene {
  viewers!: Viewers;
  connectionId = "";
  ticketId = "";

  constructor(private readonly session: TestSession) {
    const account = new MemoryAccount();
    let unregister = (): void => undefined;
    beforeAll(async () => {
      const memory = memoryProvider(account);
      unregister = registerProvider({
        ...memory,
        form: {
          ...memory.form,
          files: {
            way: "pinned",
            most: 50,
            largest: 20_000_000,
            together: 50_000_000,
          },
        },
      });

      this.viewers = await makeViewers();
      const { owner } = this.viewers;
      this.connectionId = await makeConnection(owner, "memory", account.key);
      account.put("m-1");
      const run = await syncNow(owner, { connectionId: this.connectionId });
      expect(run).toMatchObject({ outcome: "complete" });
      this.ticketId = (await sql<{ id: string }>("SELECT id FROM ticket"))[0]?.id ?? "";
    });
    beforeEach(async () => {
      await sql("DELETE FROM outgoing_file");
      await sql("DELETE FROM file_piece");
      this.signIn(this.viewers.owner);
    });
    afterAll(() => unregister());
  }

  signIn(viewer: Viewer | null): void {
    this.session.userId = viewer?.userId ?? null;
  }

  begin(changes: Record<string, unknown> = {}) {
    const { connectionId } = this;
    const file = { draftKey: NEW_TICKET_KEY, connectionId, name: "a.gif", size: GIF.length };
    return beginFile(this.viewers.owner, { ...file, ...changes });
  }

  async upload(name: string, content: string | Uint8Array<ArrayBuffer>) {
    const bytes = typeof content === "string" ? new Uint8Array(Buffer.from(content)) : content;
    const { file } = await this.begin({ name, size: bytes.length });
    await addPiece(this.viewers.owner, file.id, 0, bytes);
    return finishFile(this.viewers.owner, file.id);
  }

  request(method: string, path: string, { headers = SAME_ORIGIN, body }: RequestParts = {}) {
    return new Request(`${ORIGIN}${path}`, {
      method,
      headers: { "x-viewer": this.session.userId ?? "", ...headers },
      body,
      ...(body instanceof ReadableStream ? { duplex: "half" } : {}),
    });
  }

  /** Every route of files, called about the file with this id. */
  readonly routes: Array<[string, (id: string, parts?: RequestParts) => Promise<Response>]> = [
    [
      "begin",
      (_id, parts) => {
        const file = { draftKey: "new", connectionId: this.connectionId, name: "b.gif", size: 5 };
        const body = JSON.stringify(file);
        return postFiles(this.request("POST", "/api/files", { body, ...parts }), routeParams({}));
      },
    ],
    [
      "piece",
      (id, parts) =>
        putPiece(
          this.request("PUT", `/api/files/${id}/0`, { body: GIF, ...parts }),
          routeParams({ id, piece: "0" }),
        ),
    ],
    [
      "finish",
      (id, parts) => postFile(this.request("POST", `/api/files/${id}`, parts), routeParams({ id })),
    ],
    [
      "remove",
      (id, parts) =>
        deleteFile(this.request("DELETE", `/api/files/${id}`, parts), routeParams({ id })),
    ],
    [
      "preview",
      (id, parts) => getFile(this.request("GET", `/api/files/${id}`, parts), routeParams({ id })),
    ],
  ];
}
