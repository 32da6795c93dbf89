import type pg from "pg";

import { databaseTls } from "../database-tls";
import { databaseUrl } from "../env";
import { log } from "../log";
import { LimitedPool } from "./limited-pool";
import { CONNECT_TIMEOUT_MS, CONNECTIONS, LIMITS } from "./limits";

declare global {
  // Survives hot reload in development, where modules are evaluated again and again.
  var ticketbridgePool: LimitedPool | undefined;
}

/**
 * The process's one connection pool; Prisma, the queue and hand-written SQL share it. Works through
 * transaction poolers: no statement has a name, nothing is set for a session, and no lock belongs
 * to one. How TLS follows from the URL: `databaseTls`.
 */
export function pool(): LimitedPool {
  globalThis.ticketbridgePool ??= createPool(secured(databaseUrl()));
  return globalThis.ticketbridgePool;
}

function secured(databaseUrl: string): string {
  const { url, warning } = databaseTls(databaseUrl);
  if (warning) log.warn(warning);
  return url;
}

export function createPool(connectionString: string, more: pg.PoolConfig = {}): LimitedPool {
  return new LimitedPool({
    connectionString,
    // One more than the gate lets through, for the health check.
    max: CONNECTIONS.all + 1,
    idleTimeoutMillis: 30_000,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    query_timeout: LIMITS.maintenance.statement,
    // A peer that is gone without a word is noticed.
    keepAlive: true,
    ...more,
  });
}
