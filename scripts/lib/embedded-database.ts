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

import { CliError } from "./cli-error";
import { type Account, canReach, postgresAccount } from "./postgres-account";
import { postgresBinaries } from "./postgres-binaries";
import {
  type Durability,
  initialiseCluster,
  logTail,
  ROLE,
  SERVER_ENV,
  serverSettings,
} from "./postgres-cluster";
import { alive, disarmStaleLockfile, serverOn } from "./postgres-lockfile";
import { startSupervisedProcess, type SupervisedProcess } from "./supervised-process";

const READY_MS = 30_000;
const STOP_MS = 20_000;
const CHILDREN_MS = 15_000;
const HELD_BY_CHILDREN = /pre-existing shared memory block/;
const VERSION = "18";

export interface EmbeddedDatabaseOptions {
  /** The data folder; made when it does not exist. */
  folder: string;
  password: string;
  durability: Durability;
  /** Told in one line what a person may want to know. */
  say?: (line: string) => void;
}

export interface EmbeddedDatabase {
  /** Of the database `ticketbridge` (or the one named) on this server. */
  url(database?: string): string;
  port: number;
  /** Settles when the server has ended, asked or not. */
  ended: Promise<number>;
  /** Ends the server after a checkpoint; committed data is kept. */
  stop(): Promise<void>;
}

/**
 * Starts a real PostgreSQL server in a folder, as root or as an ordinary user, on a free port of the loopback interface. It ends
 * with this process at the latest. A server that was left behind by a crash is ended first, or its traces are cleared.
 * Throws a CliError when the folder cannot be used or the server does not start.
 */
export async function startEmbeddedDatabase(
  options: EmbeddedDatabaseOptions,
): Promise<EmbeddedDatabase> {
  const account = postgresAccount(options.folder);
  const place = reachablePlace(options, account);
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

/** The address of a database on an embedded server. */
export function embeddedDatabaseUrl(port: number, password: string, database = ROLE): string {
  return `postgresql://${ROLE}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;
}

/**
 * Where data and programs can live: the wanted folder, unless PostgreSQL's user cannot get there (root's home, usually, which only
 * root may enter). Then /var/lib holds them, and the wanted folder is a link to it.
 */
function reachablePlace(
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

/** A server that outlived the process that started it: nobody else uses it (the caller holds the folder), so it is ended. */
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

/**
 * Starts a server, again and again while children of one that was killed still hold its shared memory: they end when they notice,
 * which a busy machine delays. Throws the last CliError after some seconds.
 */
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

/** Removes a data folder, wherever it really lies. No server may be running on it. */
export function removeEmbeddedDatabase(folder: string): void {
  const found = lstatSync(folder, { throwIfNoEntry: false });
  const real = path.join(
    "/var/lib/ticketbridge",
    createHash("sha256").update(folder).digest("hex").slice(0, 12),
  );
  if (found?.isSymbolicLink()) rmSync(real, { recursive: true, force: true });
  rmSync(folder, { recursive: true, force: true });
}
