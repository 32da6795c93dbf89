import { describe, expect, it } from "vitest";

import { isExceeded, measureRules } from "./rules";
import type { SourceFile } from "./source-files";

const file = (path: string, lines: string[]): SourceFile => ({ path, lines });
const repeat = (line: string, count: number): string[] => Array.from({ length: count }, () => line);
/** `count` files of `length` lines, each in a folder of its own. */
const files = (count: number, length: number, line = "call();"): SourceFile[] =>
  Array.from({ length: count }, (_, at) =>
    file(`lib/f${at % 5}/g${at}/x.ts`, repeat(line, length)),
  );

const exceeded = (tree: SourceFile[]): string[] =>
  measureRules(tree)
    .filter(isExceeded)
    .map(({ name }) => name);

describe("measureRules", () => {
  it("accepts a tree within the limits", () => {
    expect(exceeded(files(10, 80))).toEqual([]);
  });

  it.each<[string, SourceFile[]]>([
    ["lines per file, median", files(3, 81)],
    ["lines per file, 90th percentile", [...files(8, 10), ...files(2, 201)]],
    ["lines per file, longest", [...files(19, 10), file("lib/long.ts", repeat("call();", 351))]],
    [
      "lines over 120 characters, %",
      [...files(19, 10), file("lib/wide.ts", [`call("${"x".repeat(120)}");`])],
    ],
    ["characters per line", files(3, 10, "call(first, second, third, fourth);")],
    ["comments, %", [file("lib/x.ts", ["/**", " * Two", " */", ...repeat("call();", 50)])]],
    [
      "files in a folder",
      Array.from({ length: 21 }, (_, at) => file(`lib/x${at}.ts`, ["call();"])),
    ],
    [
      "export names of two modules",
      ["one", "two"].map((name) =>
        file(
          `lib/${name}.ts`,
          ["A", "B", "C", "D", "E", "F"].map((id) => `export type ${id} = 1;`),
        ),
      ),
    ],
  ])("reports only: %s", (name, tree) => {
    expect(exceeded(tree)).toEqual([name]);
  });

  it("names the file that raises an average", () => {
    const tree = [...files(3, 10), file("lib/commented.ts", repeat("// why", 20))];
    const rule = measureRules(tree).find(({ name }) => name === "comments, %");
    expect(rule?.culprits).toEqual(["lib/commented.ts: 100"]);
  });

  it("leaves out indentation, tests among siblings, and exports of app", () => {
    const tree = [
      file("lib/indented.ts", repeat(`${" ".repeat(60)}call();`, 10)),
      ...Array.from({ length: 21 }, (_, at) => file(`lib/x${at}.test.ts`, ["call();"])),
      ...["a", "b"].map((folder) => file(`app/${folder}/page.tsx`, ["export const metadata = 1;"])),
    ];
    expect(exceeded(tree)).toEqual([]);
  });
});
