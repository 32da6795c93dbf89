import { afterAll, beforeAll, expect, it } from "vitest";

import { useTestDatabase } from "@/tests/helpers/database";
import { s3Environment, S3Server } from "@/tests/helpers/http/s3-server";
import { sql } from "@/tests/helpers/sql";

import { describeFiles } from "./journey";

const storage = new S3Server();

// Before anything reads the environment.
beforeAll(async () => void Object.assign(process.env, s3Environment(await storage.start())));
afterAll(() => storage.stop());

useTestDatabase();
describeFiles("object storage");

it("the database holds no bytes, and the storage refused nothing", async () => {
  expect(await sql("SELECT 1 FROM file_piece")).toEqual([]);
  expect(storage.requests).toBeGreaterThan(50);
  expect(storage.refused).toEqual([]);
});
