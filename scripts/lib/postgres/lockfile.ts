import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, readlinkSync, realpathSync, writeFileSync } from "node:fs";
import path from "node:path";

/** Larger than any process id. */
const UNUSED_PID = 99_999_999;

export interface RunningServer {
  pid: number;
  port: number;
}

/** From postmaster.pid and the process list. */
export function serverOn(dataFolder: string): RunningServer | undefined {
  const lines = lockfileLines(dataFolder);
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  if (!Number.isInteger(pid) || pid <= 0 || !alive(pid) || !isServerOf(pid, dataFolder))
    return undefined;
  return { pid, port };
}

/** Its process id may be reused. The rest stays: PostgreSQL checks the shared memory with it. */
export function disarmStaleLockfile(dataFolder: string): void {
  const lines = lockfileLines(dataFolder);
  const pid = Number(lines[0]);
  if (lines.length === 0 || serverOn(dataFolder) || !Number.isInteger(pid) || pid === UNUSED_PID)
    return;
  writeFileSync(lockfile(dataFolder), [String(UNUSED_PID), ...lines.slice(1)].join("\n"));
}

function lockfile(dataFolder: string): string {
  return path.join(dataFolder, "postmaster.pid");
}

function lockfileLines(dataFolder: string): string[] {
  const file = lockfile(dataFolder);
  return existsSync(file) ? readFileSync(file, "utf8").split("\n") : [];
}

export function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

function isServerOf(pid: number, dataFolder: string): boolean {
  try {
    // A PostgreSQL server works in its data folder.
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(dataFolder);
  } catch {
    const listed = spawnSync("ps", ["-o", "args=", "-p", String(pid)], { encoding: "utf8" });
    return (
      listed.status === 0 &&
      listed.stdout.includes("postgres") &&
      listed.stdout.includes(dataFolder)
    );
  }
}
