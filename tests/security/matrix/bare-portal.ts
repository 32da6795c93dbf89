import { mkdir, readdir, symlink, writeFile } from "node:fs/promises";
import path from "node:path";

import { ROOT } from "@/scripts/lib/root";

const UNNEEDED = new Set(["cache", "dev", "trace", "trace-build", "lock", "diagnostics"]);
const NO_MIDDLEWARE = { version: 3, middleware: {}, functions: {}, sortedMiddleware: [] };

/** The same build in `folder`, as if it had no middleware. */
export async function copyWithoutMiddleware(folder: string): Promise<void> {
  await mkdir(path.join(folder, ".next/server"), { recursive: true });
  for (const name of ["node_modules", "package.json", "next.config.mjs", "messages", "prisma"])
    await symlink(path.join(ROOT, name), path.join(folder, name));
  await linkAll(".next", folder, (name) => name === "server" || UNNEEDED.has(name));
  await linkAll(".next/server", folder, (name) => name === "middleware-manifest.json");
  await writeFile(
    path.join(folder, ".next/server/middleware-manifest.json"),
    JSON.stringify(NO_MIDDLEWARE),
  );
}

async function linkAll(
  from: string,
  folder: string,
  isLeftOut: (name: string) => boolean,
): Promise<void> {
  for (const name of await readdir(path.join(ROOT, from)))
    if (!isLeftOut(name)) await symlink(path.join(ROOT, from, name), path.join(folder, from, name));
}
