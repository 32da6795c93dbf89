import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { encode } from "next-auth/jwt";
import { ROOT } from "../lib/root";

const NEXT = path.join(ROOT, "node_modules/next/dist/bin/next");

/** The folder of the benchmark's own build, which has a trivial page to compare with; `next.config.mjs` reads it from BENCHMARK_BUILD. */
export const BENCHMARK_BUILD = ".data/benchmark-build";

/** Builds the portal in production mode, into that folder. */
export function buildPortal(): void {
  // Next writes each build folder's types into this file; the benchmark's are nobody else's business.
  const config = path.join(ROOT, "tsconfig.json");
  const before = readFileSync(config);
  const built = spawnSync(process.execPath, [NEXT, "build"], { cwd: ROOT, encoding: "utf8", env: { ...process.env, NODE_ENV: "production", BENCHMARK_BUILD } });
  writeFileSync(config, before);
  if (built.status !== 0) throw new Error(`The build failed:\n${built.stdout}${built.stderr}`);
}

/** Starts that build, with this process's environment, and resolves when it answers. */
export async function startPortal(port: number): Promise<ChildProcess> {
  const portal = spawn(process.execPath, [NEXT, "start", "-p", String(port), "-H", "127.0.0.1"], {
    cwd: ROOT, stdio: ["ignore", "ignore", "inherit"], env: { ...process.env, NODE_ENV: "production", BENCHMARK_BUILD, NEXTAUTH_URL: `http://127.0.0.1:${port}` },
  });
  for (let attempt = 0; attempt < 150; attempt++) {
    const answer = await fetch(`http://127.0.0.1:${port}/api/health`).catch(() => null);
    if (answer?.ok) return portal;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  portal.kill("SIGKILL");
  throw new Error("The portal did not become ready within 30 s.");
}

export async function stopPortal(portal: ChildProcess): Promise<void> {
  const ended = new Promise<void>((resolve) => (portal.exitCode === null ? portal.once("exit", () => resolve()) : resolve()));
  portal.kill("SIGTERM");
  await ended;
}

/** The cookie of somebody who is signed in. */
export async function cookieOf(userId: string): Promise<string> {
  return `next-auth.session-token=${await encode({ token: { userId, sessionVersion: 1 }, secret: process.env.NEXTAUTH_SECRET ?? "" })}`;
}
