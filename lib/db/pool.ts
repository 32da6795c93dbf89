import type pg from "pg";

import { databaseTls } from "../database-tls";
import { databaseUrl, namedStatements } from "../env";
import { log } from "../log";
import { CONNECT_TIMEOUT_MS, CONNECTIONS, LIMITS } from "./limits";
import { LimitedPool } from "./pooling/limited-pool";
import { NamedStatements } from "./pooling/named-statements";

declare global {
  // Survives hot reload in development.
  var ticketbridgePool: LimitedPool | undefined;
}

/** Works through transaction poolers: no session settings or locks; names only where they are kept. */
export function pool(): LimitedPool {
  globalThis.ticketbridgePool ??= createPool(withTls(databaseUrl()));
  return globalThis.ticketbridgePool;
}

function withTls(databaseUrl: string): string {
  const { url, warning } = databaseTls(databaseUrl);
  if (warning) log.warn(warning);
  return url;
}

export function createPool(
  connectionString: string,
  more: pg.PoolConfig = {},
  names = namedStatements(),
): LimitedPool {
  const config = {
    connectionString,
    // One more for the health check.
    max: CONNECTIONS.all + 1,
    idleTimeoutMillis: 30_000,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    query_timeout: LIMITS.maintenance.statement,
    keepAlive: true,
    ...more,
  };
  return new LimitedPool(config, new NamedStatements(names));
}
