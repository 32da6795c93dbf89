import { spawnSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import path from "node:path";

import { CliError } from "../cli-error";

/** The user that PostgreSQL runs as; undefined for the current one. */
export interface Account {
  uid: number;
  gid: number;
}

/** PostgreSQL refuses root: uses the data's owner, `postgres` (created if missing) or `nobody`. */
export function postgresAccount(dataFolder: string): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  if (existsSync(path.join(dataFolder, "PG_VERSION"))) {
    const { uid, gid } = statSync(dataFolder);
    if (uid !== 0) return { uid, gid };
  }
  const account = lookUp("postgres") ?? create("postgres") ?? lookUp("nobody");
  if (!account)
    throw new CliError(
      "PostgreSQL cannot run as root, and this machine has no user `postgres` or `nobody` to run it as.",
    );
  return account;
}

function lookUp(name: string): Account | undefined {
  const [uid, gid] = ["-u", "-g"].map((flag) =>
    spawnSync("id", [flag, name], { encoding: "utf8" }),
  );
  if (uid?.status !== 0 || gid?.status !== 0) return undefined;
  return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
}

function create(name: string): Account | undefined {
  spawnSync("groupadd", ["--system", name]);
  spawnSync("useradd", [
    "--system",
    "--no-create-home",
    "--shell",
    "/usr/sbin/nologin",
    "-g",
    name,
    name,
  ]);
  return lookUp(name);
}

/** Its parents included. */
export function canReach(folder: string, account: Account | undefined): boolean {
  const test = spawnSync("/bin/sh", ["-c", 'test -r "$0" && test -x "$0"', folder], {
    cwd: "/",
    ...account,
  });
  return test.status === 0;
}
