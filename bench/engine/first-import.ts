import pg from "pg";

import { sql } from "@/tests/helpers/sql";

import { syncConnection } from "../../lib/mirror/sync/run-sync";
import type { TicketSnapshot } from "../../lib/providers/contract";
import { registerProvider } from "../../lib/providers/registry";
import { median, printTable } from "../figures";
import { makeBenchConnection, makeOwner, type Owner, rowCounts, sum } from "./bench-database";
import { accountOf, fullPage, GENERATED, generatedProvider, PER_PAGE } from "./generated-provider";
import { collectPage, writePage } from "./raw-upsert";

interface ImportRound {
  rows: number;
  engineMs: number;
  rawMs: number;
}

export interface FirstImport {
  owner: Owner;
  connectionId: string;
  rounds: ImportRound[];
  rowsOfTicket: number;
}

/** Resolved from outside. */
class Gate {
  open: () => void = () => undefined;
  readonly opened = new Promise<void>((resolve) => (this.open = resolve));
}

/** Engine and driver write the same rows by turns. Pages are made while no clock runs. */
export async function benchFirstImport(
  tickets: number,
  rounds: number,
  rawUrl: string,
): Promise<FirstImport> {
  const owner = await makeOwner();
  const connectionId = await makeBenchConnection(owner, GENERATED, accountOf({ tickets }));
  const raw = new pg.Pool({ connectionString: rawUrl, max: 2 });
  await copyOwner(raw, owner, connectionId);
  const perRound = Math.ceil(tickets / PER_PAGE / rounds);
  const pages = Math.ceil(tickets / PER_PAGE);
  const made = new Map<number, TicketSnapshot[]>();
  const gates = Array.from({ length: rounds }, () => new Gate());
  const stops = Array.from({ length: rounds }, () => new Gate());
  const unregister = registerProvider(
    generatedProvider({
      async page(index) {
        await gates[Math.floor(index / perRound)]?.opened;
        const page = made.get(index) ?? [];
        made.delete(index);
        for (const ticket of page) ticket.readAt = new Date();
        return page;
      },
    }),
  );
  const run = syncConnection(connectionId, {
    trigger: "connect",
    budget: 3_600_000,
    onProgress: (report) => {
      if (report.pages % perRound === 0 && report.pages < pages)
        stops[report.pages / perRound - 1]?.open();
    },
  });
  const figures: ImportRound[] = [];
  try {
    for (let round = 0; round < rounds; round++) {
      const [first, end] = [round * perRound, Math.min(pages, (round + 1) * perRound)];
      for (let page = first; page < end; page++) made.set(page, fullPage(page, tickets));
      const before = sum(await rowCounts());
      const started = performance.now();
      gates[round]?.open();
      await Promise.race([stops[round]?.opened, run]);
      const engineMs = performance.now() - started;
      const rawMs = await writeAgain(raw, connectionId, first, end);
      // Seen pages count for the engine, though the driver does not write them.
      figures.push({ rows: sum(await rowCounts()) - before, engineMs, rawMs });
    }
    const report = await run;
    if (report.outcome !== "complete" || report.ticketsChanged !== tickets)
      throw new Error(
        `The import ended ${report.outcome} with ${report.ticketsChanged} of ${tickets} tickets: ${report.error?.text.key ?? ""}`,
      );
    await assertSame(raw);
  } finally {
    unregister();
    await raw.end();
  }
  return { owner, connectionId, rounds: figures, rowsOfTicket: sum(await rowCounts()) / tickets };
}

/** Returns the median ratio of rows per second, engine to driver. */
export function printFirstImport({ rounds }: FirstImport): number {
  const perSecond = (rows: number, milliseconds: number) =>
    ((rows / milliseconds) * 1_000).toFixed(0);
  printTable(
    ["first import", "rows", "engine rows/s", "driver rows/s", "engine / driver"],
    rounds.map(({ rows, engineMs, rawMs }, round) => [
      `round ${round + 1}`,
      String(rows),
      perSecond(rows, engineMs),
      perSecond(rows, rawMs),
      (rawMs / engineMs).toFixed(2),
    ]),
  );
  return median(rounds.map(({ engineMs, rawMs }) => rawMs / engineMs));
}

/** The driver alone, in milliseconds. */
async function writeAgain(
  raw: pg.Pool,
  connectionId: string,
  first: number,
  end: number,
): Promise<number> {
  const batches = [];
  for (let page = first; page < end; page++) {
    const externalIds = Array.from(
      { length: PER_PAGE },
      (_unused, index) => `tkt_${page * PER_PAGE + index}`,
    );
    const rows = await sql<{ id: string }>(
      "SELECT id FROM ticket WHERE connection_id = $1 AND external_id = ANY($2)",
      [connectionId, externalIds],
    );
    batches.push(await collectPage(rows.map(({ id }) => id)));
  }
  const started = performance.now();
  for (const batch of batches) await writePage(raw, batch);
  return performance.now() - started;
}

async function copyOwner(
  raw: pg.Pool,
  { organizationId, userId }: Owner,
  connectionId: string,
): Promise<void> {
  await raw.query("INSERT INTO organization (id, name) VALUES ($1, 'Bench')", [organizationId]);
  await raw.query(
    `INSERT INTO "user" (id, email, name, password_hash) VALUES ($1, 'bench@example.com', 'Bench', '-')`,
    [userId],
  );
  await raw.query(
    "INSERT INTO connection (id, organization_id, provider, label, created_by_id) " +
      "VALUES ($1, $2, $3, 'Bench', $4)",
    [connectionId, organizationId, GENERATED, userId],
  );
}

async function assertSame(raw: pg.Pool): Promise<void> {
  const [engine, driver] = [await rowCounts(), await rowCounts(raw)];
  // A finished sweep deletes its seen pages.
  const differing = Object.keys(engine).filter((name) => engine[name] !== driver[name]);
  if (differing.length > 0)
    throw new Error(
      `Engine and driver did not write the same: ${differing.map((name) => `${name} ${engine[name]} and ${driver[name]}`).join(", ")}.`,
    );
}
