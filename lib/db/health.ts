import packageJson from "../../package.json";
import { log } from "../log";
import { sql } from "./sql";

export interface Health {
  status: "ok" | "unavailable";
  database: "ok" | "unavailable";
  version: string;
}

const PATIENCE_MS = 5_000;

/** Whether the database answers, within five seconds. */
export async function health(): Promise<Health> {
  const version = packageJson.version;
  let timer: NodeJS.Timeout | undefined;
  try {
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(new Error("The database did not answer in time.")), PATIENCE_MS);
    });
    await Promise.race([sql("SELECT 1"), late]);
    return { status: "ok", database: "ok", version };
  } catch (error) {
    log.warn({ err: error }, "health: the database is away");
    return { status: "unavailable", database: "unavailable", version };
  } finally {
    clearTimeout(timer);
  }
}
