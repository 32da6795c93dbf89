import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";

import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";

import type { Viewer } from "@/lib/auth/types";
import { useTestDatabase } from "@/tests/helpers/database";
import { makeConnection, makeOrganization, makeViewer } from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";

import { hostupAccounts } from "../../../sandbox/accounts";
import { useHostup } from "./accounts";

const ROOT = path.join(import.meta.dirname, "../../..");
const TIMEOUT_MS = 60_000;

useTestDatabase();
const hostup = useHostup({ seed: "demo" });

let viewer: Viewer;
let workers: Worker[] = [];

interface Worker {
  child: ChildProcess;
  printed: () => string;
}

/** `npm run worker`, as an operator starts it. */
async function startWorker(): Promise<Worker> {
  const child = spawn(process.execPath, [path.join(ROOT, "scripts/run.mjs"), "worker"], {
    cwd: ROOT,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let text = "";
  child.stdout.on("data", (chunk: Buffer) => (text += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (text += chunk.toString()));
  const worker = { child, printed: () => text };
  workers.push(worker);
  await vi.waitFor(() => expect(text).toContain("The worker runs."), {
    timeout: TIMEOUT_MS,
    interval: 50,
  });
  return worker;
}

const due = async (connectionId: string) =>
  sql("UPDATE connection SET next_at = now(), last_read_at = NULL WHERE id = $1", [connectionId]);

async function expectRead(connectionId: string): Promise<void> {
  await vi.waitFor(
    async () => {
      const [row] = await sql<{ read: boolean }>(
        "SELECT last_read_at IS NOT NULL AS read FROM connection WHERE id = $1",
        [connectionId],
      );
      expect(row?.read).toBe(true);
    },
    { timeout: TIMEOUT_MS, interval: 100 },
  );
}

beforeAll(async () => {
  viewer = await makeViewer({ organizationId: await makeOrganization() });
});

beforeEach(async () => {
  hostup.control.reset();
  await sql("DELETE FROM connection");
});

afterEach(async () => {
  const running = workers.filter(
    ({ child }) => child.exitCode === null && child.signalCode === null,
  );
  workers = [];
  await Promise.all(
    running.map(async ({ child }) => {
      const ended = once(child, "exit");
      child.kill("SIGKILL");
      await ended;
    }),
  );
});

describe("npm run worker", () => {
  it(
    "reads what falls due, again and again, and ends cleanly on SIGTERM",
    { timeout: 3 * TIMEOUT_MS },
    async () => {
      const connectionId = await makeConnection(viewer, "hostup", hostupAccounts.northwind.key.key);
      const { child } = await startWorker();
      await expectRead(connectionId);
      await due(connectionId);
      await expectRead(connectionId);
      child.kill("SIGTERM");
      const [code] = (await once(child, "exit")) as [number | null];
      expect(code).toBe(0);
      expect(await sql("SELECT 1 FROM sync_run WHERE outcome = 'running'")).toEqual([]);
    },
  );

  it(
    "is followed by another worker when it is killed in the middle of a read",
    { timeout: 3 * TIMEOUT_MS },
    async () => {
      const connectionId = await makeConnection(viewer, "hostup", hostupAccounts.northwind.key.key);
      hostup.control.addFault({ kind: "slow", ms: 300, count: null });
      const { child } = await startWorker();
      await vi.waitFor(
        async () =>
          expect(
            await sql("SELECT 1 FROM ticket WHERE connection_id = $1", [connectionId]),
          ).not.toEqual([]),
        { timeout: TIMEOUT_MS, interval: 20 },
      );
      child.kill("SIGKILL");
      hostup.control.reset();
      // As long as the dead one's lease would last.
      await sql("UPDATE connection SET lease_until = now(), next_at = now() WHERE id = $1", [
        connectionId,
      ]);
      await startWorker();
      await expectRead(connectionId);
      const runs = await sql<{ outcome: string }>(
        "SELECT outcome FROM sync_run WHERE connection_id = $1 ORDER BY started_at",
        [connectionId],
      );
      expect(runs[0]).toEqual({ outcome: "failed" });
      expect(runs.at(-1)).toEqual({ outcome: "complete" });
    },
  );

  it("outlives rounds that fail", { timeout: 3 * TIMEOUT_MS }, async () => {
    const { printed } = await startWorker();
    await sql("ALTER TABLE connection RENAME TO away");
    try {
      await vi.waitFor(() => expect(printed()).toContain("the round ended early"), {
        timeout: TIMEOUT_MS,
        interval: 100,
      });
    } finally {
      await sql("ALTER TABLE away RENAME TO connection");
    }
    const connectionId = await makeConnection(viewer, "hostup", hostupAccounts.northwind.key.key);
    await expectRead(connectionId);
  });
});
