import getPort from "get-port";

import { sql } from "@/tests/helpers/sql";

import { ensureBuild } from "../../scripts/lib/ensure-build";
import { percentile } from "../figures";
import { measurePage } from "../pages";
import { cookieOf, startBenchPortal, stopPortal } from "../portal";
import { makeBenchConnection, type Owner } from "./bench-database";
import { accountOf, GENERATED } from "./generated-provider";
import { startChild } from "./processes";

const AT_ONCE = 10;
/** A third of what the page handles alone on two cores. */
export const LOOKS_PER_SECOND = 20;
const ENDLESS = 1_000_000;

export interface ListBesideImport {
  idleP95: number;
  busyP95: number;
  idleP50: number;
  busyP50: number;
  importedPerSecond: number;
}

/** Measures while another process imports a large account, again and again. */
async function besideImport<T>(
  owner: Owner,
  rounds: number,
  milliseconds: number,
  measure: () => Promise<T>,
): Promise<Array<{ idle: T; busy: T; importedPerSecond: number }>> {
  const connectionId = await makeBenchConnection(owner, GENERATED, accountOf({ tickets: ENDLESS }));
  const importer = await startChild();
  const results: Array<{ idle: T; busy: T; importedPerSecond: number }> = [];
  try {
    for (let round = 0; round < rounds; round++) {
      const idle = await measure();
      const before = await imported(connectionId);
      const running = importer.does({
        does: "sweep",
        connectionId,
        full: true,
        budget: milliseconds + 3_000,
      });
      while ((await imported(connectionId)) === before)
        await new Promise((resolve) => setTimeout(resolve, 50));
      const [begun, started] = [await imported(connectionId), performance.now()];
      const busy = await measure();
      const importedPerSecond =
        (((await imported(connectionId)) - begun) / (performance.now() - started)) * 1_000;
      const { report } = await running;
      if (report.outcome !== "handed_on")
        throw new Error(`The import ended ${report.outcome}. ${report.error?.text.key ?? ""}`);
      results.push({ idle, busy, importedPerSecond });
    }
  } finally {
    await importer.end();
    await sql("UPDATE connection SET next_at = NULL WHERE id = $1", [connectionId]);
  }
  return results;
}

async function imported(connectionId: string): Promise<number> {
  const [row] = await sql<{ tickets: number }>(
    "SELECT coalesce((checkpoint->>'tickets')::int, 0) AS tickets FROM connection WHERE id = $1",
    [connectionId],
  );
  return row?.tickets ?? 0;
}

/** The built portal's list, over HTTP. */
export async function pageBesideImport(
  owner: Owner,
  rounds: number,
  seconds: number,
): Promise<ListBesideImport[]> {
  await ensureBuild();
  const port = await getPort();
  const portal = await startBenchPortal(port);
  try {
    const cookie = await cookieOf(owner.userId);
    const look = () =>
      measurePage(`http://127.0.0.1:${port}/tickets`, cookie, seconds, LOOKS_PER_SECOND);
    await look();
    const figures = await besideImport(owner, rounds, seconds * 1_000, look);
    return figures.map(({ idle, busy, importedPerSecond }) => ({
      idleP95: idle.p95,
      busyP95: busy.p95,
      idleP50: idle.p50,
      busyP50: busy.p50,
      importedPerSecond,
    }));
  } finally {
    await stopPortal(portal);
  }
}

/** Ten queries at once, in another process. */
export async function listBesideImport(
  owner: Owner,
  rounds: number,
  milliseconds: number,
): Promise<ListBesideImport[]> {
  const reader = await startChild();
  try {
    const look = () =>
      reader.does({ does: "look", userId: owner.userId, milliseconds, atOnce: AT_ONCE });
    await look();
    const figures = await besideImport(owner, rounds, milliseconds, look);
    return figures.map(({ idle, busy, importedPerSecond }) => ({
      idleP95: percentile(idle, 0.95),
      busyP95: percentile(busy, 0.95),
      idleP50: percentile(idle, 0.5),
      busyP50: percentile(busy, 0.5),
      importedPerSecond,
    }));
  } finally {
    await reader.end();
  }
}
