import { migrate } from "../../../lib/db/migrate/migrate";
import { databaseOn, maintain, TEMPLATE } from "./template-copy";

/**
 * Makes the migrated database that tests copy, and closes it to other connections. `fill` adds
 * rows that every copy gets; it must close its connections.
 */
export async function makeTemplate(
  server: string,
  fill?: (databaseUrl: string) => Promise<void>,
): Promise<void> {
  await maintain(server, `CREATE DATABASE ${TEMPLATE}`);
  await migrate({ databaseUrl: databaseOn(server, TEMPLATE) });
  await fill?.(databaseOn(server, TEMPLATE));
  await maintain(server, `ALTER DATABASE ${TEMPLATE} WITH ALLOW_CONNECTIONS false`);
}
