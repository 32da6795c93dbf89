import { createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { CliError } from "./cli-error";
import { ROOT } from "./root";
import { startSupervisedProcess, type SupervisedProcess } from "./supervised-process";

const READY_MS = 60_000;

export interface PortalServerOptions {
  /** `next dev` instead of `next start`. */
  dev?: boolean;
  port: number;
  host: string;
  /** Complete environment; nothing is inherited. */
  env: NodeJS.ProcessEnv;
  log: string;
  echo?: boolean;
  /** The root of the build to start; by default this checkout. */
  root?: string;
}

export interface PortalServer {
  url: string;
  ended: Promise<number>;
  stop(): Promise<void>;
}

/** Waits until it answers. Throws a CliError with its last output. */
export async function startPortalServer(options: PortalServerOptions): Promise<PortalServer> {
  await mkdir(path.dirname(options.log), { recursive: true });
  const next = path.join(ROOT, "node_modules/next/dist/bin/next");
  const server = startSupervisedProcess({
    command: process.execPath,
    args: [
      next,
      options.dev ? "dev" : "start",
      "--port",
      String(options.port),
      "--hostname",
      options.host,
    ],
    cwd: options.root ?? ROOT,
    env: options.env,
    signal: "SIGTERM",
    killAfterMs: 5_000,
    output: "pipe",
  });
  const lastWords = keepOutput(server, options);
  const url = `http://${options.host === "0.0.0.0" ? "127.0.0.1" : options.host}:${options.port}`;
  try {
    await answering(server, url, lastWords, READY_MS);
  } catch (error) {
    await server.stop();
    throw error;
  }
  return { url, ended: server.ended, stop: () => server.stop() };
}

function keepOutput(server: SupervisedProcess, { log, echo }: PortalServerOptions): () => string {
  const file = createWriteStream(log, { flags: "a" });
  const kept: string[] = [];
  for (const stream of [server.process.stdout, server.process.stderr]) {
    stream?.setEncoding("utf8");
    stream?.on("data", (text: string) => {
      file.write(text);
      if (echo) process.stdout.write(text);
      kept.push(text);
      while (kept.length > 50) kept.shift();
    });
  }
  void server.ended.then(() => file.end());
  return () => kept.join("").trim().split("\n").slice(-5).join("\n");
}

async function answering(
  server: SupervisedProcess,
  url: string,
  lastWords: () => string,
  patienceMs: number,
): Promise<void> {
  const deadline = Date.now() + patienceMs;
  let last = "it did not answer";
  while (server.running() && Date.now() < deadline) {
    try {
      const answer = await fetch(new URL("/api/health", url), {
        signal: AbortSignal.timeout(30_000),
      });
      await answer.arrayBuffer();
      if (answer.ok) return;
      last = `/api/health answered ${answer.status}`;
    } catch {
      await sleep(50);
      continue;
    }
    await sleep(200);
  }
  throw new CliError(
    `The portal did not start (${server.running() ? last : "it ended"}):\n${lastWords()}`,
  );
}
