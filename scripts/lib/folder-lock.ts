import { spawnSync } from "node:child_process";
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";

import { z } from "zod";

import { alive } from "./postgres/lockfile";

const holderSchema = z.object({
  pid: z.number().int(),
  startedAt: z.string(),
  purpose: z.string(),
});

/** `startedAt` detects a reused process id. */
export type Holder = z.output<typeof holderSchema>;

/** Atomic. Returns the running process that holds the folder, or undefined. */
export function takeFolder(folder: string, purpose: string): Holder | undefined {
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, "lock");
  const draft = `${file}.${process.pid}`;
  writeFileSync(
    draft,
    JSON.stringify({
      pid: process.pid,
      startedAt: startTimeOf(process.pid),
      purpose,
    } satisfies Holder),
  );
  try {
    for (let attempt = 0; attempt < 5; attempt += 1) {
      if (linked(draft, file)) return undefined;
      const holder = holderOf(folder);
      if (holder) return holder;
      removeStale(file);
    }
    return holderOf(folder);
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Only if this process holds it. */
export function releaseFolder(folder: string): void {
  if (holderOf(folder)?.pid === process.pid) rmSync(path.join(folder, "lock"), { force: true });
}

export function holderOf(folder: string): Holder | undefined {
  const holder = parsed(path.join(folder, "lock"));
  return holder && alive(holder.pid) && startTimeOf(holder.pid) === holder.startedAt
    ? holder
    : undefined;
}

function linked(draft: string, file: string): boolean {
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

/** Moves the lock first, and puts it back if another process has just taken it. */
function removeStale(file: string): void {
  const aside = `${file}.stale.${process.pid}`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  const moved = parsed(aside);
  if (moved && alive(moved.pid) && startTimeOf(moved.pid) === moved.startedAt) linked(aside, file);
  rmSync(aside, { force: true });
}

function parsed(file: string): Holder | undefined {
  try {
    return holderSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return undefined;
  }
}

/** An empty string where the system does not say. */
function startTimeOf(pid: number): string {
  try {
    // Field 22; field 2 may hold blanks, but ends with the last bracket.
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "";
  } catch {
    return (
      spawnSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" }).stdout?.trim() ??
      ""
    );
  }
}
