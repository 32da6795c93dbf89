import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

import { describe, expect, it } from "vitest";

type Graph = Map<string, Set<string>>;

/** The module in an import, export or dynamic import, types included. */
const MODULE = /(?:\bfrom|\bimport)\s*\(?\s*["']((?:@\/|\.)[^"']*)["']/g;

const files = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
  encoding: "utf8",
})
  .split("\n")
  .filter((file) => /\.(?:ts|tsx|mjs)$/.test(file) && existsSync(file));
const known = new Set(files);

function resolveModule(from: string, specifier: string): string | undefined {
  const base = specifier.startsWith("@/")
    ? specifier.slice(2)
    : path.posix.join(path.posix.dirname(from), specifier);
  return [base, `${base}.ts`, `${base}.tsx`, `${base}.mjs`, `${base}/index.ts`].find((candidate) =>
    known.has(candidate),
  );
}

function importsOf(file: string): Set<string> {
  const specifiers = [...readFileSync(file, "utf8").matchAll(MODULE)].map(([, name]) => name ?? "");
  return new Set(specifiers.flatMap((name) => resolveModule(file, name) ?? []));
}

const fileGraph: Graph = new Map(files.map((file) => [file, importsOf(file)]));

/** Joins files into nodes; files that `nodeOf` maps to null are left out. */
function groupBy(graph: Graph, nodeOf: (file: string) => string | null): Graph {
  const grouped: Graph = new Map();
  for (const [file, imports] of graph) {
    const from = nodeOf(file);
    if (from === null) continue;
    const targets = grouped.get(from) ?? new Set();
    for (const target of imports) {
      const to = nodeOf(target);
      if (to !== null && to !== from) targets.add(to);
    }
    grouped.set(from, targets);
  }
  return grouped;
}

/** The folder right under `root`; a file right under it is a node of its own. Tests are left out. */
const folderUnder = (root: string) => (file: string) => {
  if (!file.startsWith(`${root}/`) || file.includes(".test.")) return null;
  return file.split("/").slice(0, 2).join("/");
};

/** Returns one cycle as a path that ends where it begins, or null. */
function findCycle(graph: Graph): string[] | null {
  const finished = new Set<string>();
  const trail: string[] = [];
  const visit = (node: string): string[] | null => {
    const start = trail.indexOf(node);
    if (start !== -1) return [...trail.slice(start), node];
    if (finished.has(node)) return null;
    trail.push(node);
    for (const next of graph.get(node) ?? []) {
      const cycle = visit(next);
      if (cycle) return cycle;
    }
    trail.pop();
    finished.add(node);
    return null;
  };
  for (const node of graph.keys()) {
    const cycle = visit(node);
    if (cycle) return cycle;
  }
  return null;
}

describe("imports", () => {
  it("are found in the source", () => {
    expect(fileGraph.size).toBeGreaterThan(500);
    expect(fileGraph.get("lib/tickets/queries.ts")).toContain("lib/tickets/list/list-page.ts");
    expect(fileGraph.get("tests/integration/lint/imports.test.ts")).toContain(
      "tests/integration/lint/lint.ts",
    );
  });

  it("form no cycle between files, types included", () => {
    expect(findCycle(fileGraph)).toBeNull();
  });

  it.each(["lib", "components"])("form no cycle between the folders of %s", (root) => {
    const folders = groupBy(fileGraph, folderUnder(root));
    expect(folders.size).toBeGreaterThan(5);
    expect(findCycle(folders)).toBeNull();
  });
});

describe("a cycle", () => {
  const graph = (edges: Record<string, string[]>): Graph =>
    new Map(Object.entries(edges).map(([from, to]) => [from, new Set(to)]));

  it("is reported as its path", () => {
    expect(findCycle(graph({ a: ["b"], b: ["c"], c: ["d", "b"], d: [] }))).toEqual(["b", "c", "b"]);
    expect(findCycle(graph({ a: ["b", "c"], b: ["c"], c: [] }))).toBeNull();
  });

  it("between folders is found where no two files import each other", () => {
    const between = graph({
      "lib/a/one.ts": ["lib/b/one.ts"],
      "lib/b/one.ts": [],
      "lib/b/two.ts": ["lib/a/two.ts"],
      "lib/a/two.ts": [],
    });
    expect(findCycle(between)).toBeNull();
    expect(findCycle(groupBy(between, folderUnder("lib")))).toEqual(["lib/a", "lib/b", "lib/a"]);
  });
});
