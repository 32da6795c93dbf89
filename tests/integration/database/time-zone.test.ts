import { beforeAll, expect, it } from "vitest";

import { prisma } from "@/lib/db/prisma";
import { newId } from "@/lib/ids";
import { getSyncState } from "@/lib/review/sync/queries";
import { useTestDatabase } from "@/tests/helpers/database";
import { makeOrganization, makeViewer } from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";

const database = useTestDatabase();

/** A server of one's own has its machine's time zone. */
beforeAll(async () => {
  const name = new URL(database.url).pathname.slice(1);
  await sql(`ALTER DATABASE ${name} SET timezone = 'Asia/Kolkata'`);
  await globalThis.ticketbridgePool?.end();
  globalThis.ticketbridgePool = undefined;
});

it("the runs of a connection have their times in a database of any time zone", async () => {
  const organizationId = await makeOrganization();
  const viewer = await makeViewer({ role: "staff" });
  const connectionId = newId();
  await sql(
    `INSERT INTO connection (id, organization_id, provider, label, created_by_id)
     VALUES ($1, $2, 'memory', 'Hosting', $3)`,
    [connectionId, organizationId, viewer.userId],
  );
  const times = ["2026-03-01T10:00:00.123Z", "2026-03-01T12:00:00.000Z"];
  for (const at of times)
    await sql(
      `INSERT INTO sync_run (id, connection_id, organization_id, trigger, outcome, started_at,
         finished_at, bytes, request_ids, request_id)
       VALUES ($1, $2, $3, 'cron', 'failed', $4::timestamptz, $4::timestamptz + interval '2 s', 7,
         '{a}', 'b')`,
      [newId(), connectionId, organizationId, at],
    );
  const runs = async (before?: string) => {
    const state = await getSyncState(viewer, connectionId, before ? new Date(before) : undefined);
    return state?.runs.map((run) => [run.startedAt.toISOString(), run.bytes, run.requestIds]);
  };
  expect(await runs()).toEqual([
    [times[1], 7, ["a", "b"]],
    [times[0], 7, ["a", "b"]],
  ]);
  expect(await runs("2026-03-01T11:00:00Z")).toEqual([[times[0], 7, ["a", "b"]]]);
});

it("Prisma reads times right in a database of any time zone", async () => {
  const id = await makeOrganization();
  await sql("UPDATE organization SET created_at = '2026-03-01T12:00:00.5Z' WHERE id = $1", [id]);
  const { createdAt } = await prisma().organization.findUniqueOrThrow({ where: { id } });
  expect(createdAt.toISOString()).toBe("2026-03-01T12:00:00.500Z");
});

it("Prisma takes no time, and no condition without a value", async () => {
  await expect(
    prisma().organization.findMany({
      // @ts-expect-error The type refuses it, too.
      where: { createdAt: { lt: new Date() } },
    }),
  ).rejects.toThrow("Write times with Kysely");
  const id = undefined as string | undefined;
  await expect(prisma().organization.findMany({ where: { id } })).rejects.toThrow(
    "The condition on id has no value",
  );
});
