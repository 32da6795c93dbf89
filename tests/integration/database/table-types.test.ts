import { readFile } from "node:fs/promises";

import { expect, it } from "vitest";

import { databaseTypes, TYPES_FILE } from "@/scripts/lib/database-types";
import { useTestDatabase } from "@/tests/helpers/database";

const database = useTestDatabase();

it("the types of Kysely's tables are those of the migrated database", async () => {
  expect(await readFile(TYPES_FILE, "utf8")).toBe(await databaseTypes(database.url));
});
