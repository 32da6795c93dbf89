import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from "kysely";
import type pg from "pg";

import { asBusy } from "./busy";

/** A connection keeps the plan of a statement that has a name. */
export type NamedQuery<Row> = CompiledQuery<Row> & { statementName?: string };

export type Send = (query: pg.QueryConfig) => Promise<pg.QueryResult>;

/** Kysely for PostgreSQL, whose queries go out by `send`. */
export function sendingDialect(send: Send): Dialect {
  return {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new SendingDriver(send),
    createIntrospector: (kysely) => new PostgresIntrospector(kysely),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  };
}

const isOneTransaction = (): Promise<never> => {
  throw new Error("Use transaction() of lib/db/kysely.");
};

/** Sends each query by itself, so that the pool's gate and limits apply. */
class SendingDriver implements Driver {
  readonly #connection: DatabaseConnection;

  constructor(send: Send) {
    this.#connection = {
      async executeQuery<Row>(query: NamedQuery<unknown>): Promise<QueryResult<Row>> {
        const { sql: text, parameters, statementName: name } = query;
        try {
          const { rows, rowCount } = await send({ text, values: [...parameters], name });
          return { rows: rows as Row[], numAffectedRows: BigInt(rowCount ?? 0) };
        } catch (error) {
          throw asBusy(error);
        }
      },
      streamQuery: () => {
        throw new Error("Streaming is not supported.");
      },
    };
  }

  async acquireConnection(): Promise<DatabaseConnection> {
    return this.#connection;
  }

  async init(): Promise<void> {}
  async releaseConnection(): Promise<void> {}
  async destroy(): Promise<void> {}
  beginTransaction = isOneTransaction;
  commitTransaction = isOneTransaction;
  rollbackTransaction = isOneTransaction;
}
