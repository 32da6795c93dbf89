import { existsSync, readFileSync } from "node:fs";
import { builtinModules } from "node:module";

import { build } from "esbuild";
import { describe, expect, it } from "vitest";

import packageJson from "../../../package.json";
import { inheritedInstructions, parseDockerfile } from "./parse-dockerfile";

const TARGETS = ["portal", "worker"];
const stages = parseDockerfile(readFileSync("Dockerfile", "utf8"));
const instructions = stages.flatMap((stage) => stage.instructions);
const ignored = readFileSync(".dockerignore", "utf8")
  .split("\n")
  .filter((line) => line !== "" && !line.startsWith("#"));

/** The words of RUN and CMD instructions, command by command. */
const commands = instructions
  .filter(({ keyword }) => ["RUN", "CMD", "HEALTHCHECK"].includes(keyword))
  .flatMap(({ text }) => {
    const json = /\[.*\]$/.exec(text)?.[0];
    if (json) return [JSON.parse(json) as string[]];
    return text.split("&&").map((command) => command.trim().split(/\s+/));
  });

const copies = instructions
  .filter(({ keyword }) => keyword === "COPY")
  .map(({ text }) => {
    const words = text.split(/\s+/);
    return {
      stage: words.find((word) => word.startsWith("--from="))?.slice("--from=".length),
      sources: words.filter((word) => !word.startsWith("--")).slice(0, -1),
    };
  });

describe("the Dockerfile", () => {
  it("has the targets portal and worker", () => {
    expect(stages.map(({ name }) => name)).toEqual(expect.arrayContaining(TARGETS));
  });

  it("copies only paths that exist and are not ignored", () => {
    const sources = copies.filter(({ stage }) => !stage).flatMap((copy) => copy.sources);
    expect(sources.length).toBeGreaterThan(5);
    expect(sources.filter((source) => !existsSync(source) || ignored.includes(source))).toEqual([]);
  });

  it("copies what is read after `npm ci`", () => {
    const script = readFileSync("scripts/generate.mjs", "utf8");
    const read = [...script.matchAll(/new URL\([`"]\.\.\/([\w-][^`"$]*)/g)].map(
      ([, at = ""]) => at,
    );
    const base = stages.find(({ name }) => name === "base")?.instructions ?? [];
    const copied = base.flatMap(({ keyword, text }) =>
      keyword === "COPY" ? text.split(/\s+/).slice(0, -1) : [],
    );
    const isCopied = (file: string) => copied.some((one) => `${file}/`.startsWith(`${one}/`));
    const ours = read.filter((file) => !file.startsWith("node_modules/"));
    expect(ours.length).toBeGreaterThan(1);
    expect(ours.filter((file) => !isCopied(file))).toEqual([]);
  });

  it("copies from stages that exist", () => {
    const names = copies.flatMap(({ stage }) => stage ?? []);
    expect(names).toEqual(["build"]);
    expect(stages.map(({ name }) => name)).toContain("build");
  });

  it("runs only npm scripts and files that exist", () => {
    for (const [program, first = "", second = ""] of commands) {
      if (program === "npm" && first === "run")
        expect(Object.keys(packageJson.scripts)).toContain(second);
      else if (program === "npm") expect(first).toBe("ci");
      else {
        expect(program).toBe("node");
        expect([first, existsSync(first)]).toEqual([first, true]);
      }
      if (first === "scripts/run.mjs") expect(existsSync(`scripts/${second}.ts`)).toBe(true);
    }
    expect(commands.length).toBeGreaterThanOrEqual(5);
  });

  it.each(TARGETS)("runs %s as a user who is not root", (target) => {
    const users = inheritedInstructions(stages, target).filter((one) => one.keyword === "USER");
    expect(users.at(-1)?.text).toMatch(/^(?!root\b|0\b)\w+$/);
  });
});

/** The database of a checkout, for which production always names another. */
const LOADED_OUTSIDE_PRODUCTION = "scripts/lib/postgres/embedded-database.ts";

describe("the packages of production", () => {
  it.each(["worker", "migrate", "create-user"])("include what %s imports", async (script) => {
    const entry = `scripts/${script}.ts`;
    const { metafile } = await build({
      entryPoints: [entry],
      bundle: true,
      packages: "external",
      platform: "node",
      format: "esm",
      write: false,
      metafile: true,
      logLevel: "silent",
    });
    const packages = new Set(["tsx"]);
    const seen = new Set<string>();
    const visit = (file: string): void => {
      if (seen.has(file)) return;
      seen.add(file);
      for (const { path, external } of metafile.inputs[file]?.imports ?? []) {
        if (!external && path !== LOADED_OUTSIDE_PRODUCTION) visit(path);
        else if (external && !path.startsWith("."))
          packages.add(path.split("/", path.startsWith("@") ? 2 : 1).join("/"));
      }
    };
    visit(entry);
    const known = new Set([...builtinModules, ...Object.keys(packageJson.dependencies)]);
    expect(packages).toContain("pg");
    expect([...packages].filter((name) => !name.startsWith("node:") && !known.has(name))).toEqual(
      [],
    );
  });
});
