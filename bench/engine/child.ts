import { sql } from "@/tests/helpers/sql";

import { pool } from "../../lib/db/pool";
import { type DueReport, runDue } from "../../lib/jobs/run-due";
import { openConnection } from "../../lib/mirror/connection/open-connection";
import { syncConnection, type SyncReport } from "../../lib/mirror/sync/run-sync";
import { registerProvider } from "../../lib/providers/registry";
import { listTickets } from "../../lib/tickets/queries";
import { ticketFilters } from "../../lib/tickets/schemas";
import { startHostupSandbox, startUpsunSandbox, type UpsunSandbox } from "../../sandbox/start";
import { operatorViewer } from "../../scripts/lib/operator-viewer";
import { fillFromList } from "./fill";
import { generatedProvider } from "./generated-provider";

export type ChildJob =
  | { does: "sweep"; connectionId: string; full: boolean; budget?: number }
  | { does: "walk"; connectionId: string }
  | { does: "fill"; connectionId: string }
  | { does: "work" }
  | { does: "look"; userId: string; milliseconds: number; atOnce: number }
  | { does: "sandbox"; tickets?: number; answersAfterMs?: number }
  | { does: "upsun sandbox"; tickets: number }
  /** To that sandbox since the last look; it keeps the latest 2,000. */
  | { does: "requests" };

interface Swept {
  milliseconds: number;
  report: SyncReport;
  /** Resident bytes, before the sweep and at its highest. */
  before: number;
  peak: number;
}

export interface ChildAnswers {
  sweep: Swept;
  walk: { milliseconds: number; pages: number; tickets: number };
  fill: number;
  work: DueReport;
  look: number[];
  sandbox: { apiUrl: string };
  "upsun sandbox": { apiUrl: string; authUrl: string };
  requests: { all: number; comments: number };
}

const SAMPLE_MS = 10;

async function sweep({
  connectionId,
  full,
  budget = 3_600_000,
}: Extract<ChildJob, { does: "sweep" }>): Promise<Swept> {
  await sql("SELECT 1");
  const before = process.memoryUsage.rss();
  const highestBefore = process.resourceUsage().maxRSS * 1_024;
  let peak = before;
  const sampling = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), SAMPLE_MS);
  const started = performance.now();
  const report = await syncConnection(connectionId, { trigger: "cron", full, budget });
  const milliseconds = performance.now() - started;
  clearInterval(sampling);
  // The system's own mark has no gaps, but also knows the time before.
  const highest = process.resourceUsage().maxRSS * 1_024;
  return { milliseconds, report, before, peak: highest > highestBefore ? highest : peak };
}

/** Reads the pages through the session, and nothing else. */
async function walk({
  connectionId,
}: Extract<ChildJob, { does: "walk" }>): Promise<ChildAnswers["walk"]> {
  const { session } = await openConnection(connectionId);
  const started = performance.now();
  let [pages, tickets] = [0, 0];
  for await (const page of session.listTickets()) {
    pages += 1;
    tickets += page.tickets.length;
  }
  return { milliseconds: performance.now() - started, pages, tickets };
}

/** Returns the milliseconds of each read of the first page. */
async function look({
  userId,
  milliseconds,
  atOnce,
}: Extract<ChildJob, { does: "look" }>): Promise<number[]> {
  const viewer = await operatorViewer(userId);
  const times: number[] = [];
  const until = performance.now() + milliseconds;
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (performance.now() < until) {
        const started = performance.now();
        const { items } = await listTickets(viewer, ticketFilters.parse({}));
        if (items.length === 0) throw new Error("The list is empty.");
        times.push(performance.now() - started);
      }
    }),
  );
  return times;
}

async function sandbox({
  tickets,
  answersAfterMs,
}: Extract<ChildJob, { does: "sandbox" }>): Promise<ChildAnswers["sandbox"]> {
  const running = await startHostupSandbox({
    seed: tickets === undefined ? "demo" : { tickets },
    rateLimit: { limit: 100_000_000, windowS: 3_600 },
  });
  if (answersAfterMs !== undefined)
    running.control.addFault({ kind: "slow", ms: answersAfterMs, count: null });
  return { apiUrl: running.apiUrl };
}

let upsun: UpsunSandbox | undefined;

async function upsunSandbox({
  tickets,
}: Extract<ChildJob, { does: "upsun sandbox" }>): Promise<ChildAnswers["upsun sandbox"]> {
  const { apiUrl, authUrl } = (upsun = await startUpsunSandbox({
    seed: { tickets },
    rateLimit: { limit: 100_000_000, windowS: 3_600 },
  }));
  return { apiUrl, authUrl };
}

function requests(): Promise<ChildAnswers["requests"]> {
  const all = upsun?.control.requests() ?? [];
  upsun?.control.clearRequests();
  const comments = all.filter(({ path }) => path.startsWith("/comments")).length;
  return Promise.resolve({ all: all.length, comments });
}

const doing: {
  [Name in ChildJob["does"]]: (
    job: Extract<ChildJob, { does: Name }>,
  ) => Promise<ChildAnswers[Name]>;
} = {
  sweep,
  walk,
  fill: ({ connectionId }) => fillFromList(connectionId),
  work: () => runDue(120_000),
  look,
  sandbox,
  "upsun sandbox": upsunSandbox,
  requests,
};

registerProviderOnce();

function registerProviderOnce(): void {
  if (process.env.DATABASE_URL) registerProvider(generatedProvider());
}

// One job after the other, until the parent disconnects.
process.on("message", (job: ChildJob) => {
  const work = doing[job.does] as (given: ChildJob) => Promise<unknown>;
  work(job).then(
    (answer) => process.send?.({ answer }),
    (error: unknown) =>
      process.send?.({
        problem: error instanceof Error ? (error.stack ?? error.message) : String(error),
      }),
  );
});
process.on("disconnect", () => {
  void (globalThis.ticketbridgePool ? pool().end() : Promise.resolve()).finally(() =>
    process.exit(0),
  );
});
process.send?.({ answer: "ready" });
