import { beforeAll, beforeEach, describe, expect, it } from "vitest";

import type { Viewer } from "@/lib/auth/types";
import { changePersonSettings } from "@/lib/settings/commands";
import { personSettings } from "@/lib/settings/queries";
import { personSettingsInput } from "@/lib/settings/schemas";
import { useTestDatabase } from "@/tests/helpers/database";
import { currentViewer, disableUser, makeOrganization, makeViewer } from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";

useTestDatabase();

let jane: Viewer;
let colleague: Viewer;

beforeAll(async () => {
  const organizationId = await makeOrganization("Northwind");
  jane = await makeViewer({ organizationId });
  colleague = await makeViewer({ organizationId, membership: "manager" });
});
beforeEach(() => sql('UPDATE "user" SET language = NULL, time_zone = NULL'));

const stored = (viewer: Viewer) =>
  sql('SELECT language, time_zone FROM "user" WHERE id = $1', [viewer.userId]);

describe("a person's language and time zone", () => {
  it("are changed for that person alone", async () => {
    await changePersonSettings(jane, { language: "sv", timeZone: "America/New_York" });
    expect(await stored(jane)).toEqual([{ language: "sv", time_zone: "America/New_York" }]);
    expect(await stored(colleague)).toEqual([{ language: null, time_zone: null }]);
    expect(await personSettings({ ...jane, language: "sv" })).toEqual({
      language: "sv",
      timeZone: "America/New_York",
    });
  });

  it("are the viewer's on every device; without them the device decides", async () => {
    const device = { language: "sv", timeZone: "Asia/Kolkata" } as const;
    expect(await currentViewer(jane.userId, device)).toMatchObject(device);
    await changePersonSettings(jane, { language: "en", timeZone: "Europe/Stockholm" });
    expect(await currentViewer(jane.userId, device)).toMatchObject({
      language: "en",
      timeZone: "Europe/Stockholm",
    });
    expect(await currentViewer(jane.userId)).toMatchObject({ language: "en" });
  });

  it("understand the tags that earlier versions kept", async () => {
    await sql(`UPDATE "user" SET language = 'sv-SE' WHERE id = $1`, [jane.userId]);
    expect(await currentViewer(jane.userId)).toMatchObject({ language: "sv" });
    await sql(`UPDATE "user" SET language = 'fi-FI' WHERE id = $1`, [jane.userId]);
    expect(await currentViewer(jane.userId, { language: "sv" })).toMatchObject({ language: "sv" });
  });

  it.each([
    { language: "de", timeZone: null },
    { language: "en", timeZone: "Mars/Olympus" },
    { language: "en", timeZone: "" },
    { language: "en" },
    { timeZone: null },
    { language: "en", timeZone: `Europe/${"x".repeat(80)}` },
  ])("take nothing else: %j", (given) => {
    expect(personSettingsInput.safeParse(given).success).toBe(false);
  });

  it("are not those of a disabled account", async () => {
    const gone = await makeViewer();
    await disableUser(gone.userId);
    expect(await currentViewer(gone.userId)).toBeNull();
    await expect(
      changePersonSettings(gone, { language: "sv", timeZone: null }),
    ).rejects.toMatchObject({ code: "unauthenticated" });
    expect(await stored(gone)).toEqual([{ language: null, time_zone: null }]);
  });
});
