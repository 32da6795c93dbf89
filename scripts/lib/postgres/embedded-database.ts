import { createHash } from "node:crypto";
import {
  closeSync,
  existsSync,
  lstatSync,
  mkdirSync,
  openSync,
  rmSync,
  statSync,
  symlinkSync,
} from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import getPort from "get-port";
import pg from "pg";

import { CliError } from "../cli-error";
import { startSupervisedProcess, type SupervisedProcess } from "../supervised-process";
import { type Account, canReach, postgresAccount } from "./account";
import { postgresBinaries } from "./binaries";
import {
  type Durability,
  initialiseCluster,
  logTail,
  ROLE,
  SERVER_ENV,
  serverSettings,
} from "./cluster";
import { alive, disarmStaleLockfile, serverOn } from "./lockfile";

const READY_MS = 30_000;
const STOP_MS = 20_000;
const CHILDREN_MS = 15_000;
const HELD_BY_CHILDREN = /pre-existing shared memory block/;
const VERSION = "18";

export interface EmbeddedDatabaseOptions {
  /** Created when missing. */
  folder: string;
  password: string;
  durability: Durability;
  say?: (line: string) => void;
}

export interface EmbeddedDatabase {
  /** Of `ticketbridge` or the named database. */
  url(database?: string): string;
  port: number;
  ended: Promise<number>;
  /** Stops the server after a checkpoint. */
  stop(): Promise<void>;
}

/** Uses a free loopback port, ends with this process, recovers from a crash. Throws a CliError. */
export async function startEmbeddedDatabase(
  options: EmbeddedDatabaseOptions,
): Promise<EmbeddedDatabase> {
  const account = postgresAccount(options.folder);
  const place = reachableFolder(options, account);
  const programs = postgresBinaries(account, place.spare);
  await refuseForeignData(place.data);
  if (!existsSync(path.join(place.data, "PG_VERSION"))) {
    await initialiseCluster(
      programs.initdb,
      place.data,
      options.password,
      options.durability,
      account,
    );
  }
  await endLeftover(place.data);
  disarmStaleLockfile(place.data);
  const port = await getPort({ host: "127.0.0.1" });
  const url = (database = ROLE): string => embeddedDatabaseUrl(port, options.password, database);
  const settings = serverSettings(port, options.durability);
  const server = await afterChildren(() =>
    launch(programs.postgres, place.data, settings, account, url("postgres")),
  );
  await ensureDatabase(url("postgres"));
  return { url, port, ended: server.ended, stop: () => server.stop() };
}

export function embeddedDatabaseUrl(port: number, password: string, database = ROLE): string {
  return `postgresql://${ROLE}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;
}

/** Puts data that PostgreSQL's user cannot reach (often root's home) into /var/lib, with a link. */
function reachableFolder(
  { folder, say }: EmbeddedDatabaseOptions,
  account: Account | undefined,
): { data: string; spare: string } {
  const parent = path.dirname(folder);
  mkdirSync(parent, { recursive: true });
  if (canReach(parent, account)) return { data: folder, spare: parent };
  const spare = path.join(
    "/var/lib/ticketbridge",
    createHash("sha256").update(folder).digest("hex").slice(0, 12),
  );
  const data = path.join(spare, "postgres");
  mkdirSync(spare, { recursive: true, mode: 0o755 });
  if (!lstatSync(folder, { throwIfNoEntry: false })) symlinkSync(data, folder);
  say?.(`The database lies in ${data}, because PostgreSQL's own user may not enter ${parent}.`);
  return { data, spare };
}

async function refuseForeignData(data: string): Promise<void> {
  if (!existsSync(data)) return;
  const me = process.getuid?.();
  if (me !== undefined && me !== 0 && statSync(data).uid !== me) {
    throw new CliError(
      `${data} belongs to another user: run this as that user or as root, or remove the folder.`,
    );
  }
  const version = await readFile(path.join(data, "PG_VERSION"), "utf8").catch(() => VERSION);
  if (version.trim() !== VERSION) {
    throw new CliError(
      `${data} was made by PostgreSQL ${version.trim()}, and this is ${VERSION}: begin anew with --fresh.`,
    );
  }
}

/** The caller holds the folder, so a leftover server is unused. */
async function endLeftover(data: string): Promise<void> {
  const left = serverOn(data);
  if (!left) return;
  for (const signal of ["SIGINT", "SIGQUIT"] as const) {
    process.kill(left.pid, signal);
    for (let waited = 0; waited < 10_000; waited += 50) {
      if (!alive(left.pid)) return;
      await sleep(50);
    }
  }
  throw new CliError(
    `An earlier database server (process ${left.pid}) still uses ${data} and does not end.`,
  );
}

/** Retries for some seconds: children of a killed server hold its shared memory. */
async function afterChildren(start: () => Promise<SupervisedProcess>): Promise<SupervisedProcess> {
  const deadline = Date.now() + CHILDREN_MS;
  for (;;) {
    try {
      return await start();
    } catch (error) {
      if (
        !(error instanceof CliError) ||
        !HELD_BY_CHILDREN.test(error.message) ||
        Date.now() > deadline
      )
        throw error;
      await sleep(200);
    }
  }
}

async function launch(
  postgres: string,
  data: string,
  settings: string[],
  account: Account | undefined,
  url: string,
): Promise<SupervisedProcess> {
  const log = `${data}.log`;
  const output = openSync(log, "w");
  const server = startSupervisedProcess({
    command: postgres,
    args: ["-D", data, ...settings],
    cwd: "/",
    env: SERVER_ENV,
    signal: "SIGINT",
    killAfterMs: STOP_MS,
    output,
    ...account,
  });
  closeSync(output);
  try {
    await answering(server, url, data, log);
    return server;
  } catch (error) {
    await server.stop();
    throw error;
  }
}

async function answering(
  server: SupervisedProcess,
  url: string,
  data: string,
  log: string,
): Promise<void> {
  const deadline = Date.now() + READY_MS;
  while (server.running() && Date.now() < deadline) {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
    client.on("error", () => undefined);
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      if ((error as { code?: string }).code === "28P01") {
        throw new CliError(
          `The database in ${data} has another password than .data/secrets.json: put that file back, or begin anew with --fresh.`,
        );
      }
      await sleep(30);
    }
  }
  throw new CliError(`The database in ${data} did not start: ${await logTail(log)}`);
}

async function ensureDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const found = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [ROLE]);
  if (found.rowCount === 0) await client.query(`CREATE DATABASE ${ROLE}`);
  await client.end();
}

/** Also removes what it links to. No server may run on it. */
export function removeEmbeddedDatabase(folder: string): void {
  const found = lstatSync(folder, { throwIfNoEntry: false });
  const real = path.join(
    "/var/lib/ticketbridge",
    createHash("sha256").update(folder).digest("hex").slice(0, 12),
  );
  if (found?.isSymbolicLink()) rmSync(real, { recursive: true, force: true });
  rmSync(folder, { recursive: true, force: true });
}
