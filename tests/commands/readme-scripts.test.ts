import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import type { EmbeddedDatabase } from "../../scripts/lib/embedded-database";
import { ensureBuild } from "../../scripts/lib/ensure-build";
import { startTemporaryDatabase } from "../../scripts/lib/temporary-database";
import { bareEnvironment } from "./running-demo";

let server: EmbeddedDatabase;

beforeAll(async () => {
  server = await startTemporaryDatabase();
  await ensureBuild();
});

afterAll(() => server.stop());

const withDatabase = () => ({ DATABASE_URL: server.url("postgres") });
const withSecrets = () => ({
  ...withDatabase(),
  NEXTAUTH_SECRET: "x".repeat(32),
  CREDENTIAL_KEYS: `k1:${Buffer.alloc(32, 1).toString("base64")}`,
});

interface Trial {
  args?: string[];
  environment?: () => Record<string, string>;
  /** What it prints when it has done its work. */
  prints: RegExp;
  /** A benchmark ends with 1 when the machine is too slow for a target; only that it ran is tried here. */
  mayMiss?: boolean;
  /** It runs until it is told to end: SIGTERM once it has printed that. */
  stays?: boolean;
}

/** Each script of the README at a small size. The demo's own, the whole test's and the counts' are tried elsewhere: `ELSEWHERE`. */
const TRIALS: Readonly<Record<string, Trial>> = {
  sandbox: { prints: /http:\/\/127\.0\.0\.1:\d+/, stays: true },
  "db:migrate": { environment: withDatabase, prints: /\S/ },
  "db:diff": { prints: /\S/ },
  "db:migration": {
    args: ["nothing_new"],
    prints: /migrations already lead to the schema/,
    mayMiss: true,
  },
  "create-user": { args: ["--help"], environment: withDatabase, prints: /--role/ },
  worker: { environment: withSecrets, prints: /worker/i, stays: true },
  bench: {
    args: ["--tickets", "1000", "--rounds", "1", "--seconds", "1"],
    prints: /p95 \/ trivial/,
    mayMiss: true,
  },
  "bench:mirror": {
    args: ["--tickets", "1000", "--rounds", "1", "--only", "import,unchanged,bare"],
    prints: /bare reading/,
    mayMiss: true,
  },
  "bench:providers": {
    args: ["--tickets", "200", "--warm", "5", "--rounds", "2", "--calls", "3", "--walks", "1"],
    prints: /time \/ bare[\s\S]*HostUp[\s\S]*Upsun/,
    mayMiss: true,
  },
  scale: { prints: /\d/ },
};

/**
 * demo and dev: demo.test.ts. lockfile: lockfile.test.ts. generate: `npm ci`. build: `ensureBuild`.
 * format changes files. The others are the test run itself and steps of it.
 */
const ELSEWHERE = [
  "demo",
  "dev",
  "lockfile",
  "generate",
  "build",
  "format",
  "lint",
  "types",
  "check",
  "check:structure",
  "check:unused",
  "test:kill",
  "test:mirror",
  "test:mutations",
];

interface Run {
  code: number | null;
  output: string;
}

function run(script: string, { args = [], environment, prints, stays }: Trial): Promise<Run> {
  const child = spawn(
    "npm",
    ["run", "--silent", script, ...(args.length > 0 ? ["--", ...args] : [])],
    {
      env: bareEnvironment({ PORT: "0", ...environment?.() }),
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
      if (stays && prints.test(output)) child.kill("SIGTERM");
    });
  }
  return new Promise((resolve) => child.once("exit", (code) => resolve({ code, output })));
}

describe("a script that the README names", () => {
  it("is tried here or elsewhere", () => {
    const named = [...readFileSync("README.md", "utf8").matchAll(/npm run ([a-z][a-z:-]*)/g)].map(
      (match) => match[1],
    );
    const tried = new Set([...Object.keys(TRIALS), ...ELSEWHERE]);
    expect(named.filter((name) => name && !tried.has(name))).toEqual([]);
  });

  for (const [script, trial] of Object.entries(TRIALS)) {
    it(`npm run ${script} does its work and ends`, async () => {
      const { code, output } = await run(script, trial);
      expect(output).toMatch(trial.prints);
      expect(output).not.toMatch(/ERR_|^\s+at .+:\d+:\d+\)?$/m);
      expect(trial.mayMiss ? [0, 1] : [0]).toContain(code);
    });
  }
});
