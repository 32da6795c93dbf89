import { beforeAll, describe, expect, it } from "vitest";

import type { Viewer } from "@/lib/auth/types";
import { changeOrganizationSettings } from "@/lib/organizations/commands";
import { changeOpeningHours } from "@/lib/organizations/hours/opening-hours";
import { openingHoursInput } from "@/lib/organizations/hours/schemas";
import { organizationSettings } from "@/lib/organizations/queries";
import { useTestDatabase } from "@/tests/helpers/database";
import { OPENING_HOURS } from "@/tests/helpers/opening-hours";
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
      {
        organizationId,
        name: "Northwind",
        useReferences: true,
        asksReason: false,
        hours: null,
        mayChange: false,
      },
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
      {
        organizationId,
        name: "Northwind",
        useReferences: false,
        asksReason: false,
        hours: null,
        mayChange: true,
      },
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

describe("business hours", () => {
  const input = (changes: object = {}) =>
    openingHoursInput.safeParse({ ...OPENING_HOURS, ...changes });
  const set = async (viewer: Viewer, changes: object = {}) => {
    const { data } = input(changes);
    if (!data) throw new Error("The hours are invalid.");
    return changeOpeningHours(viewer, organizationId, data);
  };
  const shown = async () =>
    (await organizationSettings(manager)).find((each) => each.organizationId === organizationId)
      ?.hours;

  it("of each day are shown as they were set, by managers alone, and audited once", async () => {
    const setter = await makeViewer({ organizationId });
    const reader = await makeViewer({ organizationId, membership: "member" });
    await sql("DELETE FROM audit_entry");
    const holidays = "2026-12-26, 2026-12-25";
    await set(setter, { holidays });
    await set(setter, { holidays });
    const { timeZone, holidays: _holidays, ...week } = OPENING_HOURS;
    const text =
      "Mon–Tue 08:00–17:00; Wed 08:00–12:00, 13:00–17:00; Thu 08:00–17:00; Fri 08:00–15:30";
    expect(await shown()).toEqual({
      week: { ...week, tuesday: "08:00–17:00" },
      text,
      timeZone,
      holidays: ["2026-12-25", "2026-12-26"],
    });
    expect(await audited()).toMatchObject([{ data: { businessHours: `${text}, ${timeZone}` } }]);
    await expect(set(reader)).rejects.toMatchObject({ code: "forbidden" });
    for (const viewer of [stranger, nobody])
      await expect(set(viewer)).rejects.toMatchObject({ code: "not_found" });
    await set(setter, Object.fromEntries(Object.keys(week).map((day) => [day, " "])));
    expect(await shown()).toBeNull();
  });

  it.each([
    { monday: "25:00–26:00" },
    { tuesday: "08:00" },
    { wednesday: "17:00–08:00" },
    { thursday: "08:00–24:30" },
    { friday: "08:00–12:00, 11:00–17:00" },
    { saturday: "closed" },
    { sunday: "08:00–17:00," },
    { monday: undefined },
    { timeZone: "Europe/Nowhere" },
    { holidays: "2026-02-30" },
  ])("are refused as %j", (changes) => {
    expect(input(changes).success).toBe(false);
  });

  it("that were set before, on one day or until midnight, are shown and kept by the form", async () => {
    const office = [{ from: "08:00", to: "24:00" }];
    const stored = {
      timeZone: "UTC",
      hours: [office, office, [], office, [], [], []],
      holidays: [],
    };
    await sql("UPDATE organization SET calendar = $1 WHERE id = $2", [
      JSON.stringify(stored),
      organizationId,
    ]);
    const hours = await shown();
    expect(hours?.text).toBe("Mon–Tue 08:00–24:00; Thu 08:00–24:00");
    await set(await makeViewer({ organizationId }), {
      ...hours?.week,
      timeZone: "UTC",
      holidays: "",
    });
    expect(await sql("SELECT calendar FROM organization WHERE id = $1", [organizationId])).toEqual([
      { calendar: stored },
    ]);
  });
});
