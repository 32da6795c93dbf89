import { expect, it } from "vitest";

import { enabledPerson } from "@/lib/accounts/tell-person";
import { completeSignIn, touchSession } from "@/lib/auth/sessions";
import type { Viewer } from "@/lib/auth/types";
import { db } from "@/lib/db/kysely";
import { noticeSettings } from "@/lib/notifications/settings/queries";
import { changePersonSettings } from "@/lib/settings/commands";
import { useTestDatabase } from "@/tests/helpers/database";
import { makeViewer } from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";

useTestDatabase();

const ORIGIN = { address: "192.0.2.1", userAgent: "Tests", deviceToken: undefined };

async function zonesOf(viewer: Viewer): Promise<Array<string | null | undefined>> {
  const person = await enabledPerson(db(), { id: viewer.userId });
  return [person?.timeZone, (await noticeSettings(viewer)).timeZone];
}

it("emails use the time zone of the last browser until the person chooses one", async () => {
  const [viewer, other] = [await makeViewer(), await makeViewer()];
  expect(await zonesOf(viewer)).toEqual([null, null]);
  const origin = { ...ORIGIN, timeZone: "Europe/Stockholm" };
  const signedIn = await completeSignIn(viewer.userId, "password", origin);
  expect(await zonesOf(viewer)).toEqual(["Europe/Stockholm", "Europe/Stockholm"]);

  await sql("UPDATE session SET last_seen_at = now() - interval '1 hour'");
  await touchSession(signedIn?.sessionId ?? "", "192.0.2.1", "Asia/Tokyo");
  expect(await zonesOf(viewer)).toEqual(["Asia/Tokyo", "Asia/Tokyo"]);
  expect(await zonesOf(other)).toEqual([null, null]);

  await changePersonSettings(viewer, { language: "en", timeZone: "Europe/Paris" });
  expect(await zonesOf(viewer)).toEqual(["Europe/Paris", "Europe/Paris"]);
});
