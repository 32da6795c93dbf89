import { beforeAll, describe, expect, it } from "vitest";

import { syncConnection } from "@/lib/mirror/sync/run-sync";
import { useTestDatabase } from "@/tests/helpers/database";
import { makeConnection, makeOrganization, makeViewer } from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";

import { upsunAccounts } from "../../../sandbox/accounts";
import { useUpsun } from "./accounts";

useTestDatabase();
const here = useUpsun({ seed: "demo" });
let connectionId: string;

beforeAll(async () => {
  const viewer = await makeViewer({ organizationId: await makeOrganization() });
  connectionId = await makeConnection(viewer, "upsun", upsunAccounts.northwind.key.key);
});

const read = async () => {
  await sql("UPDATE connection SET resources_read_at = '{}'");
  await syncConnection(connectionId, { trigger: "cron" });
};
const services = () =>
  sql<{ organization: string; listed: boolean; gone: boolean }>(
    "SELECT DISTINCT details->>'organization' AS organization, listed_at IS NOT NULL AS listed, gone_at IS NOT NULL AS gone FROM service WHERE listed_at IS NOT NULL ORDER BY 1",
  );

describe("an Upsun organization that shows nothing to this key", () => {
  it("keeps no other from being read, and loses nothing that was known of it", async () => {
    await read();
    const all = await services();
    expect(all.length).toBeGreaterThan(1);
    const [first] = here.control
      .requests()
      .map(({ path }) => /organizations\/([^/]+)\/projects/.exec(path)?.[1])
      .filter((id) => id !== undefined);
    for (const kind of ["projects", "subscriptions"])
      here.control.addFault({
        kind: "status",
        status: 403,
        path: `*/organizations/${first}/${kind}`,
        count: null,
      });
    await read();
    expect(await services()).toEqual(all);
    await sql("DELETE FROM service");
    await read();
    expect(await services()).toHaveLength(all.length - 1);
  });
});
