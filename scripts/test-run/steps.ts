import { readFileSync } from "node:fs";
import path from "node:path";

import { errorMessage } from "../lib/cli-error";
import { ensureBuild } from "../lib/ensure-build";
import { ROOT } from "../lib/root";
import { type CommandResult, runCommand } from "../lib/run-command";
import { type Counts, playwrightCounts, settledCounts, vitestCounts } from "./counts";
import { readReport, reportPath } from "./reports";

export interface TestStepResult extends Counts {
  output: string;
}

export interface TestStep {
  name: string;
  /** They must have ended before, as they would disturb each other. */
  after?: string[];
  /** It must have passed. */
  needs?: string;
  run(): Promise<TestStepResult>;
}

const NODE = process.execPath;

/** Prints the output on failure, without colours. */
function node(args: string[], env: Record<string, string> = {}): Promise<CommandResult> {
  return runCommand(NODE, args, {
    ...process.env,
    FORCE_COLOR: "0",
    NO_COLOR: "1",
    NEXT_TELEMETRY_DISABLED: "1",
    ...env,
  });
}

/** Small sizes of scripts that repeat tests. */
const SIZES = {
  "test:kill": {
    KILLS: "3",
    POINTS: "1",
    CUTS: "10",
    TWINS: "8",
    FAILED_FILES: "2",
    HISTORIES: "50",
    BODIES: "",
    PAIRS: "",
  },
  "test:mirror": { HISTORIES: "16", KILLS: "3" },
  "test:mutations": { MUTATIONS: "40" },
};

/**
 * The longest comes first, then what others wait for, and what makes both cores busy. The browser
 * leaves one core idle for most of its time: lint and small tests run beside it.
 */
const STEPS: TestStep[] = [
  vitest("integration", [
    "--project",
    "no-database",
    ...Object.keys(SIZES)
      .flatMap(filesOf)
      .flatMap((file) => ["--exclude", file]),
  ]),
  { name: "types", run: types },
  { name: "build", after: ["types"], run: build },
  counted("test:kill"),
  { ...vitest("matrix"), after: ["build"], needs: "build" },
  vitest("unit"),
  command("unused code", ["node_modules/knip/bin/knip.js", "--no-progress"]),
  command("structure", ["scripts/run.mjs", "check-structure"]),
  command("schema and migrations", ["scripts/run.mjs", "migration-diff"]),
  counted("test:mutations"),
  {
    name: "browser",
    after: ["integration", "build", "test:kill", "matrix"],
    needs: "build",
    run: browser,
  },
  { ...vitest("commands"), after: ["build"], needs: "build" },
  counted("test:mirror"),
  command("lint", ["node_modules/eslint/bin/eslint.js", ".", "--max-warnings", "0"]),
  command("typed lint", ["node_modules/oxlint/bin/oxlint"]),
  command("format", [
    "node_modules/prettier/bin/prettier.cjs",
    "--check",
    "--log-level",
    "warn",
    ".",
  ]),
];

const ON_THE_BUILD = new Set(["build", "matrix", "browser", "commands"]);

/** The test files that a script of package.json names. */
function filesOf(script: string): string[] {
  const { scripts } = JSON.parse(readFileSync(path.join(ROOT, "package.json"), "utf8")) as {
    scripts: Record<string, string>;
  };
  return scripts[script]?.match(/\btests\/\S+\.test\.ts\b/g) ?? [];
}

export function stepsOf(options: { browser: boolean }): TestStep[] {
  return options.browser ? STEPS : STEPS.filter(({ name }) => !ON_THE_BUILD.has(name));
}

function command(name: string, args: string[]): TestStep {
  return {
    name,
    async run() {
      const { code, output } = await node(args);
      return { ...one(code === 0), output };
    },
  };
}

/** Also generates the route types. */
async function types(): Promise<TestStepResult> {
  const routes = await node(["node_modules/next/dist/bin/next", "typegen"]);
  if (routes.code !== 0) return { ...one(false), output: routes.output };
  const checked = await node(["node_modules/typescript-native/bin/tsc", "--noEmit"]);
  return { ...one(checked.code === 0), output: checked.output };
}

async function build(): Promise<TestStepResult> {
  try {
    await ensureBuild();
    return { ...one(true), output: "" };
  } catch (error) {
    return { ...one(false), output: errorMessage(error) };
  }
}

function vitest(project: string, more: string[] = []): TestStep {
  return {
    name: project,
    async run() {
      const report = reportPath(`vitest-${project}`);
      const reporters = ["--reporter=default", ...jsonTo(report)];
      const args = ["run", "--project", project, "--allowOnly=false", ...reporters, ...more];
      const { code, output } = await node(["node_modules/vitest/vitest.mjs", ...args]);
      return { ...settledCounts(code, await readReport(report, vitestCounts)), output };
    },
  };
}

const jsonTo = (report: string): string[] => ["--reporter=json", `--outputFile.json=${report}`];

function counted(script: keyof typeof SIZES): TestStep {
  return {
    name: script,
    async run() {
      const report = reportPath(`vitest-${script.replace(":", "-")}`);
      const env = { ...process.env, FORCE_COLOR: "0", NO_COLOR: "1", ...SIZES[script] };
      const { code, output } = await runCommand(
        "npm",
        ["run", "--silent", script, "--", ...jsonTo(report)],
        env,
      );
      return { ...settledCounts(code, await readReport(report, vitestCounts)), output };
    },
  };
}

/** The list reporter repeats the failures at its end, which is the part of the output that is shown. */
async function browser(): Promise<TestStepResult> {
  const report = reportPath("playwright");
  const args = [
    "node_modules/@playwright/test/cli.js",
    "test",
    "--forbid-only",
    "--reporter=list,json",
  ];
  const { code, output } = await node(args, { PLAYWRIGHT_JSON_OUTPUT_FILE: report });
  return { ...settledCounts(code, await readReport(report, playwrightCounts)), output };
}

function one(passed: boolean): Counts {
  return passed ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}
