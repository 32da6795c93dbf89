import packageJson from "../../package.json";
import { log } from "../log";
import { pool } from "./pool";

export interface Health {
  status: "ok" | "unavailable";
  database: "ok" | "unavailable";
  version: string;
}

const TIMEOUT_MS = 5_000;

let pendingCheck: Promise<Health> | undefined;

export function health(): Promise<Health> {
  pendingCheck ??= checkHealth().finally(() => (pendingCheck = undefined));
  return pendingCheck;
}

async function checkHealth(): Promise<Health> {
  const version = packageJson.version;
  let timer: NodeJS.Timeout | undefined;
  try {
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(
        () => reject(new Error("The database did not answer in time.")),
        TIMEOUT_MS,
      );
    });
    await Promise.race([pingDatabase(), late]);
    return { status: "ok", database: "ok", version };
  } catch (error) {
    log.warn({ err: error }, "health: the database is away");
    return { status: "unavailable", database: "unavailable", version };
  } finally {
    clearTimeout(timer);
  }
}

/** Bypasses the gate: a busy pool is not a dead database. */
async function pingDatabase(): Promise<void> {
  const client = await pool().connectUngated();
  try {
    await client.query({ text: "SELECT 1", query_timeout: TIMEOUT_MS } as { text: string });
    client.release();
  } catch (error) {
    client.release(error as Error);
    throw error;
  }
}
