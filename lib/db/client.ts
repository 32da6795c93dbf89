import { PrismaPg } from "@prisma/adapter-pg";

import { PrismaClient } from "./generated/client";
import { pool } from "./pool";

declare global {
  var ticketbridgePrisma: PrismaClient | undefined;
}

/** Created on first use: building needs no database. */
export function db(): PrismaClient {
  globalThis.ticketbridgePrisma ??= new PrismaClient({ adapter: new PrismaPg(pool()) });
  return globalThis.ticketbridgePrisma;
}
