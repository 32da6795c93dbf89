import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";

import ts from "typescript";
import { describe, expect, it } from "vitest";

import { ROOT } from "@/scripts/lib/root";

/** Packages that are too heavy for pages, or of no use in a browser. */
const SERVER_ONLY = ["zod", "kysely", "pg"];

function sources(folder: string): string[] {
  return readdirSync(path.join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => /(?<!\.test)\.tsx?$/.test(name))
    .map((name) => path.join(folder, name));
}

/** Modules that load with a file. Type imports are erased. */
function importsOf(file: string): string[] {
  const source = ts.createSourceFile(
    file,
    readFileSync(path.join(ROOT, file), "utf8"),
    ts.ScriptTarget.Latest,
  );
  return source.statements.flatMap((statement) => {
    if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) return [];
    const { moduleSpecifier: from } = statement;
    if (!from || !ts.isStringLiteral(from)) return [];
    const clause = ts.isImportDeclaration(statement) ? statement.importClause : statement;
    return clause?.isTypeOnly ? [] : [from.text];
  });
}

function fileOf(importer: string, specifier: string): string | undefined {
  const base = specifier.startsWith("@/")
    ? specifier.slice(2)
    : specifier.startsWith(".")
      ? path.join(path.dirname(importer), specifier)
      : undefined;
  if (base === undefined) return undefined;
  return [base, `${base}.ts`, `${base}.tsx`].find(
    (file) => path.extname(file) !== "" && existsSync(path.join(ROOT, file)),
  );
}

describe("a page's scripts", () => {
  it("hold no package of the server", () => {
    const isClient = (file: string) =>
      readFileSync(path.join(ROOT, file), "utf8").startsWith('"use client"');
    const chains = new Map(
      ["app", "components"]
        .flatMap(sources)
        .filter(isClient)
        .map((file) => [file, file]),
    );
    expect(chains.size).toBeGreaterThan(100);
    const found: string[] = [];
    // A map's loop meets entries that are added meanwhile.
    for (const [file, chain] of chains)
      for (const specifier of importsOf(file)) {
        if (SERVER_ONLY.includes(specifier)) found.push(`${chain} > ${specifier}`);
        const next = fileOf(file, specifier);
        if (next && !chains.has(next)) chains.set(next, `${chain} > ${next}`);
      }
    expect(found).toEqual([]);
  });
});
