import { describe, expect, it } from "vitest";

import { RAW_SQL_RULE } from "@/scripts/lint/raw-sql.mjs";

import { refusingRules } from "./lint";

const FILE = "lib/tickets/queries.ts";

describe("SQL as text", () => {
  it.each([
    ["const rows = await pool().query('DELETE FROM ticket'); export { rows };"],
    ["const rows = await client.query({ text: given }); export { rows };"],
    ["export const A_FRAGMENT = `(SELECT max(id) FROM event e WHERE e.ticket_id = t.id)`;"],
    ['export const statement = "UPDATE ticket SET subject = $1";'],
    ['export const statement = "INSERT INTO ticket (id) VALUES ($1)";'],
    ["export const query = sql<Row>`SELECT id FROM ticket WHERE id = ${id}`;"],
    ["export const part = sql`EXISTS (SELECT 1 FROM ticket WHERE id = ${id})`;"],
    ["export const query = sql`select id from ticket where id = ${id}`;"],
    ["export const query = sql`UPDATE ticket AS t SET subject = ${subject}`;"],
    ['export const query = sql`UPDATE ${sql.table("ticket")} SET subject = ${subject}`;'],
    ["export const rows = await sql`VACUUM ticket`.execute(db());"],
    ["export const part = sql.raw(given);"],
    ["export const part = kysely.sql.raw(given);"],
    ['import { sql as part } from "kysely"; export { part };'],
    ['import * as kysely from "kysely"; export { kysely };'],
    ["export const query = CompiledQuery.raw(given, values);"],
    ["export const rows = prisma().$queryRaw`SELECT 1`;"],
    ["export const rows = prisma().$executeRawUnsafe(given);"],
    ['import { statement } from "../mirror/write/declare-statement"; export { statement };'],
    ['export { statement } from "../mirror/write/declare-statement";'],
  ])("is refused in the product: %s", async (code) => {
    expect(await refusingRules(FILE, code)).toContain(RAW_SQL_RULE);
  });

  it("cannot be declared by the mirror's other files", async () => {
    const code = 'import { statement } from "../write/declare-statement"; export { statement };';
    expect(await refusingRules("lib/mirror/sync/sweep.ts", code)).toContain(RAW_SQL_RULE);
  });

  it.each([
    [FILE, "export const at = sql<Date>`greatest(${eb.ref('t.read_at')}, now())`;"],
    [FILE, 'export const row = db().selectFrom("ticket").selectAll().execute();'],
    [FILE, 'export const sentence = "Select a department, then update it.";'],
    ["lib/mirror/write/ticket-statements.ts", 'export const text = "SELECT id FROM ticket";'],
    ["lib/db/pool.ts", 'export const text = "SELECT 1";'],
    ["tests/helpers/sql.ts", 'export const text = "SELECT 1";'],
  ])("is allowed in %s: %s", async (file, code) => {
    expect(await refusingRules(file, code)).not.toContain(RAW_SQL_RULE);
  });
});
