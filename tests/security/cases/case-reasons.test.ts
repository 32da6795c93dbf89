import { randomUUID } from "node:crypto";

import { describe, expect, it, vi } from "vitest";

import { POST as postCase } from "@/app/api/staff/cases/[id]/route";
import { POST as postTicket } from "@/app/api/staff/tickets/[id]/cases/route";
import type { Viewer } from "@/lib/auth/types";
import { PLAIN } from "@/lib/forms/plain-form";
import { giveCaseReason, wantedCaseReason } from "@/lib/review/cases/case-reason";
import { changeCase } from "@/lib/review/cases/commands";
import { ticketCases } from "@/lib/review/cases/ticket-cases";
import { getReviewTicket } from "@/lib/review/queries";
import { giveReason } from "@/lib/review/reasons/reasons";
import { useTestDatabase } from "@/tests/helpers/database";
import { currentViewer, makeViewer } from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";

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
const MISSING = { code: "forbidden" };

const ask = (organizationId: string) =>
  sql("UPDATE organization SET asks_reason = true WHERE id = $1", [organizationId]);
function post(
  handler: FormHandler,
  id: string,
  viewer: Viewer | null,
  fields: Record<string, string>,
) {
  session.userId = viewer?.userId ?? null;
  return postForm(handler, id, viewer, fields);
}

describe("a case whose organization asks for a reason", () => {
  it("asks once for all its tickets, and says it with each look", async () => {
    const { staff, organizationId, ticketId } = scene;
    await changeCase(staff, scene.caseId, { add: scene.otherId });
    await ask(organizationId);
    await sql("DELETE FROM audit_entry");
    expect(await wantedCaseReason(staff, scene.caseId)).toMatchObject({ title: "Outage in March" });
    await expect(scene.open(staff)).rejects.toMatchObject(MISSING);
    await expect(ticketCases(staff, ticketId)).rejects.toMatchObject(MISSING);
    await expect(scene.start(staff, "Unasked")).rejects.toMatchObject(NONE);
    expect(await loggedActs()).toEqual([]);
    await giveCaseReason(staff, scene.caseId, REASON);
    expect(await wantedCaseReason(staff, scene.caseId)).toBeNull();
    await scene.open(staff);
    await getReviewTicket(staff, scene.otherId);
    const looks = (await loggedActs()).filter(({ action }) => action === "ticket.viewed");
    expect(looks.map(({ of, reason }) => [of, reason])).toEqual([
      [ticketId, REASON],
      [scene.otherId, REASON],
      [scene.otherId, REASON],
    ]);
    await sql("UPDATE audit_entry SET at = at - interval '13 hours'");
    await expect(scene.open(staff)).rejects.toMatchObject(MISSING);
  });

  it("is opened by a reason for one of its tickets, as long as that is in it", async () => {
    const { staff, organizationId, ticketId } = scene;
    await changeCase(staff, scene.caseId, { add: scene.otherId });
    await ask(organizationId);
    await giveReason(staff, scene.otherId, REASON);
    expect(await scene.open(staff)).not.toBeNull();
    expect(await getReviewTicket(staff, ticketId)).not.toBeNull();
    const colleague = await makeViewer({ role: "staff" });
    await expect(scene.open(colleague)).rejects.toMatchObject(MISSING);
    await changeCase(staff, scene.caseId, { takeOut: scene.otherId });
    await expect(getReviewTicket(staff, ticketId)).rejects.toMatchObject(MISSING);
    expect(await getReviewTicket(staff, scene.otherId)).not.toBeNull();
  });

  it("takes no ticket in for staff who have given none", async () => {
    const { staff, organizationId } = scene;
    await ask(organizationId);
    await expect(changeCase(staff, scene.caseId, { add: scene.otherId })).rejects.toMatchObject(
      NONE,
    );
    await giveReason(staff, scene.ticketId, REASON);
    await changeCase(staff, scene.caseId, { add: scene.otherId });
    const members = await sql("SELECT 1 FROM review_case_ticket WHERE case_id = $1", [
      scene.caseId,
    ]);
    expect(members).toHaveLength(2);
  });

  it("asks again for a ticket that is added or put back later, and for it alone", async () => {
    const { staff, organizationId, ticketId, otherId, caseId } = scene;
    await ask(organizationId);
    await giveCaseReason(staff, caseId, REASON);
    for (const _again of [1, 2]) {
      await changeCase(staff, caseId, { add: otherId });
      await expect(getReviewTicket(staff, otherId)).rejects.toMatchObject(MISSING);
      await expect(scene.open(staff)).rejects.toMatchObject(MISSING);
      expect(await getReviewTicket(staff, ticketId)).not.toBeNull();
      await giveCaseReason(staff, caseId, "And the second one.");
      expect(await scene.open(staff)).not.toBeNull();
      await changeCase(staff, caseId, { takeOut: otherId });
      await sql("DELETE FROM audit_entry WHERE target_id = $1 AND reason <> $2", [otherId, REASON]);
    }
  });

  it("is not opened by a reason from before its tickets were together", async () => {
    const { staff, organizationId, otherId, caseId } = scene;
    await giveReason(staff, otherId, REASON);
    await changeCase(staff, caseId, { add: otherId });
    await ask(organizationId);
    await expect(scene.open(staff)).rejects.toMatchObject(MISSING);
    expect(await getReviewTicket(staff, otherId)).not.toBeNull();
  });
});

describe("the forms without scripts", () => {
  it("start a case, take the ticket out and put it back", async () => {
    const { staff, ticketId } = scene;
    const page = `/staff/tickets/${ticketId}#cases`;
    const fields = { [PLAIN.formKey]: randomUUID(), title: "  By   form " };
    for (const _again of [1, 2])
      expect(await post(postTicket, ticketId, staff, fields)).toMatchObject({ to: page });
    const { current } = await ticketCases(staff, ticketId);
    expect(current.map(({ title }) => title)).toEqual(["By form", "Outage in March"]);
    expect(await post(postTicket, ticketId, staff, { takeOutOf: scene.caseId })).toMatchObject({
      to: page,
    });
    expect(await scene.memberIds()).toEqual([]);
    await post(postTicket, ticketId, staff, { addTo: scene.caseId });
    expect(await scene.memberIds()).toEqual([ticketId]);
    const address = `/staff/cases/${scene.caseId}`;
    expect(await post(postCase, scene.caseId, staff, { state: "closed" })).toMatchObject({
      to: address,
    });
    expect(await scene.open(staff)).toMatchObject({ closedAt: expect.any(Date) });
  });

  it("say what is wrong, and return the text", async () => {
    const { staff } = scene;
    for (const [title, problem] of [
      [" ", "Write a title."],
      [`tapir ${"x".repeat(200)}`, "Shorten the title to 200 characters."],
    ] as const) {
      const refused = await post(postCase, scene.caseId, staff, { title });
      expect(refused.status).toBe(400);
      expect(refused.body).toContain(problem);
    }
    expect((await post(postCase, scene.caseId, null, { title: "Kept" })).body).toContain("Kept");
    expect((await post(postCase, scene.caseId, staff, { nonsense: "1" })).status).toBe(400);
  });
});
