import { cp, mkdir, mkdtemp, readFile, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";

/** Makes a folder with a copy of prisma/, its schema changed, for `migrate`. */
export async function checkoutWith(change: (schema: string) => string): Promise<string> {
  const root = await mkdtemp(path.join(os.tmpdir(), "ticketbridge-checkout-"));
  await cp(path.join(process.cwd(), "prisma"), path.join(root, "prisma"), { recursive: true });
  const schema = path.join(root, "prisma/schema.prisma");
  await writeFile(schema, change(await readFile(schema, "utf8")));
  return root;
}

async function addMigration(root: string, name: string, script: string): Promise<void> {
  const folder = path.join(root, "prisma/migrations", name);
  await mkdir(folder);
  await writeFile(path.join(folder, "migration.sql"), script);
}

/** A checkout with one migration more. */
export async function checkoutWithMigration(name: string, script: string): Promise<string> {
  const root = await checkoutWith((schema) => schema);
  await addMigration(root, name, script);
  return root;
}
