import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";

import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { countCommentLines } from "./comment-lines";
import { readSourceFiles } from "./source-files";

let root: string;

beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), "structure-"));
});

afterEach(() => rmSync(root, { recursive: true }));

function write(file: string, text: string): void {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  writeFileSync(path.join(root, file), text);
}

describe("readSourceFiles", () => {
  it("reads code, and leaves out packages, builds, generated and other files", () => {
    write("lib/a.ts", "one\ntwo\n");
    write("lib/b.css", "a {}\n");
    write("lib/db/generated/client.ts", "x\n");
    write("node_modules/a/index.mjs", "x\n");
    write(".next/a.ts", "x\n");
    expect(readSourceFiles(root)).toEqual([{ path: "lib/a.ts", lines: ["one", "two"] }]);
  });
});

describe("countCommentLines", () => {
  it("counts line, block and JSX comments, but no code with a comment behind it", () => {
    const lines = [
      "// one",
      "call(); // why",
      "",
      "/**",
      " * two",
      " */",
      "{/* three */}",
      "call();",
    ];
    expect(countCommentLines(lines)).toBe(5);
  });
});
