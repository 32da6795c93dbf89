import pg from "pg";
import { env } from "../env";

declare global {
  // Survives hot reload in development, where modules are evaluated again and again.
  var ticketbridgePool: pg.Pool | undefined;
}

/**
 * The process's one connection pool; Prisma and hand-written SQL share it. Works through transaction poolers: nothing here
 * depends on session state. TLS follows the URL (`sslmode=require` and friends).
 */
export function pool(): pg.Pool {
  globalThis.ticketbridgePool ??= createPool(env().DATABASE_URL);
  return globalThis.ticketbridgePool;
}

export function createPool(connectionString: string): pg.Pool {
  const created = new pg.Pool({ connectionString, max: 10, idleTimeoutMillis: 30_000, connectionTimeoutMillis: 10_000 });
  // A server that goes away ends idle connections; without a listener that would end the process.
  created.on("error", () => undefined);
  return created;
}
