import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";

import { encode } from "next-auth/jwt";

import { operatorViewer } from "../scripts/lib/operator-viewer";
import { ROOT } from "../scripts/lib/root";

const NEXT = "node_modules/next/dist/bin/next";
const READY_MS = 30_000;
const LOOK_MS = 200;

/** With the trivial page, from the build in `root`. Waits until it answers. */
export async function startBenchPortal(port: number, root = ROOT): Promise<ChildProcess> {
  const next = path.join(root, NEXT);
  const portal = spawn(process.execPath, [next, "start", "-p", String(port), "-H", "127.0.0.1"], {
    cwd: root,
    stdio: ["ignore", "ignore", "inherit"],
    env: {
      ...process.env,
      NODE_ENV: "production",
      BENCHMARK: "1",
      NEXTAUTH_URL: `http://127.0.0.1:${port}`,
    },
  });
  for (let waited = 0; waited < READY_MS; waited += LOOK_MS) {
    const answer = await fetch(`http://127.0.0.1:${port}/api/health`).catch(() => null);
    if (answer?.ok) return portal;
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
  portal.kill("SIGKILL");
  throw new Error(`The portal did not become ready within ${READY_MS / 1_000} s.`);
}

export async function stopPortal(portal: ChildProcess): Promise<void> {
  const ended = new Promise<void>((resolve) =>
    portal.exitCode === null ? portal.once("exit", () => resolve()) : resolve(),
  );
  portal.kill("SIGTERM");
  await ended;
}

/** Of a new session. Builds from before sessions were stored read the user from it. */
export async function cookieOf(userId: string): Promise<string> {
  const secret = process.env.NEXTAUTH_SECRET ?? "";
  const sessionId = (await operatorViewer(userId)).session.id;
  const token = { sessionId, userId, sessionVersion: 1 };
  return `next-auth.session-token=${await encode({ token, secret })}`;
}
