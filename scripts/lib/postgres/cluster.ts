import { execFile } from "node:child_process";
import { chmod, chown, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";

import { CliError, errorMessage } from "../cli-error";
import type { Account } from "./account";

export const ROLE = "ticketbridge";

/** What may be lost when the machine crashes: nothing, or everything (a test's database). */
export type Durability = "durable" | "fast";

/** Minimal, so that the caller's environment cannot change how the programs work. */
export const SERVER_ENV = {
  PATH: process.env.PATH,
  LC_ALL: "C",
  TZ: "UTC",
} as unknown as NodeJS.ProcessEnv;

/** UTF-8, locale-independent, password only. */
export async function initialiseCluster(
  initdb: string,
  dataFolder: string,
  password: string,
  durability: Durability,
  account: Account | undefined,
): Promise<void> {
  await mkdir(dataFolder, { recursive: true, mode: 0o700 });
  if (account) await chown(dataFolder, account.uid, account.gid);
  await chmod(dataFolder, 0o700);
  const scratch = await mkdtemp(path.join(os.tmpdir(), "ticketbridge-initdb-"));
  const passwordFile = path.join(scratch, "password");
  try {
    await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
    if (account)
      for (const item of [scratch, passwordFile]) await chown(item, account.uid, account.gid);
    await promisify(execFile)(
      initdb,
      [
        `--pgdata=${dataFolder}`,
        `--username=${ROLE}`,
        `--pwfile=${passwordFile}`,
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--locale=C",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        ...(durability === "fast" ? ["--no-sync"] : []),
      ],
      { cwd: "/", env: SERVER_ENV, ...account },
    );
  } catch (error) {
    await rm(path.join(dataFolder, "PG_VERSION"), { force: true });
    throw new CliError(
      `The database in ${dataFolder} could not be made: ${lastLine(errorMessage(error))}`,
      { cause: error },
    );
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** Loopback TCP only. */
export function serverSettings(port: number, durability: Durability): string[] {
  const settings: Record<string, string> = {
    listen_addresses: "127.0.0.1",
    port: String(port),
    unix_socket_directories: "",
    timezone: "UTC",
    log_timezone: "UTC",
    max_connections: "100",
    shared_buffers: "128MB",
    ...(durability === "fast"
      ? {
          fsync: "off",
          synchronous_commit: "off",
          full_page_writes: "off",
          autovacuum: "off",
          max_wal_size: "2GB",
          wal_level: "minimal",
          max_wal_senders: "0",
        }
      : { fsync: "on", synchronous_commit: "on", full_page_writes: "on" }),
  };
  return Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
}

export async function logTail(file: string): Promise<string> {
  const text = await readFile(file, "utf8").catch(() => "");
  return text.trim().split("\n").slice(-3).join(" ");
}

function lastLine(text: string): string {
  return text.trim().split("\n").filter(Boolean).slice(-1)[0] ?? "no reason given";
}
