import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";

import { asBusy, isReadTimeout } from "./busy";
import { PrismaClient } from "./generated/client";
import { beginWithLimits, LIMITS } from "./limits";
import { pool } from "./pool";
import { assertSafeArguments, type StrictPrisma } from "./strict-prisma";
import { currentWork, type Work, workAs } from "./work";

export type PrismaTransaction = StrictPrisma;

declare global {
  var ticketbridgePrisma: PrismaClient | undefined;
}

/** For everyday data; throws `busy` at a limit. Created on first use: building needs no database. */
export function prisma(): StrictPrisma & Pick<PrismaClient, "$disconnect"> {
  return client() as StrictPrisma & Pick<PrismaClient, "$disconnect">;
}

function client(): PrismaClient {
  globalThis.ticketbridgePrisma ??= createClient();
  return globalThis.ticketbridgePrisma;
}

function createClient(): PrismaClient {
  const extended = new PrismaClient({ adapter: new PrismaPg(limitedBegin()) }).$extends({
    query: {
      async $allOperations({ args, query }) {
        assertSafeArguments(args);
        try {
          return await query(args);
        } catch (error) {
          throw asBusy(error);
        }
      },
    },
  });
  return extended as unknown as PrismaClient;
}

/** Throws `busy` at a limit of the current work. `account` is the connection that is written. */
export async function prismaTransaction<T>(
  work: (transaction: PrismaTransaction) => Promise<T>,
  as: Partial<Work> = {},
): Promise<T> {
  return workAs(as, async () => {
    const { pool: maxWait, statement: timeout } = LIMITS[currentWork().as];
    try {
      return await client().$transaction((transaction) => work(transaction as StrictPrisma), {
        maxWait,
        timeout,
      });
    } catch (error) {
      throw asBusy(error);
    }
  });
}

/** The shared pool, whose transactions begin with the limits of the current work. */
function limitedBegin(): pg.Pool {
  return new Proxy(pool(), {
    get(shared, name) {
      if (name === "connect") return async () => withLimits(await shared.connect());
      if (name === "query") return (query: pg.QueryConfig) => shared.query(withOffsets(query));
      const value: unknown = Reflect.get(shared, name, shared);
      return typeof value === "function" ? value.bind(shared) : value;
    },
  });
}

/** The adapter replaces the offset of a time by UTC's, whatever it is. */
function withOffsets(query: pg.QueryConfig): pg.QueryConfig {
  const { types } = query;
  if (!types) return query;
  const getTypeParser = ((oid: number, format?: "text") =>
    oid === pg.types.builtins.TIMESTAMPTZ
      ? (text: string) => (parseTime(text) as Date).toISOString()
      : types.getTypeParser(oid, format)) as pg.CustomTypesConfig["getTypeParser"];
  return { ...query, types: { getTypeParser } };
}

const parseTime = pg.types.getTypeParser(pg.types.builtins.TIMESTAMPTZ);

/** Leaves the pool once it hangs or is lost. */
function withLimits(client: pg.PoolClient): pg.PoolClient {
  let broken: Error | undefined;
  const onLost = (error: Error) => (broken ??= error);
  client.once("error", onLost);
  const own = {
    async query(query: pg.QueryConfig): Promise<pg.QueryResult> {
      if (broken) throw broken;
      const isBegin = query.text === "BEGIN";
      const text = isBegin ? beginWithLimits(currentWork().as) : query.text;
      try {
        return await client.query(withOffsets({ ...query, text }));
      } catch (error) {
        if (isReadTimeout(error)) onLost(error as Error);
        throw broken ?? error;
      }
    },
    release(error?: Error): void {
      client.removeListener("error", onLost);
      client.release(error ?? broken);
    },
  };
  return new Proxy(client, {
    get(target, name) {
      if (Object.hasOwn(own, name)) return Reflect.get(own, name) as unknown;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}
