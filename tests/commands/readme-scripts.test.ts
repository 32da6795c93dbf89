import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";

import { makeZip } from "client-zip";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { MANIFEST, rootText, sha256 } from "@/lib/review/case-file/verifier/verifier.mjs";

import { ensureBuild } from "../../scripts/lib/ensure-build";
import type { EmbeddedDatabase } from "../../scripts/lib/postgres/embedded-database";
import { startTemporaryDatabase } from "../../scripts/lib/postgres/temporary-database";
import { bareEnvironment } from "./running-demo";

/** Not over the demo's own history. */
const recorded = mkdtempSync(path.join(os.tmpdir(), "ticketbridge-recorded-"));
const caseFile = path.join(recorded, "case.zip");
let server: EmbeddedDatabase;

/** Of no files, which is whole. */
async function writeCaseFile(): Promise<void> {
  const time = "2026-03-01T12:00:00Z";
  const facts = { format: "ticketbridge-case-file/1", case_file: "01CASE", archived_at: time };
  const manifest = { ...facts, files: [] };
  const root = sha256(Buffer.from(rootText(manifest)));
  const input = JSON.stringify({ ...manifest, root });
  const zip = makeZip([{ name: MANIFEST, input, lastModified: new Date(time) }]);
  writeFileSync(caseFile, Buffer.from(await new Response(zip).arrayBuffer()));
}

beforeAll(async () => {
  await writeCaseFile();
  server = await startTemporaryDatabase();
  await ensureBuild();
});

afterAll(async () => {
  await server.stop();
  rmSync(recorded, { recursive: true, force: true });
});

const withDatabase = () => ({ DATABASE_URL: server.url("postgres") });
const withSecrets = () => ({
  ...withDatabase(),
  NEXTAUTH_SECRET: "x".repeat(32),
  CREDENTIAL_KEYS: `k1:${Buffer.alloc(32, 1).toString("base64")}`,
});

interface Trial {
  args?: string[];
  environment?: () => Record<string, string>;
  /** Matches its output when it has done its work. */
  prints: RegExp;
  /** It may end with 1: a benchmark does on a machine too slow for its targets. */
  mayMiss?: boolean;
  /** It runs until it is stopped: SIGTERM once the output matches. */
  stays?: boolean;
}

/** Scripts of the README that run here, at a small size. */
const TRIALS: Readonly<Record<string, Trial>> = {
  sandbox: { prints: /http:\/\/127\.0\.0\.1:\d+/, stays: true },
  "demo:record": { args: ["--days", "1", "--out", recorded], prints: /MB in .*after \d+ s/ },
  "db:migrate": { environment: withDatabase, prints: /\S/ },
  "db:diff": { prints: /\S/ },
  "db:migration": {
    args: ["nothing_new"],
    prints: /migrations already lead to the schema/,
    mayMiss: true,
  },
  "db:types": { prints: /lib\/db\/table-types\.ts is up to date/ },
  "create-user": { args: ["--help"], environment: withDatabase, prints: /--role/ },
  // On the database that db:migrate has migrated.
  "keys:rotate": { environment: withSecrets, prints: /^0 re-sealed, 0 failed$/m },
  worker: { environment: withSecrets, prints: /worker/i, stays: true },
  screenshots: { args: ["--list"], prints: /Total: \d+ tests/ },
  bench: { args: ["--smoke"], prints: /p95 \/ trivial/, mayMiss: true },
  // Its pages and their weight are measured by other tests and by hand.
  "bench:web": { args: ["--help"], prints: /--organizations/ },
  "bench:mirror": { args: ["--smoke"], prints: /bare reading/, mayMiss: true },
  "bench:providers": {
    args: ["--smoke"],
    prints: /time \/ bare[\s\S]*HostUp[\s\S]*Upsun/,
    mayMiss: true,
  },
  "bench:notices": {
    args: ["--smoke"],
    prints: /notifications.*\n.*answer to caught/,
    mayMiss: true,
  },
  "verify-day": {
    args: ["01KH0PV2RZCJZG420S3M7M2P2W", "2026-03-01"],
    environment: withDatabase,
    prints: /nothing to compare/,
    mayMiss: true,
  },
  "verify-case-file": { args: [caseFile], prints: /nothing in them was changed/ },
  scale: { args: ["--smoke"], prints: /organizations\s+10\b/ },
};

/**
 * Scripts of the README that other tests and steps run. demo, dev: demo.test.ts. lockfile:
 * lockfile.test.ts. generate: `npm ci`. build, start: the browser tests. format: changes files.
 * The others are the test run itself and its steps.
 */
const ELSEWHERE = [
  "demo",
  "dev",
  "lockfile",
  "generate",
  "build",
  "start",
  "format",
  "lint",
  "types",
  "test",
  "check",
  "check:structure",
  "check:unused",
  "test:kill",
  "test:mirror",
  "test:mutations",
  "test:notices",
  "test:security",
];

/** Scripts of package.json that only npm calls, so the README leaves them out. */
const INTERNAL = ["postinstall"];

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
      // Once: a second signal ends a script that is already ending cleanly.
      if (stays && !child.killed && prints.test(output)) child.kill("SIGTERM");
    });
  }
  return new Promise((resolve) => child.once("exit", (code) => resolve({ code, output })));
}

const packageScripts = (): string[] =>
  Object.keys((JSON.parse(readFileSync("package.json", "utf8")) as { scripts: object }).scripts);

const readmeScripts = (): string[] =>
  [
    ...readFileSync("README.md", "utf8").matchAll(/npm (?:run ([a-z][a-z:-]*)|(start|test)\b)/g),
  ].map(([, run, lifecycle]) => run ?? lifecycle ?? "");

describe("the scripts of package.json", () => {
  it("are all in the README, or internal", () => {
    const named = new Set([...readmeScripts(), ...INTERNAL]);
    expect(packageScripts().filter((script) => !named.has(script))).toEqual([]);
  });

  it("hold all that the README names, and none of the internal ones is named", () => {
    const scripts = new Set(packageScripts());
    expect([...readmeScripts(), ...INTERNAL].filter((script) => !scripts.has(script))).toEqual([]);
    expect(readmeScripts().filter((script) => INTERNAL.includes(script))).toEqual([]);
  });
});

describe("a script that the README names", () => {
  it("is run here or elsewhere", () => {
    const run = [...Object.keys(TRIALS), ...ELSEWHERE];
    expect([...new Set(readmeScripts())].toSorted()).toEqual(run.toSorted());
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
