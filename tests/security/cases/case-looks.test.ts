import { describe, expect, it } from "vitest";

import { accessFilters } from "@/lib/audit/schemas";
import { listStaffLooks, ticketLooks } from "@/lib/audit/staff-looks";
import type { Viewer } from "@/lib/auth/types";
import { changeCase } from "@/lib/review/cases/commands";
import { listCases } from "@/lib/review/cases/list-cases";
import { caseFilters } from "@/lib/review/cases/schemas";
import { useTestDatabase } from "@/tests/helpers/database";
import { makeViewer } from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";

import { type CaseScene, loggedActs, useCaseScene } from "./case-scene";

useTestDatabase();

let scene: CaseScene;
useCaseScene((made) => (scene = made));

describe("a look at a case", () => {
  it("is logged once an hour for each person, and again once other tickets are in the case", async () => {
    const { staff, ticketId, otherId } = scene;
    for (let times = 0; times < 3; times += 1) await scene.open(staff);
    expect(await loggedActs()).toMatchObject([
      { action: "case.viewed", data: { tickets: ticketId } },
      { action: "ticket.viewed", of: ticketId },
    ]);
    await changeCase(staff, scene.caseId, { add: otherId });
    await sql("DELETE FROM audit_entry WHERE action LIKE 'case.ticket%'");
    await scene.open(staff);
    expect(await loggedActs()).toMatchObject([
      {},
      {},
      { action: "case.viewed", data: { tickets: `${ticketId}, ${otherId}` } },
      { action: "ticket.viewed", of: otherId },
    ]);
    await scene.open(await makeViewer({ role: "staff" }));
    expect(await loggedActs()).toHaveLength(7);
  });

  it("is a look at each of its tickets, which the customer sees", async () => {
    const { staff, reader, ticketId } = scene;
    await changeCase(staff, scene.caseId, { add: scene.otherId });
    await sql("DELETE FROM audit_entry");
    await scene.open(staff);
    expect(await loggedActs()).toMatchObject([
      { action: "case.viewed", of: scene.caseId },
      { action: "ticket.viewed", of: ticketId, data: { case: scene.caseId } },
      { action: "ticket.viewed", of: scene.otherId, data: { case: scene.caseId } },
    ]);
    for (const id of [ticketId, scene.otherId])
      expect(await ticketLooks(reader, id)).toMatchObject([{ action: "ticket.viewed" }]);
    await changeCase(staff, scene.caseId, { takeOut: ticketId });
    const named = async (viewer: Viewer) =>
      (await listStaffLooks(viewer, accessFilters.parse({}))).items
        .filter(({ action }) => action === "case.viewed")
        .map(({ facts }) => facts.map(({ value }) => value));
    const numbers = await sql<{ number: string }>(
      "SELECT number FROM ticket WHERE id = ANY($1) ORDER BY array_position($1, id)",
      [[ticketId, scene.otherId]],
    );
    const [one, other] = numbers.map(({ number }) => `#${number}`);
    expect(await named(reader)).toEqual([[`${one}, ${other}`]]);
    expect(await named(scene.stranger)).toEqual([]);
    await sql(
      `INSERT INTO ticket_setting (ticket_id, is_private, owner_id, organization_id)
       VALUES ($1, true, $2, $3)`,
      [ticketId, scene.owner.userId, scene.organizationId],
    );
    expect(await named(reader)).toEqual([[other]]);
    await sql("DELETE FROM ticket_setting");
  });

  it("is refused if it cannot be recorded", async () => {
    await sql("ALTER TABLE audit_entry RENAME TO audit_entry_away");
    try {
      await expect(scene.open(scene.staff)).rejects.toThrow();
      await expect(listCases(scene.staff, caseFilters.parse({}))).rejects.toThrow();
    } finally {
      await sql("ALTER TABLE audit_entry_away RENAME TO audit_entry");
    }
  });
});
