import { beforeAll, beforeEach, describe, expect, it } from "vitest";

import type { Viewer } from "@/lib/auth/types";
import { syncConnection } from "@/lib/mirror/sync/run-sync";
import { choicesInTime } from "@/lib/tickets/filing/choices-in-time";
import { lastKnownChoices } from "@/lib/tickets/filing/filing-choices";
import { filingForm } from "@/lib/tickets/filing/filing-form";
import { useTestDatabase } from "@/tests/helpers/database";
import { makeConnection, makeOrganization, makeViewer } from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";

import { hostupAccounts } from "../../../sandbox/accounts";
import { useHostup } from "../mirror/accounts";

useTestDatabase();
const hostup = useHostup({ seed: "demo" });

const DEPARTMENTS = "*/support/departments";
const WAITS = { form: 60, lastKnown: 200 };
let viewer: Viewer;
let connectionId: string;

beforeAll(async () => {
  viewer = await makeViewer({ organizationId: await makeOrganization() });
});

beforeEach(async () => {
  hostup.control.reset("demo");
  await sql("DELETE FROM connection");
  connectionId = await makeConnection(viewer, "hostup", hostupAccounts.northwind.key.key);
});

async function readTenMinutesAgo(): Promise<void> {
  await syncConnection(connectionId, { trigger: "cron" });
  await sql(
    "UPDATE category SET read_at = now() - interval '10 minutes 5 seconds' WHERE connection_id = $1",
    [connectionId],
  );
}

const slow = (ms: number) =>
  hostup.control.addFault({ kind: "slow", path: DEPARTMENTS, ms, count: null });
const ask = async (waits = WAITS) =>
  choicesInTime(
    viewer,
    { connectionId, form: await filingForm(viewer, connectionId), values: {} },
    waits,
  );

describe("the choices of a filing form", () => {
  it("are there for the first paint when the provider answers at once", async () => {
    const { first, later } = await ask({ form: 5_000, lastKnown: 6_000 });
    expect(first.department).toMatchObject({
      choices: expect.arrayContaining([expect.objectContaining({ value: "vps" })]),
    });
    expect(later).toBeUndefined();
  });

  it("do not hold up the form of a slow provider: the last known list comes first, then the provider's own", async () => {
    await readTenMinutesAgo();
    slow(900);
    const begun = Date.now();
    const { first, later } = await ask();
    expect(Date.now() - begun).toBeLessThan(700);
    expect(first).toEqual({});
    const order: string[] = [];
    void later?.live.then(() => order.push("live"));
    const known = await later?.lastKnown;
    expect(order).toEqual([]);
    expect(known).toEqual({
      department: {
        choices: expect.arrayContaining([expect.objectContaining({ value: "vps" })]),
        ageMinutes: 10,
      },
    });
    const live = await later?.live;
    expect(live?.department).toMatchObject({
      choices: expect.arrayContaining([expect.objectContaining({ value: "vps" })]),
    });
    expect(live?.department).not.toHaveProperty("ageMinutes");
  });

  it("are no old list when the provider answers in the meantime", async () => {
    await readTenMinutesAgo();
    slow(150);
    const { later } = await ask({ form: 20, lastKnown: 3_000 });
    expect(await later?.lastKnown).toEqual({});
  });

  it("are still awaited when the mirror knows no list", async () => {
    slow(700);
    const { later } = await ask();
    expect(await later?.lastKnown).toEqual({});
    expect((await later?.live)?.department).toHaveProperty("choices");
  });

  it("stay the last known ones, with the reason, when the slow answer is a failure", async () => {
    await readTenMinutesAgo();
    hostup.control.addFault({ kind: "status", status: 500, path: DEPARTMENTS, count: null });
    slow(100);
    const { first, later } = await ask({ form: 5_000, lastKnown: 6_000 });
    expect(later).toBeUndefined();
    expect(first.department).toMatchObject({
      ageMinutes: 10,
      notes: [{ message: expect.stringMatching(/^HostUp /) }],
    });
  });

  it("are nobody else's to see", async () => {
    await readTenMinutesAgo();
    const stranger = await makeViewer({ organizationId: await makeOrganization() });
    await expect(lastKnownChoices(stranger, connectionId)).rejects.toMatchObject({
      code: "not_found",
    });
  });
});
