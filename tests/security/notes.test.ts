import { randomUUID } from "node:crypto";

import { beforeAll, describe, expect, it, vi } from "vitest";

import { POST } from "@/app/api/staff/tickets/[id]/notes/route";
import type { Viewer } from "@/lib/auth/types";
import { prisma } from "@/lib/db/prisma";
import { PLAIN } from "@/lib/forms/plain-form";
import { removeNote, writeNote } from "@/lib/review/notes/commands";
import { listNotes } from "@/lib/review/notes/queries";
import { MAX_NOTE_CHARACTERS } from "@/lib/review/notes/schemas";
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
vi.mock("@/lib/i18n/visitor-language", () => ({ visitorLanguage: async () => "en" }));

useTestDatabase();

let guarded: GuardedTicket;
useGuardedTicket((made) => (guarded = made));

const UNKNOWN = "01ARZ3NDEKTSV4RRFFQ69G5FAV";
let admin: Viewer;
let colleague: Viewer;

beforeAll(async () => {
  admin = await makeViewer({ role: "admin" });
  colleague = await makeViewer({ role: "staff" });
  for (const [viewer, name] of [
    [admin, "Ada Admin"],
    [colleague, "Karin Ek"],
    [guarded.owner, "Olle Kund"],
  ] as const)
    await prisma().user.update({ where: { id: viewer.userId }, data: { name } });
});

const write = (viewer: Viewer, body: string, more: { formKey?: string; mention?: string } = {}) =>
  writeNote(viewer, {
    ticketId: guarded.ticketId,
    formKey: randomUUID(),
    body,
    mention: "",
    ...more,
  });
const notesOf = async (viewer: Viewer, before?: string) =>
  listNotes(viewer, guarded.ticketId, before);
const clear = () => sql("DELETE FROM internal_note");

async function post(viewer: Viewer | null, fields: Record<string, string>) {
  session.userId = viewer?.userId ?? null;
  const body = new URLSearchParams({ [PLAIN.viewer]: viewer?.userId ?? "", ...fields });
  const request = new Request("http://localhost:3000/api/staff/tickets", {
    method: "POST",
    headers: {
      "sec-fetch-site": "same-origin",
      "content-type": "application/x-www-form-urlencoded",
    },
    body: body.toString(),
  });
  const answer = await POST(request, { params: Promise.resolve({ id: guarded.ticketId }) });
  return { status: answer.status, to: answer.headers.get("location"), body: await answer.text() };
}

describe("internal notes", () => {
  it("are hidden from everyone but staff, and from staff who lost the role or were disabled", async () => {
    const { noteId } = await write(guarded.staff, "Seen by staff");
    const demoted = await makeViewer({ role: "staff" });
    await prisma().user.update({ where: { id: demoted.userId }, data: { role: "customer" } });
    const dismissed = await makeViewer({ role: "staff" });
    await disableUser(dismissed.userId);
    const { owner, member, reader, stranger, outsider, ticketId } = guarded;
    const now = await currentViewer(demoted.userId);
    const refused = [owner, member, reader, stranger, outsider, now].filter((one) => one !== null);
    for (const viewer of refused) {
      const hidden = { code: "not_found" };
      await expect(notesOf(viewer)).rejects.toMatchObject(hidden);
      await expect(write(viewer, "Not mine")).rejects.toMatchObject(hidden);
      await expect(removeNote(viewer, { ticketId, noteId })).rejects.toMatchObject(hidden);
    }
    expect(await currentViewer(dismissed.userId)).toBeNull();
    // Their request began before they lost the right.
    await expect(write(demoted, "Late")).rejects.toMatchObject({ code: "not_found" });
    await expect(write(dismissed, "Late")).rejects.toMatchObject({ code: "unauthenticated" });
    await expect(removeNote(demoted, { ticketId, noteId })).rejects.toMatchObject({
      code: "not_found",
    });
    expect((await notesOf(guarded.staff)).notes.map(({ body }) => body)).toEqual(["Seen by staff"]);
    await clear();
  });

  it("are listed newest last, with author and time, 50 to a page", async () => {
    for (let number = 1; number <= 52; number += 1) await write(guarded.staff, `Note ${number}`);
    const latest = await notesOf(colleague);
    expect(latest.notes.map(({ body }) => body)).toEqual(
      Array.from({ length: 50 }, (_, index) => `Note ${index + 3}`),
    );
    expect(latest.notes[0]).toMatchObject({ author: "Jane Example", at: expect.any(Date) });
    const older = await notesOf(colleague, latest.older ?? "");
    expect(older).toMatchObject({ isOlder: true, older: null });
    expect(older.notes.map(({ body }) => body)).toEqual(["Note 1", "Note 2"]);
    expect((await notesOf(colleague, "not an id")).notes).toHaveLength(50);
    await clear();
  });

  it("are saved once for each form, and another text from it is not lost", async () => {
    const formKey = randomUUID();
    const both = await Promise.all([1, 2].map(() => write(guarded.staff, "Once", { formKey })));
    const again = await write(guarded.staff, "Once", { formKey });
    expect(new Set([...both, again].map(({ noteId }) => noteId)).size).toBe(1);
    await write(guarded.staff, "Changed", { formKey });
    const { notes } = await notesOf(guarded.staff);
    expect(notes.map(({ body }) => body)).toEqual(["Once", "Changed"]);
    await clear();
  });

  it("are removed by their author or an administrator: the line stays, the text is erased", async () => {
    const { ticketId, staff } = guarded;
    const first = await write(staff, "tapir one @Karin Ek");
    const second = await write(staff, "tapir two");
    await expect(removeNote(colleague, { ticketId, noteId: first.noteId })).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(removeNote(staff, { ticketId, noteId: UNKNOWN })).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(
      removeNote(staff, { ticketId: UNKNOWN, noteId: first.noteId }),
    ).rejects.toMatchObject({ code: "not_found" });
    const mayRemove = async (viewer: Viewer) =>
      (await notesOf(viewer)).notes.map((note) => note.mayRemove);
    expect(await mayRemove(staff)).toEqual([true, true]);
    expect(await mayRemove(colleague)).toEqual([false, false]);
    expect(await mayRemove(admin)).toEqual([true, true]);
    await removeNote(staff, { ticketId, noteId: first.noteId });
    for (const _again of [1, 2]) await removeNote(admin, { ticketId, noteId: second.noteId });
    expect((await notesOf(colleague)).notes).toMatchObject([
      { body: null, mentioned: [], removed: { by: "Jane Example", at: expect.any(Date) } },
      { body: null, mayRemove: false, removed: { by: "Ada Admin" } },
    ]);
    expect(await sql("SELECT id FROM internal_note WHERE body IS NOT NULL")).toEqual([]);
    const audited = await sql(
      `SELECT action, actor_id, data FROM audit_entry WHERE action LIKE 'note.%'
       AND data ->> 'note' = ANY($1) ORDER BY id`,
      [[first.noteId, second.noteId]],
    );
    expect(audited).toEqual([
      { action: "note.written", actor_id: staff.userId, data: { note: first.noteId } },
      { action: "note.written", actor_id: staff.userId, data: { note: second.noteId } },
      { action: "note.removed", actor_id: staff.userId, data: { note: first.noteId } },
      { action: "note.removed", actor_id: admin.userId, data: { note: second.noteId } },
    ]);
    await clear();
  });

  it("mention staff by name, address or choice, never customers, disabled people or the author", async () => {
    const { staff, owner } = guarded;
    const gone = await makeViewer({ role: "staff" });
    await prisma().user.update({ where: { id: gone.userId }, data: { name: "Gone Person" } });
    await disableUser(gone.userId);
    await write(
      staff,
      `@Karin Ek @${admin.email} @Gone Person @Olle Kund @${owner.email} @${staff.email}`,
    );
    await write(staff, "Chosen", { mention: colleague.userId });
    for (const id of [owner.userId, gone.userId, staff.userId, UNKNOWN])
      await write(staff, "No one", { mention: id });
    const { notes, people } = await notesOf(staff);
    expect(notes.map(({ mentioned }) => mentioned)).toEqual([
      ["Ada Admin", "Karin Ek"],
      ["Karin Ek"],
      [],
      [],
      [],
      [],
    ]);
    expect(people.map(({ id }) => id).sort()).toEqual([admin.userId, colleague.userId].sort());
    await clear();
  });

  it("stay in their own table: no other row of the database has their text", async () => {
    const canary = `okapi-${randomUUID()}`;
    await write(guarded.staff, `${canary} @Karin Ek`);
    const tables = await sql<{ name: string }>(
      `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
       WHERE schemaname IN ('public', 'pgboss')`,
    );
    expect(tables.length).toBeGreaterThan(50);
    const holding: string[] = [];
    for (const { name } of tables) {
      const found = await sql(`SELECT 1 FROM ${name} AS row WHERE row::text LIKE $1 LIMIT 1`, [
        `%${canary}%`,
      ]);
      if (found.length > 0) holding.push(name);
    }
    expect(holding).toEqual(["public.internal_note"]);
    await clear();
  });
});

describe("the form of a note without scripts", () => {
  const fields = (body: string) => ({ [PLAIN.formKey]: randomUUID(), body, mention: "" });

  it("saves once, and removes", async () => {
    const { staff, ticketId } = guarded;
    const page = `/staff/tickets/${ticketId}#notes`;
    const form = fields("Line 1\r\nLine 2");
    for (const _again of [1, 2]) expect(await post(staff, form)).toMatchObject({ to: page });
    const { notes } = await notesOf(staff);
    expect(notes.map(({ body }) => body)).toEqual(["Line 1\nLine 2"]);
    expect((await post(colleague, { remove: notes[0]?.id ?? "" })).status).toBe(403);
    expect((await post(staff, { remove: notes[0]?.id ?? "" })).to).toBe(page);
    expect((await notesOf(staff)).notes[0]?.body).toBeNull();
    await clear();
  });

  it("returns the text with the reason when it was not saved", async () => {
    const { staff, owner } = guarded;
    const long = "tapir <b> ".repeat(MAX_NOTE_CHARACTERS / 10 + 1);
    const tooLong = await post(staff, fields(long));
    expect(tooLong.status).toBe(400);
    expect(tooLong.body).toContain("Shorten the note to 10,000 characters.");
    expect(tooLong.body).toContain("tapir &lt;b&gt; tapir");
    expect((await post(null, fields("tapir is kept"))).body).toContain("tapir is kept");
    for (const text of ["Tapir", "tapir\nokapi", "\u8caf\u5916\u969c\u5bb3"]) {
      const shown = `<p dir="auto">${text.replace("\n", "<br>")}</p>`;
      expect((await post(null, fields(text))).body).toContain(shown);
    }
    expect((await post(owner, fields("Not mine"))).status).toBe(404);
    expect((await notesOf(staff)).notes).toEqual([]);
  });
});
