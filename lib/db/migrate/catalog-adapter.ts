import { randomUUID } from "node:crypto";

import { PrismaPg } from "@prisma/adapter-pg";
import {
  ColumnTypeEnum,
  DriverAdapterError,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
  type SqlQuery,
  type SqlQueryable,
  type SqlResultSet,
} from "@prisma/driver-adapter-utils";
import type pg from "pg";

import { dropUnfinishedIndex, runUnlimited } from "./concurrent-index";

/** Prisma's own advisory lock. */
export const PRISMA_LOCK = 72_707_369;

/** OIDs of "char" and bpchar. */
const CATALOG_CHAR = 18;
const BPCHAR = 1042;
const MARK = "catalog-char:";

export interface CatalogAdapter extends SqlMigrationAwareDriverAdapterFactory {
  close(): Promise<void>;
}

/** The pg adapter rejects "char", which the schema engine reads, so it passes as text. */
export function catalogAdapter(connection: pg.PoolConfig): CatalogAdapter {
  const pools: pg.Pool[] = [];
  const { provider, adapterName } = new PrismaPg(connection);

  async function connect(database: string | undefined): Promise<SqlDriverAdapter> {
    const config = {
      ...connection,
      ...(database ? { database } : {}),
      onConnect: markCatalogChars,
    };
    const adapter = await new PrismaPg(config).connect();
    const pool = adapter.underlyingDriver();
    // Without a listener, a lost idle connection would end the process.
    pool.on("error", () => undefined);
    pools.push(pool);
    adapter.executeScript = (script) => runWhole(pool, script);
    return withTransactions(withCatalogChars(adapter));
  }

  return {
    provider,
    adapterName,
    connect: () => connect(undefined),
    async connectToShadowDb() {
      const database = `ticketbridge_shadow_${randomUUID()}`;
      const maintenance = await connect(undefined);
      await maintenance.executeScript(`CREATE DATABASE "${database}"`);
      const shadow = await connect(database);
      shadow.dispose = () => maintenance.executeScript(`DROP DATABASE "${database}" WITH (FORCE)`);
      return shadow;
    },
    async close() {
      await Promise.all(pools.filter((pool) => !pool.ended).map((pool) => pool.end()));
    },
  };
}

/** The adapter would split a script at semicolons, even in function bodies. */
async function runWhole(pool: pg.Pool, script: string): Promise<void> {
  try {
    await withLockLimit(pool, script);
  } catch (error) {
    const {
      code = "N/A",
      severity = "N/A",
      message,
      detail,
      column,
      hint,
    } = error as pg.DatabaseError;
    throw new DriverAdapterError({
      kind: "postgres",
      code,
      severity,
      message,
      detail,
      column,
      hint,
      originalCode: code,
      originalMessage: message,
    });
  }
}

const LOCK_NOT_AVAILABLE = "55P03";
/** Not allowed in a script of several statements, which is one transaction. */
const OUTSIDE_TRANSACTION = /\bCONCURRENTLY\b|^\s*(CREATE|DROP) DATABASE\b/i;
const LOCK_TRIES = 3;
const LOCK_PAUSE_MS = 1_000;

/** A waiting exclusive lock blocks all other statements, so the wait is short and repeated. */
async function withLockLimit(pool: pg.Pool, script: string): Promise<void> {
  const limited = `SET LOCAL lock_timeout = '3s'; SET LOCAL statement_timeout = 0;\n${script}`;
  for (let tries = 1; ; tries += 1) {
    try {
      if (!OUTSIDE_TRANSACTION.test(script)) return void (await pool.query(limited));
      await dropUnfinishedIndex(pool, script);
      return await runUnlimited(pool, script);
    } catch (error) {
      if ((error as pg.DatabaseError).code !== LOCK_NOT_AVAILABLE || tries >= LOCK_TRIES)
        throw error;
      await new Promise((resolve) => setTimeout(resolve, LOCK_PAUSE_MS * tries));
    }
  }
}

function markCatalogChars(client: pg.ClientBase): void {
  const { connection } = client as pg.Client;
  connection.prependListener(
    "rowDescription",
    (message: { fields: { name: string; dataTypeID: number }[] }) => {
      for (const field of message.fields) {
        if (field.dataTypeID !== CATALOG_CHAR) continue;
        field.dataTypeID = BPCHAR;
        field.name = MARK + field.name;
      }
    },
  );
}

function withTransactions(adapter: SqlDriverAdapter): SqlDriverAdapter {
  const start = adapter.startTransaction.bind(adapter);
  adapter.startTransaction = async (level) => withCatalogChars(await start(level));
  return adapter;
}

function withCatalogChars<T extends SqlQueryable>(queryable: T): T {
  const query = queryable.queryRaw.bind(queryable);
  const execute = queryable.executeRaw.bind(queryable);
  queryable.queryRaw = async (sql) => unmarked(await query(withoutLock(sql)));
  queryable.executeRaw = (sql) => execute(withoutLock(sql));
  return queryable;
}

/** A session lock would leak through a pooler; the migrator already holds this lock. */
function withoutLock(query: SqlQuery): SqlQuery {
  return query.sql === `SELECT pg_advisory_lock(${PRISMA_LOCK})`
    ? { ...query, sql: "SELECT 1" }
    : query;
}

function unmarked(result: SqlResultSet): SqlResultSet {
  return {
    ...result,
    columnNames: result.columnNames.map((name) =>
      name.startsWith(MARK) ? name.slice(MARK.length) : name,
    ),
    columnTypes: result.columnTypes.map((type, index) =>
      result.columnNames[index]?.startsWith(MARK) ? ColumnTypeEnum.Character : type,
    ),
  };
}
