import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";

import { build } from "esbuild";
import { afterAll, beforeAll } from "vitest";

import type { OutboxJob } from "./process";

const ROOT = path.join(import.meta.dirname, "../../..");

/** How a job ended: killed by its own plan, or answered. */
export type JobEnd = { killed: true } | { killed: false; answer: unknown };

/** A child process with this test's database and providers. */
export class OutboxChild {
  readonly #child: ChildProcess;
  readonly #ready: Promise<unknown>;
  readonly #ended: Promise<unknown[]>;

  constructor(script: string) {
    this.#child = fork(script, [], {
      cwd: ROOT,
      execArgv: [],
      stdio: ["ignore", "ignore", "inherit", "ipc"],
      serialization: "advanced",
    });
    this.#ended = once(this.#child, "exit");
    this.#ready = Promise.race([
      once(this.#child, "message"),
      this.#ended.then(([code, signal]) => {
        throw new Error(`The process did not start: ${String(code ?? signal)}.`);
      }),
    ]);
  }

  kill(): void {
    this.#child.kill("SIGKILL");
  }

  async run(job: OutboxJob): Promise<JobEnd> {
    await this.#ready;
    const answered = once(this.#child, "message");
    this.#child.send(job);
    const first = await Promise.race([
      answered.then(([answer]: unknown[]) => ({ answer })),
      this.#ended.then(([code, signal]) => ({ code, signal })),
    ]);
    if ("answer" in first) return { killed: false, answer: first.answer };
    if (first.signal !== "SIGKILL")
      throw new Error(`The process ended by itself, with ${String(first.code ?? first.signal)}.`);
    return { killed: true };
  }

  async end(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    await this.#ready;
    this.#child.disconnect();
    await this.#ended;
  }
}

export interface OutboxChildren {
  /** Runs one job in a new process, which `onStart` may kill from outside. */
  one(job: OutboxJob, onStart?: (child: OutboxChild) => void): Promise<JobEnd>;
  /** A process that lives until the tests end. */
  staying(): OutboxChild;
}

/**
 * Bundles the code once and starts processes ahead, so that a kill costs about 0.2 s. Call it
 * after the database and the providers.
 */
export function useOutboxChildren(ahead = 2): OutboxChildren {
  let folder = "";
  let script = "";
  const warm: OutboxChild[] = [];
  const others: OutboxChild[] = [];
  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), "ticketbridge-child-"));
    script = path.join(folder, "outbox-process.cjs");
    await build({
      entryPoints: [path.join(ROOT, "tests/helpers/submissions/process.ts")],
      outfile: script,
      bundle: true,
      platform: "node",
      format: "cjs",
      target: "node20",
      logLevel: "error",
      external: ["pg-native"],
      // The generated client of Prisma asks where it is.
      banner: { js: 'const here = require("node:url").pathToFileURL(__filename).href;' },
      define: { "import.meta.url": "here" },
      alias: { "server-only": path.join(ROOT, "node_modules/server-only/empty.js") },
      tsconfig: path.join(ROOT, "tsconfig.json"),
    });
  });
  afterAll(async () => {
    await Promise.all([...warm, ...others].map((child) => child.end()));
    await rm(folder, { recursive: true, force: true });
  });
  const fresh = (): OutboxChild => {
    while (warm.length <= ahead) warm.push(new OutboxChild(script));
    return warm.shift() ?? new OutboxChild(script);
  };
  return {
    async one(job, onStart) {
      const child = fresh();
      try {
        onStart?.(child);
        return await child.run(job);
      } finally {
        await child.end();
      }
    },
    staying() {
      const child = new OutboxChild(script);
      others.push(child);
      return child;
    },
  };
}
