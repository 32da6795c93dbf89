import { maintainQueues } from "@/lib/db/queue";
import { runDue } from "@/lib/jobs/run-due";
import type { SubmissionState } from "@/lib/submissions/submission";
import { sql } from "@/tests/helpers/sql";

import type { OutboxChild } from "./children";

export interface MovedTable {
  table: string;
  columns: string[];
  where?: string;
}

const TABLES: readonly MovedTable[] = [
  {
    table: "submission",
    columns: ["lease_until", "due_at", "sending_at", "step_begun_at", "created_at", "settled_at"],
  },
  {
    table: "connection",
    columns: [
      "lease_until",
      "exchanging_until",
      "next_at",
      "sync_requested_at",
      "last_read_at",
      "last_error_at",
      "provider_pause_until",
      "probing_until",
      "rate_reset_at",
    ],
  },
  { table: "ticket", columns: ["read_at", "first_seen_at"] },
  {
    table: "pgboss.job",
    columns: ["start_after", "started_on", "created_on"],
    where: "state <= 'active'",
  },
];

/** As SQL: these columns, so many seconds earlier. */
export function movedBack(columns: readonly string[], seconds: number): string {
  return columns
    .map((column) => `${column} = ${column} - make_interval(secs => ${seconds})`)
    .join(", ");
}

/** A clock ahead of the wall clock: passing time moves all stored times back. */
export class VirtualClock {
  #ahead = 0;

  constructor(private readonly more: readonly MovedTable[] = []) {}

  /** Milliseconds. */
  now(): number {
    return Date.now() + this.#ahead;
  }

  async pass(seconds: number): Promise<void> {
    const updates = [...TABLES, ...this.more].map(
      ({ table, columns, where = "true" }) =>
        `UPDATE ${table} SET ${movedBack(columns, seconds)} WHERE ${where}`,
    );
    await sql(updates.join("; "));
    this.#ahead += seconds * 1_000;
  }
}

export interface Settling {
  /** When it reached the wanted state, by the virtual clock. */
  at: Map<string, number>;
  /** Every state in which each was seen on the way. */
  seen: Map<string, Set<SubmissionState>>;
}

const ROUND_SECONDS = 30;
const CRON_BUDGET_MS = 20_000;

/**
 * Lets time pass and processes come by, as a scheduler has them come: two at once every half minute, one here and one of its own, each
 * doing whatever is due. Ends when all are in one of the wanted states, or after `limitSeconds`.
 */
export async function settle(
  clock: VirtualClock,
  other: OutboxChild | null,
  ids: readonly string[],
  wanted: readonly SubmissionState[],
  limitSeconds: number,
): Promise<Settling> {
  const settling: Settling = { at: new Map(), seen: new Map(ids.map((id) => [id, new Set()])) };
  await note(clock, ids, wanted, settling);
  for (
    let passed = 0;
    settling.at.size < ids.length && passed < limitSeconds;
    passed += ROUND_SECONDS
  ) {
    await clock.pass(ROUND_SECONDS);
    if (passed % 60 === 0) await maintainQueues();
    await Promise.all([runDue(CRON_BUDGET_MS), other?.run({ as: "cron", budget: CRON_BUDGET_MS })]);
    await note(clock, ids, wanted, settling);
  }
  return settling;
}

async function note(
  clock: VirtualClock,
  ids: readonly string[],
  wanted: readonly SubmissionState[],
  settling: Settling,
): Promise<void> {
  const rows = await sql<{ id: string; state: SubmissionState }>(
    "SELECT id, state FROM submission WHERE id = ANY($1)",
    [ids],
  );
  for (const { id, state } of rows) {
    settling.seen.get(id)?.add(state);
    if (wanted.includes(state) && !settling.at.has(id)) settling.at.set(id, clock.now());
  }
}
