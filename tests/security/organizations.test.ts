import { beforeAll, describe, expect, it } from "vitest";

import type { Viewer } from "@/lib/auth/types";
import { changeOrganizationSettings } from "@/lib/organizations/commands";
import { organizationSettings } from "@/lib/organizations/queries";
import { useTestDatabase } from "@/tests/helpers/database";
import { currentViewer, makeOrganization, makeViewer } from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";

useTestDatabase();

let organizationId: string;
let manager: Viewer;
let member: Viewer;
let stranger: Viewer;
let nobody: Viewer;
let staff: Viewer;

beforeAll(async () => {
  organizationId = await makeOrganization("Northwind");
  manager = await makeViewer({ organizationId });
  member = await makeViewer({ organizationId, membership: "member" });
  stranger = await makeViewer({ organizationId: await makeOrganization("Contoso") });
  nobody = await makeViewer();
  staff = await makeViewer({ role: "staff" });
});

const standing = async () =>
  (
    await sql<{ use_references: boolean }>(
      "SELECT use_references FROM organization WHERE id = $1",
      [organizationId],
    )
  )[0]?.use_references;
const audited = () =>
  sql("SELECT actor_id, action, organization_id, target_id, data FROM audit_entry ORDER BY id");

const outsiders: Array<[string, () => Viewer]> = [
  ["a manager of another organization", () => stranger],
  ["a person of no organization", () => nobody],
  ["staff, who read every ticket", () => staff],
];

describe.each(outsiders)("%s", (_who, viewer) => {
  it("sees nothing of an organization's settings and cannot tell that it exists", async () => {
    expect((await organizationSettings(viewer())).map((each) => each.organizationId)).not.toContain(
      organizationId,
    );
    await expect(
      changeOrganizationSettings(viewer(), { organizationId, useReferences: false }),
    ).rejects.toMatchObject({ code: "not_found" });
    await expect(
      changeOrganizationSettings(viewer(), {
        organizationId: "01ARZ3NDEKTSV4RRFFQ69G5FAV",
        useReferences: false,
      }),
    ).rejects.toMatchObject({ code: "not_found" });
    expect(await standing()).toBe(true);
    expect(await audited()).toEqual([]);
  });
});

describe("a plain member", () => {
  it("sees the setting and cannot change it", async () => {
    expect(await organizationSettings(member)).toEqual([
      { organizationId, name: "Northwind", useReferences: true, asksReason: false, mayChange: false },
    ]);
    await expect(
      changeOrganizationSettings(member, { organizationId, useReferences: false }),
    ).rejects.toMatchObject({ code: "forbidden" });
    expect(await standing()).toBe(true);
    expect(await audited()).toEqual([]);
  });
});

describe("a manager", () => {
  it("changes it, and who did so is written down once for each change", async () => {
    await changeOrganizationSettings(manager, { organizationId, useReferences: false });
    await changeOrganizationSettings(manager, { organizationId, useReferences: false });
    expect(await organizationSettings(manager)).toEqual([
      { organizationId, name: "Northwind", useReferences: false, asksReason: false, mayChange: true },
    ]);
    expect(await audited()).toEqual([
      {
        actor_id: manager.userId,
        action: "organization.settings_changed",
        organization_id: organizationId,
        target_id: organizationId,
        data: { useReferences: false },
      },
    ]);
  });

  it("whose change cannot be written down changes nothing", async () => {
    const gone = { ...manager, userId: "01ARZ3NDEKTSV4RRFFQ69G5FAV" };
    await sql(
      "ALTER TABLE audit_entry ADD CONSTRAINT refused CHECK (actor_id <> '01ARZ3NDEKTSV4RRFFQ69G5FAV')",
    );
    await expect(
      changeOrganizationSettings(gone, { organizationId, useReferences: true }),
    ).rejects.toThrow();
    expect(await standing()).toBe(false);
  });
});

describe("a disabled account", () => {
  it("is no viewer at all, and so neither sees nor changes anything", async () => {
    await sql('UPDATE "user" SET disabled_at = now() WHERE id = $1', [manager.userId]);
    expect(await currentViewer(manager.userId)).toBeNull();
  });
});
