import { Kysely, type UpdateObject } from "kysely";
import type pg from "pg";

import { isAppError } from "../errors";
import { asBusy, asUnconfirmed, isReadTimeout } from "./busy";
import { beginWithLimits } from "./limits";
import { pool } from "./pool";
import { type Send, sendingDialect } from "./sending-dialect";
import type { DB } from "./table-types";
import { currentWork, type Work, workAs } from "./work";

/** Typed queries, on the shared pool or inside a transaction. They throw `busy` at a limit. */
export type Db = Kysely<DB>;

/**
 * For objects that reach `set` by a name or a function: TypeScript would let them have columns that
 * the table lacks.
 */
export type ColumnChanges<Table extends keyof DB> = UpdateObject<DB, Table>;

const createDb = (send: Send): Db => new Kysely<DB>({ dialect: sendingDialect(send) });

const shared = createDb((query) => {
  const one = pool();
  return one.statements.send(query, (sent) => one.query(sent));
});

export function db(): Db {
  return shared;
}

/** Queries that may take so many milliseconds each. */
export function dbWithin(milliseconds: number): Db {
  return createDb((query) => pool().query({ ...query, query_timeout: milliseconds } as never));
}

/** Throws `busy` at a limit. `account` is the connection whose rows are written. */
export async function transaction<T>(
  work: (transaction: Db) => Promise<T>,
  as: Partial<Work> = {},
): Promise<T> {
  return workAs(as, async () => {
    const client = await pool().connect();
    let killed: Error | undefined;
    const onKilled = (error: Error) => (killed = error);
    client.once("error", onKilled);
    try {
      await client.query(beginWithLimits(currentWork().as));
      const result = await work(createDb((query) => client.query(query)));
      await client.query("COMMIT").catch((error: unknown) => {
        throw asUnconfirmed(error);
      });
      client.removeListener("error", onKilled);
      client.release();
      return result;
    } catch (error) {
      await abandon(client, error);
      client.removeListener("error", onKilled);
      throw isAppError(error) && error.mayBeDone ? error : asBusy(killed ?? error);
    }
  });
}

async function abandon(client: pg.PoolClient, error: unknown): Promise<void> {
  if (isReadTimeout(error)) return client.release(error as Error);
  await client.query("ROLLBACK").then(
    () => client.release(),
    (broken: Error) => client.release(broken),
  );
}
