import { randomUUID } from "node:crypto";

import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";

import { POST } from "@/app/api/staff/tickets/[id]/reason/route";
import { accessFilters } from "@/lib/audit/schemas";
import { listStaffLooks } from "@/lib/audit/staff-looks";
import type { Viewer } from "@/lib/auth/types";
import { db } from "@/lib/db/kysely";
import { PLAIN } from "@/lib/forms/plain-form";
import { mayReadTicket, ticketsAsReadBy } from "@/lib/notices/record/readable";
import { followTicket } from "@/lib/notifications/ticket-settings";
import { changeOrganizationSettings } from "@/lib/organizations/commands";
import { exportCaseFile } from "@/lib/review/case-file/export-case-file";
import { writeNote } from "@/lib/review/notes/commands";
import { listNotes } from "@/lib/review/notes/queries";
import { getReviewTicket } from "@/lib/review/queries";
import { assertReason, giveReason, wantedReason } from "@/lib/review/reasons/reasons";
import { MAX_REASON_CHARACTERS } from "@/lib/review/reasons/schemas";
import { attachmentsInSight } from "@/lib/tickets/files/readable-attachments";
import { ticketLife } from "@/lib/tickets/life/ticket-life";
import { getTicket } from "@/lib/tickets/queries";
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

const REASON = "Asked by phone about the outage.";
const MISSING = { code: "forbidden" };
const NONE = { code: "not_found" };

let organizationId: string;

beforeAll(() => {
  organizationId = guarded.owner.memberships[0]?.organizationId ?? "";
});

beforeEach(async () => {
  await sql("DELETE FROM audit_entry");
  await sql("UPDATE organization SET asks_reason = true WHERE id = $1", [organizationId]);
});

const note = (viewer: Viewer) =>
  writeNote(viewer, {
    ticketId: guarded.ticketId,
    formKey: randomUUID(),
    body: "A note",
    mention: "",
  });

/** Each way in which staff reach a ticket. */
const open = (viewer: Viewer) => getReviewTicket(viewer, guarded.ticketId);
const notes = (viewer: Viewer) => listNotes(viewer, guarded.ticketId);
const caseFile = (viewer: Viewer) => exportCaseFile(viewer, guarded.ticketId);
const life = (viewer: Viewer) => ticketLife(viewer, "staff", guarded.ticketId);
const files = (viewer: Viewer) =>
  attachmentsInSight(viewer).where("a.ticket_id", "=", guarded.ticketId).execute();

async function post(viewer: Viewer | null, reason: string) {
  session.userId = viewer?.userId ?? null;
  const body = new URLSearchParams({ [PLAIN.viewer]: viewer?.userId ?? "", reason });
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

describe("a ticket whose organization asks for a reason", () => {
  it("is closed to staff in every way until they have given one", async () => {
    const { staff, ticketId } = guarded;
    expect(await wantedReason(staff, ticketId)).toMatchObject({ ticketId });
    for (const closed of [open, notes]) await expect(closed(staff)).rejects.toMatchObject(MISSING);
    await expect(note(staff)).rejects.toMatchObject(NONE);
    expect(await files(staff)).toEqual([]);
    expect(await life(staff)).toBeNull();
    await expect(caseFile(staff)).rejects.toMatchObject(MISSING);
    expect(await sql("SELECT 1 FROM audit_entry")).toEqual([]);

    await giveReason(staff, ticketId, REASON);
    expect(await wantedReason(staff, ticketId)).toBeNull();
    expect(await open(staff)).not.toBeNull();
    expect(await notes(staff)).toMatchObject({ notes: [] });
    await note(staff);
    expect(await files(staff)).toHaveLength(2);
  });

  it("is not followed without one, and sends nothing once it has ended", async () => {
    const { staff, ticketId } = guarded;
    const follow = () => followTicket(staff, { ticketId, level: "follow" });
    await expect(follow()).rejects.toMatchObject(NONE);
    await giveReason(staff, ticketId, REASON);
    await follow();
    const readers = async () =>
      (
        await ticketsAsReadBy(db(), staff.userId)
          .where("t.id", "=", ticketId)
          .where(mayReadTicket())
          .select("t.id")
          .execute()
      ).length;
    expect(await readers()).toBe(1);
    await sql("UPDATE audit_entry SET at = at - interval '13 hours'");
    expect(await readers()).toBe(0);
  });

  it("shows the customer who opened it and why", async () => {
    const { staff, owner, ticketId } = guarded;
    await giveReason(staff, ticketId, REASON);
    await open(staff);
    await (await caseFile(staff)).body.cancel();
    const { items } = await listStaffLooks(owner, accessFilters.parse({}));
    expect(items).toMatchObject([
      { action: "case_file.exported", actorName: staff.name, reason: REASON },
      { action: "ticket.viewed", actorName: staff.name, reason: REASON },
    ]);
  });

  it("asks each person anew, for each ticket, and again after twelve hours", async () => {
    const { staff, ticketId } = guarded;
    const colleague = await makeViewer({ role: "staff" });
    await giveReason(staff, ticketId, REASON);
    await expect(open(colleague)).rejects.toMatchObject(MISSING);
    await sql("UPDATE audit_entry SET at = at - interval '11 hours 59 minutes'");
    expect(await assertReason(staff, ticketId)).toBe(REASON);
    await sql("UPDATE audit_entry SET at = at - interval '2 minutes'");
    await expect(assertReason(staff, ticketId)).rejects.toMatchObject(MISSING);
    await sql("UPDATE audit_entry SET at = now(), target_id = 'another'");
    await expect(assertReason(staff, ticketId)).rejects.toMatchObject(MISSING);
  });

  it("stays open to the organization's people", async () => {
    expect(await getTicket(guarded.owner, guarded.ticketId)).not.toBeNull();
    expect(await files(guarded.owner)).toHaveLength(2);
  });

  it("is opened without one where the organization does not ask", async () => {
    await sql("UPDATE organization SET asks_reason = false");
    expect(await wantedReason(guarded.staff, guarded.ticketId)).toBeNull();
    expect(await open(guarded.staff)).not.toBeNull();
    const [entry] = await sql("SELECT reason FROM audit_entry WHERE action = 'ticket.viewed'");
    expect(entry).toEqual({ reason: null });
  });
});

describe("the form", () => {
  it("leads to the ticket, and takes no empty or endless reason", async () => {
    const { staff, ticketId } = guarded;
    for (const [reason, problem] of [
      [" ", "Write down why"],
      ["\u200b", "Write down why"],
      ["x".repeat(MAX_REASON_CHARACTERS + 1), "longer than 300 characters"],
    ] as const) {
      const refused = await post(staff, reason);
      expect(refused.status).toBe(400);
      expect(refused.body).toContain(problem);
    }
    expect(await wantedReason(staff, ticketId)).not.toBeNull();
    expect(await post(staff, ` ${REASON} `)).toMatchObject({
      status: 303,
      to: `/staff/tickets/${ticketId}`,
    });
    expect(await assertReason(staff, ticketId)).toBe(REASON);
  });

  it("is refused to everyone but staff", async () => {
    const stranger = await makeViewer();
    const dismissed = await makeViewer({ role: "staff" });
    await disableUser(dismissed.userId);
    for (const viewer of [guarded.owner, stranger]) {
      await expect(giveReason(viewer, guarded.ticketId, REASON)).rejects.toMatchObject(NONE);
      await expect(wantedReason(viewer, guarded.ticketId)).rejects.toMatchObject(NONE);
      expect((await post(viewer, REASON)).status).toBe(404);
    }
    for (const viewer of [dismissed, null])
      expect((await post(viewer, REASON)).body).not.toContain("/staff/tickets/");
    expect(await sql("SELECT 1 FROM audit_entry")).toEqual([]);
  });
});

describe("the setting", () => {
  const set = (viewer: Viewer, asksReason: boolean) =>
    changeOrganizationSettings(viewer, { organizationId, asksReason });
  const stored = async () =>
    sql("SELECT asks_reason, use_references FROM organization WHERE id = $1", [organizationId]);

  it("is the managers' alone, changes nothing else, and is audited once", async () => {
    const manager = await makeViewer({ organizationId, membership: "manager" });
    const member = await makeViewer({ organizationId, membership: "member" });
    await expect(set(member, false)).rejects.toMatchObject(MISSING);
    for (const viewer of [guarded.staff, await makeViewer()])
      await expect(set(viewer, false)).rejects.toMatchObject(NONE);
    await set(manager, false);
    await set(manager, false);
    expect(await stored()).toEqual([{ asks_reason: false, use_references: true }]);
    expect(await sql("SELECT action, data FROM audit_entry")).toEqual([
      { action: "organization.settings_changed", data: { asksReason: false } },
    ]);
  });
});
