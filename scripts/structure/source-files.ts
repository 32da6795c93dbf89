import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** `path` is from the root, with forward slashes. */
export interface SourceFile {
  path: string;
  lines: string[];
}

const SOURCE = /\.(ts|tsx|mjs)$/;
const IGNORED_NAMES = new Set(["node_modules", "test-results", "playwright-report"]);
const IGNORED_PATHS = new Set([
  "messages",
  "lib/db/generated",
  "lib/db/table-types.ts",
  "next-env.d.ts",
]);

/** Skips generated and hidden files. */
export function readSourceFiles(root: string, folder = ""): SourceFile[] {
  return readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const file = folder === "" ? entry.name : `${folder}/${entry.name}`;
    const ignored = entry.name.startsWith(".") || IGNORED_NAMES.has(entry.name);
    if (ignored || IGNORED_PATHS.has(file)) return [];
    if (entry.isDirectory()) return readSourceFiles(root, file);
    return SOURCE.test(file) ? [{ path: file, lines: readLines(path.join(root, file)) }] : [];
  });
}

export function isTestFile(file: string): boolean {
  return /\.(test|spec)\.tsx?$/.test(file);
}

/** Code that ships, the measure of line length: the names of tests are sentences. */
export function isProductCode(file: string): boolean {
  return /^(app|components|lib)\//.test(file) && !isTestFile(file);
}

function readLines(file: string): string[] {
  return readFileSync(file, "utf8").replace(/\n$/, "").split("\n");
}
