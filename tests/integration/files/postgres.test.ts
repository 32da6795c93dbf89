import { expect, it } from "vitest";

import { eraseOld } from "@/lib/files/erase-old";
import { useTestDatabase } from "@/tests/helpers/database";
import { sql } from "@/tests/helpers/sql";

import { describeFiles } from "./journey";

useTestDatabase();
describeFiles("PostgreSQL");

it("pieces without a file do not stay", async () => {
  await sql(
    "INSERT INTO file_piece (file_id, position, bytes) VALUES ('stray', 0, 'x'), ('stray', 1, 'x')",
  );
  expect(await eraseOld()).toBe(1);
  expect(await sql("SELECT 1 FROM file_piece")).toEqual([]);
});
