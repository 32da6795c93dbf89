import {
  chmodSync,
  copyFileSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readlinkSync,
  realpathSync,
  symlinkSync,
} from "node:fs";
import os from "node:os";
import path from "node:path";

/** Files that a fresh clone after `npm ci` and `npm run build` does not have. */
const NOT_IN_A_CLONE = new Set([
  ".git",
  ".data",
  "test-results",
  "playwright-report",
  "next-env.d.ts",
  "tsconfig.tsbuildinfo",
  ".env",
  ".env.local",
]);

/**
 * A checkout as `git clone`, `npm ci` and a build leave it, with the files as they are now. The
 * packages are linked, not copied: they are many, and nothing writes to them.
 */
export function cleanCopy(root: string): string {
  const folder = realpathSync(mkdtempSync(path.join(os.tmpdir(), "ticketbridge-clean-")));
  // As a clone's folder is; the temporary one is closed to everybody else.
  chmodSync(folder, 0o755);
  for (const name of readdirSync(root)) {
    if (NOT_IN_A_CLONE.has(name)) continue;
    place(
      path.join(root, name),
      path.join(folder, name),
      name === "node_modules" ? linkSync : copyFileSync,
    );
  }
  return folder;
}

/** Caches of a package, of a starting test run, or of the build. */
function isCache(folder: string): boolean {
  return /[/\\](\.cache|\.vite-temp|\.next[/\\]cache)$/.test(folder);
}

type Put = (from: string, to: string) => void;

function place(from: string, to: string, put: Put): void {
  const found = lstatSync(from);
  if (found.isSymbolicLink()) symlinkSync(readlinkSync(from), to);
  else if (found.isDirectory()) {
    mkdirSync(to);
    for (const name of readdirSync(from))
      if (!isCache(path.join(from, name))) place(path.join(from, name), path.join(to, name), put);
  } else if (found.isFile()) putFile(from, to, put);
}

/** Links do not reach over file systems. */
function putFile(from: string, to: string, put: Put): void {
  try {
    put(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EXDEV") throw error;
    copyFileSync(from, to);
  }
}
