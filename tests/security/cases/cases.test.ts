import { randomUUID } from "node:crypto";

import { describe, expect, it, vi } from "vitest";

import { POST as postCase } from "@/app/api/staff/cases/[id]/route";
import { POST as postTicket } from "@/app/api/staff/tickets/[id]/cases/route";
import { accessFilters } from "@/lib/audit/schemas";
import { listStaffLooks, ticketLooks } from "@/lib/audit/staff-looks";
import type { Viewer } from "@/lib/auth/types";
import { prisma } from "@/lib/db/prisma";
import { giveCaseReason, wantedCaseReason } from "@/lib/review/cases/case-reason";
import { changeCase, startCase } from "@/lib/review/cases/commands";
import { MAX_CASE_TICKETS, MAX_OPEN_CASES } from "@/lib/review/cases/limits";
import { listCases } from "@/lib/review/cases/list-cases";
import { caseAddress, caseFilters } from "@/lib/review/cases/schemas";
import { ticketCases } from "@/lib/review/cases/ticket-cases";
import { useTestDatabase } from "@/tests/helpers/database";
import { currentViewer, disableUser, makeViewer } from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";
import { forms, replied } from "@/tests/helpers/submissions/submissions";

import { type CaseScene, type FormHandler, loggedActs, postForm, useCaseScene } from "./case-scene";

const session = vi.hoisted(() => ({ userId: null as string | null }));
vi.mock("@/lib/auth/viewer", () => ({
  getSession: async () => {
    const viewer = session.userId ? await currentViewer(session.userId) : null;
    return viewer && { viewer, missing: null };
  },
}));
vi.mock("@/lib/i18n/visitor-language", () => ({ visitorLanguage: async () => "en" }));

useTestDatabase();

let scene: CaseScene;
useCaseScene((made) => (scene = made));

const REASON = "Asked by phone about the outage.";
const NONE = { code: "not_found" };
const ALL = caseFilters.parse({ state: "all" });

function post(
  handler: FormHandler,
  id: string,
  viewer: Viewer | null,
  fields: Record<string, string>,
) {
  session.userId = viewer?.userId ?? null;
  return postForm(handler, id, viewer, fields);
}

/** Reads the case's timeline, page by page. */
const subjectsOf = async (ids: string[]) =>
  (
    await sql<{ subject: string }>(
      "SELECT subject FROM ticket WHERE id = ANY($1) ORDER BY array_position($1, id)",
      [ids],
    )
  ).map(({ subject }) => subject);

async function allEntries(): Promise<string[]> {
  const seen: string[] = [];
  let before: string | undefined;
  for (let page = 0; page === 0 || (before && page < 9); page += 1) {
    const address = caseAddress.parse({ before });
    const { entries = [], older } = (await scene.open(scene.staff, address))?.timeline ?? {};
    seen.unshift(...entries.map(({ key }) => key));
    before = older ?? undefined;
  }
  return seen;
}

describe("cases", () => {
  it("are hidden from everyone but staff, and from staff who lost the role or were disabled", async () => {
    const { owner, member, reader, stranger, outsider, ticketId } = scene;
    const demoted = await makeViewer({ role: "staff" });
    await prisma().user.update({ where: { id: demoted.userId }, data: { role: "customer" } });
    const dismissed = await makeViewer({ role: "staff" });
    await disableUser(dismissed.userId);
    const now = await currentViewer(demoted.userId);
    const refused = [owner, member, reader, stranger, outsider, now].filter((one) => one !== null);
    for (const viewer of refused) {
      for (const attempt of [
        scene.open(viewer),
        listCases(viewer, ALL),
        ticketCases(viewer, ticketId),
        wantedCaseReason(viewer, scene.caseId),
        giveCaseReason(viewer, scene.caseId, REASON),
      ])
        await expect(attempt).rejects.toMatchObject(NONE);
      expect(() => scene.start(viewer, "Not mine")).toThrow(expect.objectContaining(NONE));
      expect(() => changeCase(viewer, scene.caseId, { title: "Mine" })).toThrow(
        expect.objectContaining(NONE),
      );
      expect((await post(postCase, scene.caseId, viewer, { title: "Mine" })).status).toBe(404);
      expect((await post(postTicket, ticketId, viewer, { takeOutOf: scene.caseId })).status).toBe(
        404,
      );
    }
    // Their request began before they lost the right.
    await expect(changeCase(demoted, scene.caseId, { title: "Late" })).rejects.toMatchObject(NONE);
    await expect(changeCase(dismissed, scene.caseId, { title: "Late" })).rejects.toMatchObject({
      code: "unauthenticated",
    });
    expect(await loggedActs()).toEqual([]);
    expect(await scene.open(scene.staff)).toMatchObject({ title: "Outage in March" });
  });

  it("are of one organization: a ticket of another one does not exist for them", async () => {
    const attempt = changeCase(scene.staff, scene.caseId, { add: scene.foreignId });
    await expect(attempt).rejects.toMatchObject(NONE);
    expect(await scene.memberIds()).toEqual([scene.ticketId]);
  });

  it("take tickets in and out, and keep who did it and when", async () => {
    const { staff, ticketId } = scene;
    for (const _again of [1, 2]) await changeCase(staff, scene.caseId, { add: scene.otherId });
    expect(await scene.memberIds()).toEqual([ticketId, scene.otherId]);
    for (const _again of [1, 2]) await changeCase(staff, scene.caseId, { takeOut: scene.otherId });
    expect(await scene.open(staff)).toMatchObject({
      members: [{ id: ticketId }],
      former: [{ ticketId: scene.otherId, takenOutBy: staff.name, mayPutBack: true }],
    });
    expect(await ticketCases(staff, scene.otherId)).toMatchObject({
      current: [],
      former: [{ id: scene.caseId, takenOutBy: staff.name }],
      others: [{ id: scene.caseId }],
    });
    await changeCase(staff, scene.caseId, { add: scene.otherId });
    expect(await scene.open(staff)).toMatchObject({
      members: [{ id: ticketId }, { id: scene.otherId }],
      former: [{ ticketId: scene.otherId, mayPutBack: false }],
    });
    const acts = (await loggedActs()).filter(({ action }) => /case\.ticket/.test(String(action)));
    expect(acts.map(({ action, of }) => [action, of])).toEqual([
      ["case.ticket_added", scene.otherId],
      ["case.ticket_taken_out", scene.otherId],
      ["case.ticket_added", scene.otherId],
    ]);
  });

  it("are started once for each form, renamed, closed and reopened", async () => {
    const { staff, ticketId } = scene;
    const form = { ticketId, formKey: randomUUID(), title: "Once" };
    const both = await Promise.all([1, 2].map(() => startCase(staff, form)));
    expect(new Set(both).size).toBe(1);
    await changeCase(staff, scene.caseId, { title: "Outage in April" });
    await changeCase(staff, scene.caseId, { state: "closed" });
    expect(await scene.open(staff)).toMatchObject({
      title: "Outage in April",
      closedBy: staff.name,
      offered: null,
    });
    const closed = changeCase(staff, scene.caseId, { add: scene.otherId });
    await expect(closed).rejects.toMatchObject({ code: "conflict" });
    const titles = async (filters: object) =>
      (await listCases(staff, caseFilters.parse(filters))).items.map(({ title }) => title);
    expect(await titles({})).toEqual(["Once"]);
    expect(await titles({ state: "closed" })).toEqual(["Outage in April"]);
    expect(await titles({ state: "all" })).toEqual(["Once", "Outage in April"]);
    expect(await titles({ state: "all", q: "april" })).toEqual(["Outage in April"]);
    expect(await titles({ q: "#1" })).toEqual(["Once"]);
    expect(await titles({ q: "northwind" })).toEqual(["Once"]);
    expect(await titles({ q: "100%" })).toEqual([]);
    await changeCase(staff, scene.caseId, { state: "open" });
    expect(await titles({ organization: scene.organizationId })).toHaveLength(2);
  });

  it("hold 20 tickets, and an organization 200 open ones", async () => {
    const { staff, organizationId } = scene;
    await sql(
      `INSERT INTO ticket (id, organization_id, connection_id, provider, external_id, number, status,
         turn, activity_at, summary_hash, first_seen_at, read_at)
       SELECT 'cap-' || n, $1, $2, 'memory', 'cap-' || n, n, 'open', 'yours', now(), '-', now(), now()
       FROM generate_series(1, $3) n`,
      [organizationId, scene.connectionId, MAX_CASE_TICKETS],
    );
    const add = (number: number) => changeCase(staff, scene.caseId, { add: `cap-${number}` });
    for (let number = 1; number < MAX_CASE_TICKETS; number += 1) await add(number);
    await expect(add(MAX_CASE_TICKETS)).rejects.toThrow(/at most 20 tickets/);
    await sql("DELETE FROM ticket WHERE id LIKE 'cap-%'");
    await sql(
      `INSERT INTO review_case (id, organization_id, title, form_key, created_by_id)
       SELECT 'case-' || n, $1, 'Case ' || n, n, 'any' FROM generate_series(2, $2) n`,
      [organizationId, MAX_OPEN_CASES],
    );
    await expect(scene.start(staff, "One more")).rejects.toThrow(/200 open cases/);
    const first = await listCases(staff, caseFilters.parse({}));
    const next = await listCases(staff, caseFilters.parse({ after: first.nextCursor ?? "" }));
    expect(first.items).toHaveLength(30);
    expect(first.items.some(({ id }) => next.items.some((one) => one.id === id))).toBe(false);
  });

  it("are in no other table: no row elsewhere has a title", async () => {
    const canary = `okapi-${randomUUID()}`;
    const { staff, owner, ticketId } = scene;
    await changeCase(staff, scene.caseId, { title: canary });
    await scene.open(staff);
    const tables = await sql<{ name: string }>(
      `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
       WHERE schemaname IN ('public', 'pgboss')`,
    );
    const holding: string[] = [];
    for (const { name } of tables) {
      const like = `SELECT 1 FROM ${name} AS row WHERE row::text LIKE $1 LIMIT 1`;
      if ((await sql(like, [`%${canary}%`])).length > 0) holding.push(name);
    }
    expect(holding).toEqual(["public.review_case"]);
    const seen = [
      await ticketLooks(owner, ticketId),
      await listStaffLooks(owner, accessFilters.parse({})),
    ];
    for (const hidden of [canary, scene.caseId]) expect(JSON.stringify(seen)).not.toContain(hidden);
    expect(JSON.stringify(seen)).toContain("case.viewed");
  });
});

describe("the timeline of a case", () => {
  it("shows one timeline in order of time, page by page, without encrypted texts", async () => {
    const { staff, ticketId } = scene;
    await changeCase(staff, scene.caseId, { add: scene.otherId });
    const whole = (await scene.open(staff))?.timeline.entries ?? [];
    expect(whole.map(({ kind, ticket }) => [kind, ticket.id])).toEqual([
      ["message", ticketId],
      ["message", scene.otherId],
      ["message", scene.otherId],
      ["message", ticketId],
      ["event", ticketId],
      ["event", scene.otherId],
    ]);
    const subjects = new Set(whole.map(({ ticket }) => ticket.subject));
    expect([...subjects]).toEqual(await subjectsOf([ticketId, scene.otherId]));
    const times = whole.map(({ time }) => (time.happenedAt ?? time.seenAt).getTime());
    expect(times).toEqual(times.toSorted((one, other) => one - other));
    expect(JSON.stringify(whole)).toContain("We are looking at it.");
    expect(JSON.stringify(whole)).not.toContain("hunter2");
    await sql(
      `INSERT INTO event (ticket_id, organization_id, kind, field, before, after, seen_at)
       SELECT $1, $2, 'changed', 'status', '"open"', '"closed"', '2026-02-01T00:00:00Z'
       FROM generate_series(1, 120)`,
      [scene.otherId, scene.organizationId],
    );
    const seen = await allEntries();
    expect(seen).toHaveLength(126);
    expect(new Set(seen).size).toBe(126);
    await sql("DELETE FROM event WHERE seen_at = '2026-02-01T00:00:00Z'");
    await sql(
      `INSERT INTO event (ticket_id, organization_id, kind, field, after, seen_at)
       VALUES ($1, $2, 'changed', 'collaborator_ids', '["u-9"]', now())`,
      [scene.ticketId, scene.organizationId],
    );
    const named = (await scene.open(staff))?.timeline.entries.at(-1);
    expect(named).toMatchObject({ sentence: expect.stringContaining("Sven") });
    await sql(
      `INSERT INTO event (ticket_id, organization_id, kind, field, before, after, seen_at)
       VALUES ($1, $2, 'changed', 'status', '"ts_sent"', '"ts_solved"', now())`,
      [scene.ticketId, scene.organizationId],
    );
    const coded = (await scene.open(staff))?.timeline.entries.at(-1);
    expect(coded).toMatchObject({ sentence: expect.stringContaining("ts_solved") });
    await sql(`DELETE FROM event WHERE after = '"ts_solved"'`);
    expect((await scene.open(staff, { before: "no cursor" }))?.timeline.isOlder).toBe(false);
  });

  it("has one entry, with the sender's name, for what was sent from the portal", async () => {
    const { staff, owner, ticketId, connectionId } = scene;
    const { reply } = forms(() => connectionId);
    const { id } = await replied(owner, reply(ticketId, { message: "Any news?" }));
    await sql("UPDATE submission SET state = 'sent', external_id = 'own' WHERE id = $1", [id]);
    expect((await allEntries()).join()).toContain(id);
    await sql(
      `INSERT INTO message (ticket_id, external_id, position, sender, sender_name, body, sent_at)
       VALUES ($1, 'own', 9, 'customer', 'Account holder', 'Any news?', now())`,
      [ticketId],
    );
    expect((await allEntries()).join()).not.toContain(id);
    const author = async () => {
      const entries = (await scene.open(staff))?.timeline.entries ?? [];
      return entries.flatMap((one) =>
        "author" in one && one.text === "Any news?" ? one.author : [],
      );
    };
    expect(await author()).toEqual([owner.name]);
    await sql("UPDATE submission SET kind = 'create', external_id = NULL WHERE id = $1", [id]);
    await sql("UPDATE ticket SET body = NULL, opened_at = now() WHERE id = $1", [ticketId]);
    expect(await author()).toEqual(["Account holder"]);
    await sql("UPDATE message SET position = -1 WHERE external_id = 'own'");
    expect(await author()).toEqual([owner.name]);
    await sql("DELETE FROM message WHERE body = 'Any news?'");
    await sql("DELETE FROM submission WHERE id = $1", [id]);
  });

  it("has pages of times before 1970 and of long ids", async () => {
    await sql(
      `INSERT INTO message (ticket_id, external_id, position, sender, sent_at)
       SELECT $1, repeat('x', 400) || n, n, 'staff', '1960-01-01' FROM generate_series(1, 120) n`,
      [scene.ticketId],
    );
    const seen = (await allEntries()).filter((key) => key.includes("xxx"));
    await sql("DELETE FROM message WHERE sent_at = '1960-01-01'");
    expect(new Set(seen).size).toBe(120);
    expect(seen).toHaveLength(120);
  });

  it("offers tickets of its organization that are not in it", async () => {
    const offered = async (find?: string) => (await scene.open(scene.staff, { find }))?.offered;
    expect(await offered("Subject")).toMatchObject({
      isSearch: true,
      tickets: [{ id: scene.otherId }],
    });
    expect(await offered()).toMatchObject({ isSearch: false });
    await changeCase(scene.staff, scene.caseId, { add: scene.otherId });
    expect(await offered("Subject")).toMatchObject({ tickets: [] });
  });
});
