import { expect, it } from "vitest";

import { compileOnce, type Placeholders } from "@/lib/db/compile-once";
import { db } from "@/lib/db/kysely";
import { pool } from "@/lib/db/pool";
import { listAllTickets } from "@/lib/review/queries";
import { listTickets } from "@/lib/tickets/queries";
import { ticketFilters } from "@/lib/tickets/schemas";
import { useTestDatabase } from "@/tests/helpers/database";
import { makeOrganization, makeViewer } from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";

useTestDatabase();

/** Of all connections, which are asked at the same time. */
async function plans(): Promise<string[]> {
  const asked = Array.from({ length: 6 }, () =>
    sql("SELECT statement FROM (SELECT pg_sleep(0.2)) AS held, pg_prepared_statements"),
  );
  return [...new Set((await Promise.all(asked)).flat().map(({ statement }) => String(statement)))];
}

it("a page's statements are planned once, those with a filter each time", async () => {
  const viewer = await makeViewer({ organizationId: await makeOrganization() });
  const staff = await makeViewer({ role: "staff" });
  for (let round = 0; round < 2; round += 1) {
    await listTickets(viewer, ticketFilters.parse({}));
    // No index has the statuses of all organizations in the list's order.
    await listAllTickets(staff, ticketFilters.parse({ status: "open" }));
    await listTickets(viewer, ticketFilters.parse({ q: "mail", status: "open" }));
  }
  const lists = (await plans()).filter((text) => text.includes("sort_rank"));
  expect(lists).toHaveLength(1);
  expect(lists[0]).not.toContain("tsquery");
});

it("plans that a connection has lost are not asked for again", async () => {
  const viewer = await makeViewer({ organizationId: await makeOrganization() });
  const list = () => listTickets(viewer, ticketFilters.parse({}));
  const rounds = () => Promise.all(Array.from({ length: 6 }, list));
  await rounds();
  const clients = await Promise.all(Array.from({ length: 6 }, () => pool().connectUngated()));
  for (const client of clients) {
    await client.query("DEALLOCATE ALL");
    client.release();
  }
  expect(await rounds()).toHaveLength(6);
});

it("a column that changes meanwhile is read without the old plan", async () => {
  await sql("CREATE TABLE changing (word text)");
  await sql("INSERT INTO changing VALUES ('7')");
  const words = compileOnce((given: Placeholders<{ word: string }>) =>
    db()
      .selectFrom("changing" as "user")
      .selectAll()
      .where((eb) => eb(eb.cast<string>(eb.ref("word" as "id"), "text"), "=", given.word)),
  );
  expect(await words({ word: "7" })).toEqual([{ word: "7" }]);
  await sql("ALTER TABLE changing ALTER COLUMN word TYPE int USING word::int");
  expect(await words({ word: "7" })).toEqual([{ word: 7 }]);
  expect(await words({ word: "7" })).toEqual([{ word: 7 }]);
});
