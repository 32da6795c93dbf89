import { beforeEach, describe, expect, it, vi } from "vitest";

import { GET } from "@/app/api/staff/tickets/[id]/case-file/route";
import { ticketLooks } from "@/lib/audit/staff-looks";
import { prisma } from "@/lib/db/prisma";
import { AppError } from "@/lib/errors";
import { listCaseFiles } from "@/lib/review/case-file/queries";
import { unzip, verifyCaseFile } from "@/lib/review/case-file/verifier/verifier.mjs";
import { getReviewTicket } from "@/lib/review/queries";
import { useTestDatabase } from "@/tests/helpers/database";
import { currentViewer, disableUser, makeViewer } from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";

import { type GuardedTicket, useGuardedTicket } from "./guarded-ticket";

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

let guarded: GuardedTicket;
useGuardedTicket((made) => (guarded = made));

const HEADERS = { host: "portal.test", "sec-fetch-site": "same-origin", "sec-fetch-mode": "cors" };
const CANARY = "tapir canary 7391";

beforeEach(async () => {
  session.userId = guarded.staff.userId;
  guarded.account.recover();
  await sql("DELETE FROM audit_entry");
  await sql("DELETE FROM rate_limit");
});

const ask = (id = guarded.ticketId) =>
  GET(new Request("http://portal.test/", { headers: HEADERS }), {
    params: Promise.resolve({ id }),
  });
type Files = Map<string, { bytes: Uint8Array }>;
async function opened(): Promise<Files> {
  const answer = await ask();
  expect(answer.status).toBe(200);
  return unzip(new Uint8Array(await answer.arrayBuffer()));
}
const textOf = (files: Files, name: string) =>
  Buffer.from(files.get(name)?.bytes ?? []).toString("utf8");
const rowsOf = (files: Files, name: string) =>
  textOf(files, name)
    .split("\n")
    .filter(Boolean)
    .map((line) => (JSON.parse(line) as { row: Record<string, unknown> }).row);
const logged = () => sql("SELECT action, target_id FROM audit_entry ORDER BY id");

describe("a case file", () => {
  it("dates reads without a sync, and those whose sync is no longer kept", async () => {
    const [run] = await sql<{ id: string }>("SELECT run_id AS id FROM revision LIMIT 1");
    await sql("UPDATE event SET run_id = 'erased' WHERE ticket_id = $1", [guarded.ticketId]);
    await sql("UPDATE revision SET run_id = NULL WHERE ticket_id = $1", [guarded.ticketId]);
    const rows = rowsOf(await opened(), "requests.jsonl");
    expect(rows.map(({ id }) => id)).toEqual(expect.arrayContaining(["erased", null]));
    for (const row of rows)
      expect(row).toMatchObject({ isKept: false, outcome: null, lastSeenAt: expect.any(String) });
    for (const table of ["event", "revision"])
      await sql(`UPDATE ${table} SET run_id = $2 WHERE ticket_id = $1`, [
        guarded.ticketId,
        run?.id,
      ]);
    await sql("DELETE FROM case_file");
  });

  it("is refused to everyone but staff, and nothing is recorded for them", async () => {
    const { owner, member, reader, stranger, outsider, disabled } = guarded;
    for (const viewer of [owner, member, reader, stranger, outsider]) {
      session.userId = viewer.userId;
      expect((await ask()).status).toBe(404);
    }
    session.userId = disabled.userId;
    expect((await ask()).status).toBe(401);
    session.userId = guarded.staff.userId;
    expect((await ask("01ARZ3NDEKTSV4RRFFQ69G5FAV")).status).toBe(404);
    expect(await logged()).toEqual([]);
    expect(await sql("SELECT id FROM case_file")).toEqual([]);
    await expect(listCaseFiles(owner, guarded.ticketId)).rejects.toMatchObject({
      code: "not_found",
    });
  });

  it("has everything that is recorded, verifies, and its root hash is kept", async () => {
    await getReviewTicket(guarded.staff, guarded.ticketId);
    const files = await opened();
    const [kept] = await listCaseFiles(guarded.staff, guarded.ticketId);
    expect(kept).toMatchObject({ madeBy: guarded.staff.name, root: expect.any(String) });
    const { manifest, findings } = verifyCaseFile(files, kept?.root ?? "");
    expect(findings).toEqual([]);
    expect(manifest).toMatchObject({ root: kept?.root, ticket: { id: guarded.ticketId } });
    expect([...files.keys()].sort()).toEqual([
      "README.txt",
      "attachments.jsonl",
      "conversation.html",
      "events.jsonl",
      expect.stringMatching(/^files\/\d{3}-log\.txt$/),
      "looks.jsonl",
      "manifest.json",
      "messages.jsonl",
      "requests.jsonl",
      "revisions.jsonl",
      "submissions.jsonl",
      "ticket.jsonl",
      "verify.html",
    ]);
    expect(rowsOf(files, "revisions.jsonl")).toMatchObject([
      { seenAt: expect.any(String), raw: { messages: [{ externalId: "msg-1", encrypted: true }] } },
    ]);
    expect(rowsOf(files, "events.jsonl")[0]).toMatchObject({ kind: "first_seen" });
    expect(rowsOf(files, "requests.jsonl")).toMatchObject([
      { outcome: "complete", isKept: true, firstSeenAt: expect.any(String) },
    ]);
    expect(rowsOf(files, "messages.jsonl")).toMatchObject([
      { externalId: "opening", body: "Body of m-1", sentAt: expect.any(String) },
      { externalId: "msg-1", body: null, encrypted: true },
    ]);
    expect(rowsOf(files, "looks.jsonl")).toMatchObject([
      { action: "ticket.viewed", who: guarded.staff.name, seenAs: null },
      { action: "case_file.exported", who: guarded.staff.name },
    ]);
    const attachments = rowsOf(files, "attachments.jsonl");
    const [log, secret] = ["log.txt", "secret.txt"].map((name) =>
      attachments.find(({ filename }) => filename === name),
    );
    expect(log).toMatchObject({ file: expect.stringContaining("log.txt"), notIncluded: null });
    expect(textOf(files, String(log?.file))).toBe("bytes of f-1");
    expect(secret).toMatchObject({
      file: null,
      sha256: null,
      notIncluded: "It belongs to an encrypted message.",
    });
  });

  it("has no internal notes, encrypted texts, sessions or networks", async () => {
    const { staff, ticketId } = guarded;
    await prisma().internalNote.create({
      data: { ticketId, authorId: staff.userId, formKey: "canary", body: CANARY },
    });
    await sql(
      `INSERT INTO audit_entry (actor_id, organization_id, action, target_type, target_id, session_id, network)
       VALUES ($1, $2, 'note.written', 'ticket', $3, 'session-canary', '203.0.113.0/24'),
         ($1, $2, 'ticket.viewed', 'ticket', $3, 'session-canary', '203.0.113.0/24')`,
      [staff.userId, staff.userId, ticketId],
    );
    const whole = [...(await opened()).values()]
      .map(({ bytes }) => Buffer.from(bytes).toString("utf8"))
      .join("\n");
    for (const hidden of [CANARY, "note.written", "hunter2", "session-canary", "203.0.113"])
      expect(whole).not.toContain(hidden);
    expect(whole).toContain("ticket.viewed");
  });

  it("says which files could not be had, and why", async () => {
    guarded.account.failOn("download", new AppError("provider_unavailable"));
    const files = await opened();
    expect(verifyCaseFile(files).findings).toEqual([]);
    const log = rowsOf(files, "attachments.jsonl").find(({ filename }) => filename === "log.txt");
    expect(log).toMatchObject({ file: null, notIncluded: expect.stringMatching(/\S/) });
    expect([...files.keys()].some((name) => name.startsWith("files/"))).toBe(false);
  });

  it("is not made if it cannot be recorded", async () => {
    for (const table of ["audit_entry", "case_file"]) {
      await sql(`ALTER TABLE ${table} RENAME TO ${table}_away`);
      const answer = await ask();
      await sql(`ALTER TABLE ${table}_away RENAME TO ${table}`);
      expect(answer.status).toBe(500);
    }
    expect(await logged()).toEqual([]);
  });

  it("has no end for someone who lost the right while it was made", async () => {
    const leaving = await makeViewer({ role: "staff" });
    session.userId = leaving.userId;
    const answer = await ask();
    await disableUser(leaving.userId);
    await expect(answer.arrayBuffer()).rejects.toThrow();
    const [latest] = await listCaseFiles(guarded.staff, guarded.ticketId);
    expect(latest?.root).toBeNull();
  });

  it("is seen by the customer", async () => {
    await opened();
    const looks = await ticketLooks(guarded.reader, guarded.ticketId);
    expect(looks).toMatchObject([{ action: "case_file.exported", actorName: guarded.staff.name }]);
  });
});
