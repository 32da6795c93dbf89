import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import pg from "pg";

import { CliError } from "../cli-error";
import { releaseFolder, takeFolder } from "../folder-lock";
import { DATA } from "../root";
import { localSecrets } from "../secrets";
import { serverOn } from "./lockfile";

export const DATABASE_FOLDER = path.join(DATA, "postgres");

const WAIT_MS = 60_000;
const COMMAND = "A database command";

export interface OpenDatabase {
  url: string;
  /** Stops the server if this use started it. */
  close(): Promise<void>;
}

/** Opens DATABASE_URL or, outside production, the embedded server. Otherwise throws a CliError. */
export async function openDatabase(say: (line: string) => void): Promise<OpenDatabase> {
  const given = process.env.DATABASE_URL;
  if (given) return { url: given, close: async () => undefined };
  if (process.env.NODE_ENV === "production")
    throw new CliError("DATABASE_URL is required in production: the URL of a PostgreSQL database.");
  // Imported late: it needs development packages.
  const { embeddedDatabaseUrl } = await import("./embedded-database");
  const deadline = Date.now() + WAIT_MS;
  for (;;) {
    const holder = takeFolder(DATA, COMMAND);
    if (!holder) return startOwn(say);
    const running = holder.purpose === COMMAND ? undefined : serverOn(DATABASE_FOLDER);
    const url =
      running && embeddedDatabaseUrl(running.port, (await localSecrets(DATA)).databasePassword);
    if (url && (await answers(url))) return { url, close: async () => undefined };
    if (Date.now() > deadline)
      throw new CliError(
        `${holder.purpose} (process ${holder.pid}) uses ${DATA}, and did not let go of it.`,
      );
    await sleep(200);
  }
}

async function startOwn(say: (line: string) => void): Promise<OpenDatabase> {
  try {
    const { startEmbeddedDatabase } = await import("./embedded-database");
    const { databasePassword: password } = await localSecrets(DATA);
    const server = await startEmbeddedDatabase({
      folder: DATABASE_FOLDER,
      password,
      durability: "durable",
      say,
    });
    return {
      url: server.url(),
      async close() {
        await server.stop();
        releaseFolder(DATA);
      },
    };
  } catch (error) {
    releaseFolder(DATA);
    throw error;
  }
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on("error", () => undefined);
  return client.connect().then(
    () => client.end().then(() => true),
    () => false,
  );
}
