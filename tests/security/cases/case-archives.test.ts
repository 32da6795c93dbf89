import { beforeEach, describe, expect, it, vi } from "vitest";

import { GET } from "@/app/api/staff/cases/[id]/case-file/route";
import { ticketLooks } from "@/lib/audit/staff-looks";
import { prisma } from "@/lib/db/prisma";
import { listFilesOfCase } from "@/lib/review/case-file/queries";
import { unzip, verifyCaseFile } from "@/lib/review/case-file/verifier/verifier.mjs";
import { changeCase } from "@/lib/review/cases/commands";
import { useTestDatabase } from "@/tests/helpers/database";
import { currentViewer } from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";

import { type CaseScene, loggedActs, useCaseScene } from "./case-scene";

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

let scene: CaseScene;
useCaseScene((made) => (scene = made));

const HEADERS = { host: "portal.test", "sec-fetch-site": "same-origin", "sec-fetch-mode": "cors" };
const MARKUP = `</div><script>alert("&")</script>`;

beforeEach(async () => {
  await sql("DELETE FROM rate_limit");
  await sql("DELETE FROM case_file");
  await changeCase(scene.staff, scene.caseId, { add: scene.otherId });
  await sql("DELETE FROM audit_entry");
  session.userId = scene.staff.userId;
});

const ask = () =>
  GET(new Request("http://portal.test/", { headers: HEADERS }), {
    params: Promise.resolve({ id: scene.caseId }),
  });
type Files = Map<string, { bytes: Uint8Array }>;
const textOf = (files: Files, name: string) =>
  Buffer.from(files.get(name)?.bytes ?? []).toString("utf8");
async function opened(): Promise<Files> {
  const answer = await ask();
  expect(answer.status).toBe(200);
  return unzip(new Uint8Array(await answer.arrayBuffer()));
}

describe("a case file of a case", () => {
  it("is refused to everyone but staff, and nothing is recorded for them", async () => {
    const { owner, member, reader, stranger, outsider, disabled, organizationId, staff } = scene;
    for (const viewer of [owner, member, reader, stranger, outsider]) {
      session.userId = viewer.userId;
      expect((await ask()).status).toBe(404);
    }
    session.userId = disabled.userId;
    expect((await ask()).status).toBe(401);
    session.userId = staff.userId;
    await sql("UPDATE organization SET asks_reason = true WHERE id = $1", [organizationId]);
    expect((await ask()).status).toBe(403);
    expect(await loggedActs()).toEqual([]);
    expect(await sql("SELECT id FROM case_file")).toEqual([]);
  });

  it("has a folder for each ticket, verifies, and its root hash is kept", async () => {
    const { staff, ticketId, otherId, caseId, reader } = scene;
    const files = await opened();
    const [kept] = await listFilesOfCase(staff, caseId);
    const { manifest, findings } = verifyCaseFile(files, kept?.root ?? "");
    expect(findings).toEqual([]);
    expect(manifest).toMatchObject({
      root: kept?.root,
      case: caseId,
      tickets: [
        { id: ticketId, folder: "tickets/01-memory-1/" },
        { id: otherId, folder: "tickets/02-memory-2/" },
      ],
    });
    const folders = [...files.keys()].filter((name) => name.endsWith("/ticket.jsonl"));
    expect(folders).toHaveLength(2);
    expect(textOf(files, "case.jsonl").trimEnd().split("\n")).toHaveLength(2);
    const whole = [...files.keys()].map((name) => textOf(files, name)).join("\n");
    for (const hidden of ["Outage in March", "hunter2"]) expect(whole).not.toContain(hidden);
    expect(await loggedActs()).toMatchObject(
      [ticketId, otherId].map((of) => ({ action: "case_file.exported", of })),
    );
    for (const id of [ticketId, otherId])
      expect(await ticketLooks(reader, id)).toMatchObject([{ action: "case_file.exported" }]);
  });

  it("names the ticket in which a row, a file or a message was changed", async () => {
    const files = await opened();
    for (const [name, { bytes }] of files) {
      if (name === "manifest.json" || bytes.length === 0) continue;
      const changed = Uint8Array.from(bytes);
      const at = Math.floor(changed.length / 2);
      changed[at] = (changed[at] ?? 0) ^ 1;
      const { findings } = verifyCaseFile(new Map(files).set(name, { bytes: changed }));
      expect(findings.length).toBeGreaterThan(0);
      expect(findings.every(({ file }: { file: string }) => file === name)).toBe(true);
    }
    const [one = "", other = ""] = [...files.keys()].filter((name) =>
      name.endsWith("ticket.jsonl"),
    );
    const swapped = new Map(files)
      .set(one, files.get(other) ?? { bytes: new Uint8Array() })
      .set(other, files.get(one) ?? { bytes: new Uint8Array() });
    expect(verifyCaseFile(swapped).findings).toMatchObject([
      { code: "fileSwapped", file: one, other },
      { code: "fileSwapped", file: other, other: one },
    ]);
  });

  it("has conversations to read, in which markup is text", async () => {
    const { otherId } = scene;
    await prisma().message.updateMany({
      where: { ticketId: otherId },
      data: { body: MARKUP, senderName: MARKUP },
    });
    const files = await opened();
    const pages = [...files.keys()].filter((name) => name.endsWith("conversation.html"));
    expect(pages).toHaveLength(2);
    const [first = "", second = ""] = pages.map((name) => textOf(files, name));
    expect(first).toContain("This message is encrypted");
    expect(first).toContain("Body of m-1");
    expect(second).toContain("&lt;/div&gt;&lt;script&gt;alert(&quot;&amp;&quot;)&lt;/script&gt;");
    expect(second).not.toContain("<script");
    expect(second).toContain("default-src 'none'");
  });

  it("is not made if it cannot be recorded", async () => {
    for (const table of ["audit_entry", "case_file"]) {
      await sql(`ALTER TABLE ${table} RENAME TO ${table}_away`);
      const answer = await ask();
      await sql(`ALTER TABLE ${table}_away RENAME TO ${table}`);
      expect(answer.status).toBe(500);
    }
    expect(await loggedActs()).toEqual([]);
  });
});
