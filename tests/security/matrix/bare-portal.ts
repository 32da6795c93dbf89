import { mkdir, readdir, readFile, symlink, writeFile } from "node:fs/promises";
import path from "node:path";

import { ROOT } from "@/scripts/lib/root";

const UNNEEDED = new Set(["cache", "dev", "trace", "trace-build", "lock", "diagnostics"]);
const EDGE = "middleware-manifest.json";
const NODE = "functions-config-manifest.json";
const NO_EDGE_FUNCTIONS = { version: 3, middleware: {}, functions: {}, sortedMiddleware: [] };

interface FunctionsManifest {
  functions: Record<string, unknown>;
}

/** The same build in `folder`, as if it had no middleware. */
export async function copyWithoutMiddleware(folder: string): Promise<void> {
  await mkdir(path.join(folder, ".next/server"), { recursive: true });
  for (const name of ["node_modules", "package.json", "next.config.mjs", "messages", "prisma"])
    await symlink(path.join(ROOT, name), path.join(folder, name));
  await linkAll(".next", folder, (name) => name === "server" || UNNEEDED.has(name));
  await linkAll(".next/server", folder, (name) => name === EDGE || name === NODE);
  const server = path.join(folder, ".next/server");
  await writeFile(path.join(server, EDGE), JSON.stringify(NO_EDGE_FUNCTIONS));
  const manifest = JSON.parse(
    await readFile(path.join(ROOT, ".next/server", NODE), "utf8"),
  ) as FunctionsManifest;
  const { "/_middleware": middleware, ...functions } = manifest.functions;
  if (!middleware) throw new Error("The build has no middleware to leave out.");
  await writeFile(path.join(server, NODE), JSON.stringify({ ...manifest, functions }));
}

async function linkAll(
  from: string,
  folder: string,
  isLeftOut: (name: string) => boolean,
): Promise<void> {
  for (const name of await readdir(path.join(ROOT, from)))
    if (!isLeftOut(name)) await symlink(path.join(ROOT, from, name), path.join(folder, from, name));
}
