import { beforeEach, describe, expect, it, vi } from "vitest";

import { GET } from "@/app/api/staff/tickets/export/route";
import { prisma } from "@/lib/db/prisma";
import { EXPORT_COLUMNS } from "@/lib/review/export/export-rows";
import { takeExportSlot } from "@/lib/review/export/export-slots";
import { listAllTickets } from "@/lib/review/queries";
import { filtersOf } from "@/lib/tickets/schemas";
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
const TICKETS = 620;

beforeEach(async () => {
  session.userId = guarded.staff.userId;
  await sql("DELETE FROM audit_entry");
  await sql("DELETE FROM rate_limit");
});

const ask = (query: string, headers: Record<string, string> = HEADERS) =>
  GET(new Request(`http://portal.test/api/staff/tickets/export?${query}`, { headers }), {
    params: Promise.resolve({}),
  });
const textOf = async (query: string) => (await ask(query)).text();
interface Exported {
  export: { matches: number; maxRows: number };
  tickets: Array<Record<(typeof EXPORT_COLUMNS)[number], unknown>>;
  end: { status: string; rows: number; next: string | null };
}
const jsonOf = async (query = "") => JSON.parse(await textOf(`format=json&${query}`)) as Exported;
const logged = () =>
  sql("SELECT action, count, data, organization_id FROM audit_entry ORDER BY id");

/** Copies of the mirrored ticket, in an order of their own. */
const multiply = () =>
  sql(
    `INSERT INTO ticket
     SELECT (jsonb_populate_record(t, jsonb_build_object(
       'id', '01COPY' || lpad(n::text, 20, '0'), 'external_id', 'copy-' || n,
       'number', 'C' || n, 'subject', CASE n % 3 WHEN 0 THEN '=1+' || n ELSE 'Copy ' || n END,
       'activity_at', t.activity_at - make_interval(secs => n / 2)))).*
     FROM ticket t, generate_series(1, $1) n WHERE t.id = $2`,
    [TICKETS, guarded.ticketId],
  );

describe("an export", () => {
  it("is refused to everyone but staff, and nothing is logged for them", async () => {
    const { owner, member, reader, stranger, outsider } = guarded;
    for (const [viewer, status] of [
      [owner, 404],
      [member, 404],
      [reader, 404],
      [stranger, 404],
      [outsider, 404],
      [guarded.disabled, 401],
    ] as const) {
      session.userId = viewer.userId;
      const answer = await ask("format=csv");
      expect(answer.status).toBe(status);
      expect(await answer.text()).not.toContain(guarded.ticketId);
    }
    session.userId = null;
    expect((await ask("format=csv")).status).toBe(401);
    expect(await logged()).toEqual([]);
  });

  it("has the rows of the list, page after page, and says that it is complete", async () => {
    await multiply();
    const filters = filtersOf(new URLSearchParams("sort=oldest"));
    const listed: string[] = [];
    let after: string | undefined;
    do {
      const page = await listAllTickets(guarded.staff, { ...filters, after });
      listed.push(...page.items.map(({ id }) => id));
      after = page.nextCursor ?? undefined;
    } while (after);
    const file = await jsonOf("sort=oldest");
    expect(file.tickets.map(({ id }) => id)).toEqual(listed);
    expect(file.end).toMatchObject({ status: "complete", rows: TICKETS + 1, next: null });
    expect(file.export).toMatchObject({ matches: TICKETS + 1, maxRows: 50_000 });
    const bytes = Buffer.from(await (await ask("format=csv&sort=oldest")).arrayBuffer());
    const csv = bytes.toString("utf8");
    const lines = csv.split("\r\n");
    expect(lines[0]).toBe(`\uFEFF${EXPORT_COLUMNS.join(",")}`);
    expect(lines.at(-2)).toMatch(/^end,complete,rows: 621,/);
    expect(lines.slice(1, -2).map((line) => line.split(",")[0])).toEqual(listed);
    expect(csv).toContain(",'=1+3,");
  });

  it("continues after a cut where its last page says", async () => {
    const whole = await jsonOf();
    const cut = whole.tickets.slice(0, 400);
    const known = cut.findLastIndex((row) => row.continue_after !== null);
    expect(known).toBe(249);
    const cursor = String(cut[known]?.continue_after);
    const rest = await jsonOf(`after=${cursor}`);
    expect([...cut.slice(0, known + 1), ...rest.tickets]).toEqual(whole.tickets);
    expect((await ask("format=csv&after=nowhere")).status).toBe(400);
  });

  it("is narrowed like the list, and leaves one row an hour with the number of tickets", async () => {
    const organization = guarded.owner.memberships[0]?.organizationId ?? "";
    const [ticket] = (await listAllTickets(guarded.staff, filtersOf(new URLSearchParams()))).items;
    await sql("DELETE FROM audit_entry");
    const query = `organization=${organization}&q=${ticket?.number}`;
    const { tickets } = await jsonOf(query);
    expect(tickets.map(({ id }) => id)).toEqual([guarded.ticketId]);
    await textOf(`format=csv&${query}`);
    expect(await logged()).toEqual([
      {
        action: "tickets.exported",
        count: 1,
        data: { q: ticket?.number, organization },
        organization_id: organization,
      },
    ]);
  });

  it("has the first answer and the end of each ticket, as the timeline knows them", async () => {
    await sql(
      `UPDATE ticket_timeline SET first_asked_at = '2026-03-01T08:00:00Z',
         first_answer_at = '2026-03-01T10:30:00.4Z', done_at = '2026-03-02T09:00:00Z'
       WHERE ticket_id = $1`,
      [guarded.ticketId],
    );
    const { tickets } = await jsonOf();
    expect(tickets.find(({ id }) => id === guarded.ticketId)).toMatchObject({
      first_answer_at: "2026-03-01T10:30:00.400Z",
      first_answer_seconds: 9_000,
      done_at: "2026-03-02T09:00:00.000Z",
    });
    const others = tickets.filter(({ id }) => id !== guarded.ticketId);
    expect(others.every((row) => row.first_answer_seconds === null)).toBe(true);
  });

  it("has no internal notes, no messages and no files", async () => {
    const canary = "tapir canary 7391";
    await prisma().internalNote.create({
      data: {
        ticketId: guarded.ticketId,
        authorId: guarded.staff.userId,
        formKey: "canary",
        body: canary,
      },
    });
    for (const format of ["csv", "json"]) {
      const text = await textOf(`format=${format}`);
      expect(text).toContain(guarded.ticketId);
      for (const hidden of [canary, "hunter2", "B-inner"]) expect(text).not.toContain(hidden);
    }
  });

  it("is not sent if it cannot be logged", async () => {
    await sql("ALTER TABLE audit_entry RENAME TO audit_entry_away");
    const answer = await ask("format=csv");
    await sql("ALTER TABLE audit_entry_away RENAME TO audit_entry");
    expect(answer.status).toBe(500);
    expect(await answer.text()).not.toContain(guarded.ticketId);
    expect(await textOf("format=csv")).toContain(guarded.ticketId);
  });

  it("is one at a time for each person, four in all, and 20 an hour", async () => {
    const running = await ask("format=csv");
    expect(await (await ask("format=csv")).json()).toMatchObject({
      code: "throttled",
      message: expect.stringContaining("already exporting"),
    });
    await running.body?.cancel();
    const releases = ["a", "b", "c", "d"].map((userId) => takeExportSlot(userId));
    expect(await (await ask("format=csv")).json()).toMatchObject({
      message: expect.stringContaining("Too many exports"),
    });
    for (const release of releases) release();
    await (await ask("format=csv")).text();
    await sql("UPDATE rate_limit SET points = 20");
    const from = "http://portal.test/staff/tickets?turn=yours&download=internal";
    const back = await ask("format=csv", {
      ...HEADERS,
      "sec-fetch-mode": "navigate",
      referer: from,
    });
    expect(back.headers.get("location")).toBe("/staff/tickets?turn=yours&download=throttled");
  });

  it("ends when its reader's rights do", async () => {
    const leaving = await makeViewer({ role: "staff" });
    session.userId = leaving.userId;
    const answer = await ask("format=csv");
    const reader = answer.body?.getReader();
    await reader?.read();
    await reader?.read();
    await disableUser(leaving.userId);
    const read = async () => {
      for (;;) if ((await reader?.read())?.done) return "whole";
    };
    await expect(read()).rejects.toThrow();
  });
});
