import pg from "pg";

import { hostupAccounts } from "../../sandbox/accounts";
import { closePool, makeBenchConnection, MIRROR_TABLES, type Owner } from "./bench-database";
import { inChild, startChild } from "./processes";

/** Since the last look, by table. */
type Touched = Record<string, { inserted: number; updated: number; deleted: number }>;

async function touched(): Promise<Touched> {
  // Backends report their counts when they end at the latest.
  await closePool();
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  const { DATABASE_URL: connectionString } = process.env;
  const client = new pg.Client({ connectionString });
  await client.connect();
  const { rows } = await client.query<Record<"name" | keyof Touched[string], string>>(
    "SELECT relname AS name, n_tup_ins AS inserted, n_tup_upd AS updated, n_tup_del " +
      "AS deleted FROM pg_stat_user_tables WHERE relname = ANY($1)",
    [[...MIRROR_TABLES, "connection"]],
  );
  await client.end();
  return Object.fromEntries(
    rows.map((row) => [
      row.name,
      {
        inserted: Number(row.inserted),
        updated: Number(row.updated),
        deleted: Number(row.deleted),
      },
    ]),
  );
}

export interface UnchangedSweep {
  milliseconds: number;
  tickets: number;
  /** Without seen pages, but with the connection's own row. */
  mirrorWrites: number;
  mirrorUpdates: number;
  connectionUpdates: number;
}

/** In a new process, with generated pages. */
export async function sweepUnchanged(
  connectionId: string,
  tickets: number,
  full: boolean,
): Promise<UnchangedSweep> {
  const before = await touched();
  const { milliseconds, report } = await inChild({ does: "sweep", connectionId, full });
  const after = await touched();
  if (
    report.outcome !== "complete" ||
    report.ticketsRead !== tickets ||
    report.ticketsChanged !== 0
  )
    throw new Error(
      `The sweep ended ${report.outcome}, with ${report.ticketsRead} tickets read and ${report.ticketsChanged} changed.`,
    );
  const growth = (name: string, what: "inserted" | "updated" | "deleted") =>
    (after[name]?.[what] ?? 0) - (before[name]?.[what] ?? 0);
  const tables = MIRROR_TABLES.filter((name) => name !== "swept_page");
  return {
    milliseconds,
    tickets,
    mirrorUpdates: tables.reduce((total, name) => total + growth(name, "updated"), 0),
    mirrorWrites: tables.reduce(
      (total, name) =>
        total + growth(name, "inserted") + growth(name, "updated") + growth(name, "deleted"),
      0,
    ),
    connectionUpdates: growth("connection", "updated"),
  };
}

export interface BesideBare {
  bareMs: number;
  sweepMs: number;
  fullMs: number;
}

/** Bare, with a sweep, and with a sweep that looks for deletions, by turns. */
export async function sweepBesideBare(
  owner: Owner,
  tickets: number,
  rounds: number,
  answersAfterMs?: number,
): Promise<BesideBare[]> {
  const { DATABASE_URL: _none, ...withoutDatabase } = process.env;
  const provider = await startChild(withoutDatabase as NodeJS.ProcessEnv);
  try {
    const { apiUrl } = await provider.does({ does: "sandbox", tickets, answersAfterMs });
    const connectionId = await makeBenchConnection(
      owner,
      "hostup",
      hostupAccounts.northwind.key.key,
    );
    const child = await startChild({ ...process.env, HOSTUP_API_URL: apiUrl });
    try {
      const filled = await child.does({ does: "fill", connectionId });
      if (filled !== tickets) throw new Error(`${filled} of ${tickets} tickets were filled in.`);
      const sweep = async (full: boolean) => {
        const { milliseconds, report } = await child.does({ does: "sweep", connectionId, full });
        if (
          report.outcome !== "complete" ||
          report.ticketsRead !== tickets ||
          report.ticketsChanged !== 0
        )
          throw new Error(
            `The sweep ended ${report.outcome}, with ${report.ticketsRead} tickets read and ${report.ticketsChanged} changed. ${report.error?.text.key ?? ""}`,
          );
        return milliseconds;
      };
      // The first one also reads the inventories, which are then due in an hour.
      await sweep(false);
      const figures: BesideBare[] = [];
      for (let round = 0; round < rounds; round++) {
        const { milliseconds: bareMs } = await child.does({ does: "walk", connectionId });
        figures.push({ bareMs, sweepMs: await sweep(false), fullMs: await sweep(true) });
      }
      return figures;
    } finally {
      await child.end();
    }
  } finally {
    await provider.end();
  }
}
