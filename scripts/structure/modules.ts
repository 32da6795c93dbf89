import path from "node:path";

import { isTestFile, type SourceFile } from "./source-files";

const EXPORT =
  /^export (?:default )?(?:async )?(?:abstract )?(?:function\*?|const|let|class|interface|type|enum) (\w+)/;

/** Without tests, the fullest folder first. */
export function countSiblings(
  files: readonly SourceFile[],
): Array<[folder: string, count: number]> {
  const counts = new Map<string, number>();
  for (const file of files.filter((one) => !isTestFile(one.path))) {
    const folder = path.posix.dirname(file.path);
    counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  return [...counts].sort(([, one], [, other]) => other - one);
}

export function exportedNames(file: SourceFile): string[] {
  return file.lines.flatMap((line) => EXPORT.exec(line)?.[1] ?? []);
}

/** Next.js prescribes the names in `app/`. */
export function findDuplicateExports(
  files: readonly SourceFile[],
): Array<[name: string, files: string[]]> {
  const filesByName = new Map<string, string[]>();
  for (const file of files) {
    if (file.path.startsWith("app/") || isTestFile(file.path)) continue;
    for (const name of new Set(exportedNames(file))) {
      filesByName.set(name, [...(filesByName.get(name) ?? []), file.path]);
    }
  }
  return [...filesByName].filter(([, paths]) => paths.length > 1);
}
