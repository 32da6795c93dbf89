import { expect, it } from "vitest";

import { getPerson } from "@/lib/people/get-person";
import { getOrganization, listOrganizations } from "@/lib/people/list-organizations";
import { listPeople } from "@/lib/people/list-people";
import { useTestDatabase } from "@/tests/helpers/database";
import { makeOrganization, makeViewer } from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";

useTestDatabase();

it("what staff read of people and organizations leaves a trace, once", async () => {
  const organizationId = await makeOrganization();
  const person = await makeViewer({ organizationId });
  const staff = await makeViewer({ role: "staff" });
  const filters = { q: "jane\u0000", role: undefined, state: undefined, after: undefined };
  for (let i = 0; i < 2; i += 1) {
    await listPeople(staff, filters);
    await getPerson(staff, person.userId);
    await listOrganizations(staff, { q: undefined, after: undefined });
    await getOrganization(staff, organizationId);
  }
  expect(
    await sql(
      "SELECT action, target_id FROM audit_entry WHERE actor_id = $1 AND session_id = $2 ORDER BY action",
      [staff.userId, staff.session.id],
    ),
  ).toEqual([
    { action: "organization.viewed", target_id: organizationId },
    { action: "organizations.listed", target_id: "organizations" },
    { action: "people.searched", target_id: "people" },
    { action: "person.viewed", target_id: person.userId },
  ]);
});
