import { expect, it } from "vitest";

import { findOrganizations } from "@/lib/people/find-organizations";
import { getPerson } from "@/lib/people/get-person";
import { getOrganization, listOrganizations } from "@/lib/people/list-organizations";
import { listPeople } from "@/lib/people/list-people";
import { useTestDatabase } from "@/tests/helpers/database";
import { currentViewer, disableUser, makeOrganization, makeViewer } from "@/tests/helpers/people";
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

it("organizations are found by every word typed, by staff alone, with a trace", async () => {
  const [first, second] = [
    await makeOrganization("Åre 100% Bikes"),
    await makeOrganization("Bikes"),
  ];
  const staff = await makeViewer({ role: "staff" });
  const find = async (viewer: typeof staff, typed: string) =>
    (await findOrganizations(viewer, typed)).map(({ id }) => id);
  expect(await find(staff, "  bikes")).toEqual([second, first]);
  expect(await find(staff, "BIKES åre")).toEqual([first]);
  expect(await find(staff, "0%")).toEqual([first]);
  expect(await find(staff, " \u0000")).toEqual([]);
  for (let index = 0; index < 9; index += 1) await makeOrganization(`Bikes ${index}`);
  expect(await find(staff, "bikes")).toHaveLength(5);
  expect(
    await sql("SELECT data->>'q' AS q FROM audit_entry WHERE actor_id = $1 ORDER BY id", [
      staff.userId,
    ]),
  ).toEqual(["bikes", "BIKES åre", "0%"].map((q) => ({ q })));
  const member = await makeViewer({ organizationId: first, role: "customer" });
  const stranger = await makeViewer({ role: "customer" });
  for (const viewer of [member, stranger]) expect(await find(viewer, "bikes")).toEqual([]);
  await disableUser(staff.userId);
  expect(await currentViewer(staff.userId)).toBeNull();
  await sql("ALTER TABLE audit_entry RENAME TO audit_away");
  await expect(find(staff, "other")).rejects.toThrow();
  await sql("ALTER TABLE audit_away RENAME TO audit_entry");
});
