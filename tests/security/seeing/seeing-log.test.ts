import { beforeEach, describe, expect, it, vi } from "vitest";

import { POST as act } from "@/app/api/tickets/[id]/act/route";
import { accessFilters } from "@/lib/audit/schemas";
import { listStaffLooks, ticketLooks } from "@/lib/audit/staff-looks";
import { actedBy } from "@/lib/auth/acted-by";
import { loadViewer } from "@/lib/auth/load-viewer";
import { auditSeen } from "@/lib/auth/seeing/audit-seen";
import { revokeSession } from "@/lib/auth/sessions";
import type { Viewer } from "@/lib/auth/types";
import { audit } from "@/lib/db/audit";
import { startSeeing, stopSeeing } from "@/lib/review/seeing/commands";
import { endExpiredLooks } from "@/lib/review/seeing/end-looks";
import { refuseActs } from "@/lib/server/refuse-while-seeing";
import { useTestDatabase } from "@/tests/helpers/database";
import { makeViewer } from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";

import { type GuardedTicket, useGuardedTicket } from "../guarded-ticket";

const session = vi.hoisted(() => ({ state: null as object | null }));
vi.mock("@/lib/auth/viewer", () => ({ getSession: async () => session.state }));
vi.mock("@/lib/i18n/visitor-language", () => ({ visitorLanguage: async () => "en" }));

useTestDatabase();

let guarded: GuardedTicket;
useGuardedTicket((made) => (guarded = made));

let organizationId: string;
let staff: Viewer;
let member: Viewer;

beforeEach(async () => {
  await sql("DELETE FROM audit_entry");
  organizationId = guarded.owner.memberships[0]?.organizationId ?? "";
  staff = await makeViewer({ role: "staff" });
  member = await makeViewer({ organizationId, membership: "member" });
});

const start = (by: Viewer, { userId }: Viewer) => startSeeing(by, { organizationId, userId });
const seen = () => loadViewer(staff.session.id);
const looks = async () => (await listStaffLooks(member, accessFilters.parse({}))).items;

describe("the log of seeing as a customer", () => {
  it("says of a ticket whom it was seen as, beside a look of their own", async () => {
    const audited = { organizationId, targetType: "ticket", targetId: guarded.ticketId } as const;
    await audit({ ...actedBy(staff), ...audited, action: "ticket.viewed" });
    for (const person of [member, guarded.owner]) {
      await start(staff, person);
      const viewer = (await seen()) ?? staff;
      await auditSeen(viewer, `/tickets/${guarded.ticketId}`);
      await stopSeeing(viewer);
    }
    const names = (await ticketLooks(member, guarded.ticketId)).map(({ seenAsName }) => seenAsName);
    // Both have the same name.
    expect(names).toEqual([guarded.owner.name, member.name, null]);
  });

  it("has a row for what was refused, once an hour for each page, and no secret", async () => {
    await start(staff, member);
    const viewer = (await seen()) ?? staff;
    session.state = { viewer, missing: null };
    await sql("DELETE FROM audit_entry");
    const headers = { "sec-fetch-site": "same-origin" };
    const post = async (path: string) => {
      const request = new Request(`http://localhost:3000${path}`, { method: "POST", headers });
      return (await act(request, { params: Promise.resolve({ id: guarded.ticketId }) })).status;
    };
    for (let times = 0; times < 3; times += 1)
      expect(await post(`/api/tickets/${guarded.ticketId}/act`)).toBe(403);
    await expect(refuseActs(viewer, "/settings")).rejects.toMatchObject({ code: "read_only" });
    await expect(refuseActs(viewer, "/invite/hunter2")).rejects.toMatchObject({
      code: "read_only",
    });
    await expect(refuseActs(viewer, "/api/drafts")).rejects.toMatchObject({ code: "read_only" });
    const refused = await looks();
    expect(refused.map(({ action }) => action)).toEqual(Array(4).fill("seeing.refused"));
    expect(refused.map(({ facts }) => facts.map(({ value }) => value))).toEqual([
      [],
      ["/invite"],
      ["Settings"],
      [],
    ]);
    expect(refused[3]?.target?.id).toBe(guarded.ticketId);
    expect(await sql("SELECT 1 FROM audit_entry WHERE outcome <> 'refused'")).toEqual([]);
    expect(JSON.stringify(await sql("SELECT * FROM audit_entry"))).not.toContain("hunter2");
  });

  it("has one start for two at once, and the end of a look whose time is up", async () => {
    await sql("DELETE FROM seen_as");
    await Promise.all([start(staff, member), start(staff, member)]);
    expect((await looks()).map(({ action }) => action)).toEqual(["seeing.started"]);
    expect(await endExpiredLooks()).toBe(0);
    await sql("UPDATE seen_as SET until = now() - interval '1 second'");
    expect(await Promise.all([endExpiredLooks(), endExpiredLooks()])).toContain(1);
    expect(await looks()).toMatchObject([
      { action: "seeing.expired", actorName: staff.name, seenAsName: member.name },
      { action: "seeing.started" },
    ]);
    await start(staff, member);
    await start(staff, guarded.owner);
    expect((await looks()).map(({ action }) => action).slice(0, 3)).toEqual([
      "seeing.started",
      "seeing.stopped",
      "seeing.started",
    ]);
    await sql("UPDATE seen_as SET until = now() - interval '2 days'");
    expect(await endExpiredLooks()).toBe(0);
    expect(await sql("SELECT 1 FROM seen_as WHERE ended_at IS NULL")).toEqual([]);
  });

  it("says of staff who signed out that they stopped, not that the time was up", async () => {
    await start(staff, member);
    await revokeSession(staff.userId, staff.session.id);
    expect(await endExpiredLooks()).toBe(1);
    expect((await looks()).map(({ action }) => action)).toEqual([
      "seeing.stopped",
      "seeing.started",
    ]);
    expect(await endExpiredLooks()).toBe(0);
  });
});
