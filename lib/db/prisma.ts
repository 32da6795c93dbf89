import { PrismaPg } from "@prisma/adapter-pg";
import type pg from "pg";

import { asBusy } from "./busy";
import { type Prisma, PrismaClient } from "./generated/client";
import { beginWithLimits, LIMITS } from "./limits";
import { pool } from "./pool";
import { currentWork, type Work, workAs } from "./work";

export type PrismaTransaction = Prisma.TransactionClient;

declare global {
  var ticketbridgePrisma: PrismaClient | undefined;
}

/** For everyday data. Created on first use: building needs no database. */
export function prisma(): PrismaClient {
  globalThis.ticketbridgePrisma ??= new PrismaClient({ adapter: new PrismaPg(limitedBegin()) });
  return globalThis.ticketbridgePrisma;
}

/** Throws `busy` at a limit of the current work. `account` is the connection that is written. */
export async function prismaTransaction<T>(
  work: (transaction: PrismaTransaction) => Promise<T>,
  as: Partial<Work> = {},
): Promise<T> {
  return workAs(as, async () => {
    const { pool: maxWait, statement: timeout } = LIMITS[currentWork().as];
    try {
      return await prisma().$transaction(work, { maxWait, timeout });
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
      const value: unknown = Reflect.get(shared, name, shared);
      return typeof value === "function" ? value.bind(shared) : value;
    },
  });
}

type Query = (config: string | pg.QueryConfig, ...rest: unknown[]) => unknown;

function withLimits(client: pg.PoolClient): pg.PoolClient {
  const query = client.query.bind(client) as Query;
  const begun: Query = (config, ...rest) => {
    const isBegin = typeof config === "object" && config.text === "BEGIN";
    return query(
      isBegin ? { ...config, text: beginWithLimits(currentWork().as) } : config,
      ...rest,
    );
  };
  return new Proxy(client, {
    get(target, name) {
      if (name === "query") return begun;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}
