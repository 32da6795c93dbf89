import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";

import { describe, expect, it } from "vitest";

import packageJson from "../../../package.json";

const documents = [".", "docs", "docs/decisions"].flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith(".md"))
    .map((name) => path.posix.join(folder, name)),
);

/** The files that a document names in `code`, from the root, and in links, from its own folder. */
function namedPaths(document: string): string[] {
  const text = readFileSync(document, "utf8");
  const inCode = [
    ...text.matchAll(
      /`((?:app|bench|components|docs|lib|prisma|sandbox|scripts|tests)\/[^`\s]*)`/g,
    ),
  ];
  const links = [...text.matchAll(/\]\((?:<([^>]+)>|([^)\s#<]+)[^)]*)\)/g)];
  return [
    ...inCode.map((match) => match[1] ?? ""),
    ...links
      .map((match) => match[1] ?? match[2] ?? "")
      .filter((target) => !/^https?:/.test(target))
      .map((target) => path.posix.join(path.posix.dirname(document), target)),
  ].filter((name) => !/[*<]/.test(name));
}

describe("the documents", () => {
  it.each(documents)("%s names files that exist", (document) => {
    expect(namedPaths(document).filter((name) => !existsSync(name))).toEqual([]);
  });

  it.each(documents)("%s names npm scripts that exist", (document) => {
    const scripts = [...readFileSync(document, "utf8").matchAll(/npm run ([a-z][a-z:-]*)/g)].map(
      (match) => match[1] ?? "",
    );
    expect(scripts.filter((name) => !(name in packageJson.scripts))).toEqual([]);
  });
});
