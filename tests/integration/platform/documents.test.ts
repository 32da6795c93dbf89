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

describe("the README", () => {
  it("lists every npm script", () => {
    const readme = readFileSync("README.md", "utf8");
    const listed = [...readme.matchAll(/npm (?:run )?([a-z][a-z:-]*)/g)].map((match) => match[1]);
    const internal = ["postinstall"];
    const missing = Object.keys(packageJson.scripts).filter((name) => !listed.includes(name));
    expect(missing).toEqual(internal);
  });
});

describe("the data model", () => {
  const schema = readFileSync("prisma/schema.prisma", "utf8");
  const text = readFileSync("docs/data-model.md", "utf8");
  /** The columns of each table; a field is its column's name unless it is mapped. */
  const columns = new Map(
    [...schema.matchAll(/^model \w+ \{\n([\s\S]*?)^\}/gm)].map(([, body = ""]) => [
      /@@map\("(\w+)"\)/.exec(body)?.[1] ?? "",
      [...body.matchAll(/^ {2}(\w+) .*$/gm)].map(
        ([line, field]) => /[^@]@map\("(\w+)"\)/.exec(line)?.[1] ?? field,
      ),
    ]),
  );

  it("names every table", () => {
    const tables = [...columns.keys()];
    expect(tables.length).toBeGreaterThan(20);
    expect(tables.filter((table) => !text.includes(`\`${table}\``))).toEqual([]);
  });

  it("names columns that exist", () => {
    const named = [...text.matchAll(/`(\w+)\.(\w+)`/g)].filter(([, table = ""]) =>
      columns.has(table),
    );
    expect(named.length).toBeGreaterThan(20);
    expect(
      named
        .filter(([, table = "", column]) => !columns.get(table)?.includes(column))
        .map(([name]) => name),
    ).toEqual([]);
  });
});
