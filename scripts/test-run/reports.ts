import { mkdirSync, rmSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";

import { ROOT } from "../lib/root";
import type { Counts } from "./counts";

const REPORTS = path.join(ROOT, "test-results", "reports");

/** Removes an earlier report. */
export function reportPath(name: string): string {
  mkdirSync(REPORTS, { recursive: true });
  const file = path.join(REPORTS, `${name}.json`);
  rmSync(file, { force: true });
  return file;
}

/** Undefined when it cannot be read. */
export async function readReport(
  file: string,
  count: (content: unknown) => Counts,
): Promise<Counts | undefined> {
  try {
    return count(JSON.parse(await readFile(file, "utf8")));
  } catch {
    return undefined;
  }
}
