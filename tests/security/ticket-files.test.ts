import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";

import { GET as getPreview } from "@/app/api/attachments/[id]/preview/route";
import { GET as getFiles } from "@/app/api/tickets/[id]/files/route";
import { syncNow } from "@/lib/connections/sync-now";
import { AppError } from "@/lib/errors";
import { registerProvider } from "@/lib/providers/registry";
import { getTicket } from "@/lib/tickets/queries";
import { useTestDatabase } from "@/tests/helpers/database";
import { GIF } from "@/tests/helpers/gif";
import { MemoryAccount } from "@/tests/helpers/memory-account";
import { memoryProvider } from "@/tests/helpers/memory-provider";
import { currentViewer, makeConnection, makeViewers, type Viewers } from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";
import { readZip } from "@/tests/helpers/zip-directory";

const session = vi.hoisted(() => ({ userId: null as string | null }));
vi.mock("@/lib/auth/viewer", () => ({
  getSession: async () => {
    const viewer = session.userId ? await currentViewer(session.userId) : null;
    return viewer && { viewer, missing: null };
  },
}));
vi.mock("next/headers", () => ({
  headers: async () => new Headers(),
  cookies: async () => ({ get: () => undefined }),
}));

useTestDatabase();

const HEADERS = { host: "portal.test", "sec-fetch-site": "same-origin", "sec-fetch-mode": "cors" };
const account = new MemoryAccount();
const ids: Record<string, string> = {};
let people: Viewers;
let ticketId: string;
let unregister = () => {};

const file = (externalId: string, filename: string, messageExternalId: string | null = null) => ({
  externalId,
  messageExternalId,
  filename,
  mimeType: "image/png",
  downloadUrl: externalId === "f-far" ? "https://far.example/trace.log" : `/${externalId}`,
});

beforeAll(async () => {
  unregister = registerProvider({
    ...memoryProvider(account),
    fileLink: ({ downloadUrl }) => (downloadUrl?.startsWith("https:") ? downloadUrl : null),
  });
  people = await makeViewers();
  account.put("m-1", {
    attachments: [
      file("f-gif", "shot.gif"),
      file("f-html", "page.png"),
      file("f-svg", "drawing.png"),
      file("f-large", "large.png"),
      file("f-path", "../../etc/log.txt"),
      file("f-again", "LOG.txt"),
      file("f-far", "trace.log"),
      file("f-secret", "secret.gif", "msg-1"),
    ],
    messages: [
      {
        externalId: "msg-1",
        sender: "customer",
        senderId: null,
        senderName: "Jane",
        body: "hunter2",
        encrypted: true,
        sentAt: null,
      },
    ],
  });
  account.files.set("f-gif", GIF);
  account.files.set("f-secret", GIF);
  account.files.set("f-html", new Uint8Array(Buffer.from("<script>alert(1)</script>")));
  account.files.set(
    "f-svg",
    new Uint8Array(Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'/>")),
  );
  const large = new Uint8Array(9 * 1024 * 1024);
  large.set(GIF);
  account.files.set("f-large", large);
  const connectionId = await makeConnection(people.owner, "memory", account.key);
  await syncNow(people.owner, { connectionId });
  const rows = await sql<{ id: string; ticket_id: string; external_id: string }>(
    "SELECT id, ticket_id, external_id FROM attachment",
  );
  for (const row of rows) ids[row.external_id] = row.id;
  ticketId = rows[0]?.ticket_id ?? "";
});

beforeEach(async () => {
  session.userId = people.owner.userId;
  account.recover();
  await sql("DELETE FROM audit_entry");
  await sql("DELETE FROM rate_limit");
});

afterAll(() => unregister());

const preview = (externalId: string) =>
  getPreview(new Request("http://portal.test/", { headers: HEADERS }), {
    params: Promise.resolve({ id: ids[externalId] ?? externalId }),
  });
const archive = (headers: Record<string, string> = HEADERS) =>
  getFiles(new Request("http://portal.test/", { headers }), {
    params: Promise.resolve({ id: ticketId }),
  });
const filesOf = async (answer: Response) => readZip(Buffer.from(await answer.arrayBuffer()));
const logged = () =>
  sql("SELECT action, count FROM audit_entry WHERE action LIKE 'attachment%' ORDER BY id");

const REFUSED: ReadonlyArray<readonly [string, () => string | null, number]> = [
  ["a stranger", () => people.stranger.userId, 404],
  ["a disabled account", () => people.disabled.userId, 401],
  ["a visitor", () => null, 401],
];

describe("a preview", () => {
  it("is an image of its real type that the browser keeps, for readers, too", async () => {
    session.userId = people.reader.userId;
    const answer = await preview("f-gif");
    expect(answer.status).toBe(200);
    expect(new Uint8Array(await answer.arrayBuffer())).toEqual(GIF);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      "content-type": "image/gif",
      "x-content-type-options": "nosniff",
      "content-security-policy": "sandbox; default-src 'none'",
      "cache-control": "private, max-age=86400",
    });
  });

  it.each(["f-html", "f-svg", "f-large", "f-path"])("is not made of %s", async (externalId) =>
    expect((await preview(externalId)).status).toBe(404),
  );

  it.each([...REFUSED, ["staff", () => people.staff.userId, 404] as const])(
    "is refused to %s",
    async (_who, who, status) => {
      session.userId = who();
      expect((await preview("f-gif")).status).toBe(status);
    },
  );

  it("is offered for images only, to members only, and not for encrypted messages", async () => {
    const ticket = await getTicket(people.reader, ticketId);
    const offered = ticket?.attachments.filter((each) => each.preview).map((each) => each.filename);
    expect(offered?.sort()).toEqual(["drawing.png", "large.png", "page.png", "shot.gif"]);
  });

  it("is limited for each person", async () => {
    await sql("INSERT INTO rate_limit (key, points, expire) VALUES ($1, 60, $2)", [
      `preview:${people.owner.userId}`,
      Date.now() + 60_000,
    ]);
    expect((await preview("f-gif")).status).toBe(429);
  });
});

describe("all files of a ticket", () => {
  it("come in one archive under names that are safe and differ, with a list of those missing", async () => {
    const answer = await archive();
    expect(answer.headers.get("content-type")).toBe("application/zip");
    expect(answer.headers.get("content-disposition")).toContain("filename=1-files.zip");
    const files = await filesOf(answer);
    const names = [...files.keys()].map((name) => name.toLowerCase());
    expect(names.sort()).toEqual([
      "drawing.png",
      "large.png",
      "log (2).txt",
      "log.txt",
      "not-included.txt",
      "page.png",
      "secret.gif",
      "shot.gif",
    ]);
    expect([...files.values()]).toContain("bytes of f-path");
    expect([...files.values()]).toContain("bytes of f-again");
    expect(files.get("NOT-INCLUDED.txt")).toContain(
      "trace.log\r\n    It is on another site: https://far.example/trace.log",
    );
    expect(await logged()).toEqual([{ action: "attachments.downloaded", count: 7 }]);
  });

  it("do not include what staff may not see", async () => {
    session.userId = people.staff.userId;
    const files = await filesOf(await archive());
    expect([...files.keys()]).not.toContain("secret.gif");
    expect(files.get("NOT-INCLUDED.txt")).toContain("It belongs to an encrypted message.");
    expect(await logged()).toEqual([{ action: "attachments.downloaded", count: files.size - 1 }]);
  });

  it("say which could not be read, and fail when none could", async () => {
    let calls = 0;
    account.before = (what) => {
      if (what === "download" && (calls += 1) === 2) throw new AppError("provider_not_found");
    };
    const files = await filesOf(await archive());
    expect(files.size).toBe(7);
    expect(files.get("NOT-INCLUDED.txt")?.match(/^\S+\r\n {4}\S.*\.?\r$/gm)).toHaveLength(2);
    account.failOn("download", new AppError("provider_unavailable"));
    await sql("DELETE FROM audit_entry");
    expect(await (await archive()).json()).toMatchObject({ code: "provider_unavailable" });
    const followed = { ...HEADERS, "sec-fetch-mode": "navigate" };
    const referer = `http://portal.test/tickets/${ticketId}`;
    const back = await archive({ ...followed, referer });
    expect(back.headers.get("location")).toBe(`/tickets/${ticketId}?download=provider_unavailable`);
    expect(await logged()).toEqual([]);
  });

  it("are no longer downloaded when the browser has gone", async () => {
    let downloads = 0;
    account.before = (what) => {
      if (what === "download") downloads += 1;
    };
    await (await archive()).body?.cancel();
    expect(downloads).toBeLessThan(3);
  });

  it.each(REFUSED)("are refused to %s", async (_who, who, status) => {
    session.userId = who();
    expect((await archive()).status).toBe(status);
    expect(await logged()).toEqual([]);
  });

  it("are limited for each person", async () => {
    await sql("INSERT INTO rate_limit (key, points, expire) VALUES ($1, 10, $2)", [
      `archive:${people.owner.userId}`,
      Date.now() + 60_000,
    ]);
    expect((await archive()).status).toBe(429);
  });
});
