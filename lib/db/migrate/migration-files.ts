import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";

import type {
  MigrationDirectory,
  MigrationList,
} from "@prisma/schema-engine-wasm/schema_engine_bg";

const SCHEMA_PATH = "prisma/schema.prisma";
export const MIGRATIONS_PATH = "prisma/migrations";

const SCRIPT = "migration.sql";
const LOCKFILE = "migration_lock.toml";

export const NO_FILTERS = { externalTables: [], externalEnums: [] };

export async function readMigrations(root: string): Promise<MigrationList> {
  const baseDir = path.join(root, MIGRATIONS_PATH);
  const entries = existsSync(baseDir) ? await readdir(baseDir, { withFileTypes: true }) : [];
  const names = entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  const lockfile = path.join(baseDir, LOCKFILE);
  return {
    baseDir,
    lockfile: {
      path: LOCKFILE,
      content: existsSync(lockfile) ? await readFile(lockfile, "utf8") : null,
    },
    shadowDbInitScript: "",
    migrationDirectories: await Promise.all(names.map((name) => readMigration(baseDir, name))),
  };
}

async function readMigration(baseDir: string, name: string): Promise<MigrationDirectory> {
  const value = await readFile(path.join(baseDir, name, SCRIPT), "utf8");
  return { path: name, migrationFile: { path: SCRIPT, content: { tag: "ok", value } } };
}

export async function readSchema(root: string): Promise<[string, string]> {
  const file = path.join(root, SCHEMA_PATH);
  return [file, await readFile(file, "utf8")];
}
