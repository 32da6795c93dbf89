import type { PoolClient } from "pg";
import { ulid } from "ulid";
import { sql } from "../db/sql";
import { AppError } from "../errors";
import { LEASE } from "./lease";

/** Where a sweep stands: everything before this is committed. */
export interface Checkpoint {
  sweepId: string;
  /** When the sweep began, in ISO: what it did not see had been there before this. */
  startedAt: string;
  /** The resource under way, and where its next page is. */
  resource: string;
  from: string | null;
  /** Resources that this sweep is done with. */
  done: string[];
  pages: number;
  tickets: number;
  /** Whether it also looks for what is gone. */
  full: boolean;
}

export function newSweep(startedAt: Date, full: boolean): Checkpoint {
  return { sweepId: ulid(), startedAt: startedAt.toISOString(), resource: "", from: null, done: [], pages: 0, tickets: 0, full };
}

/**
 * Writes where the sweep stands and, of a full one, which tickets the page just committed had; proves and renews the lease in the same statement.
 * Throws conflict when another sweep has taken over.
 */
export async function saveCheckpoint(connectionId: string, leaseToken: number, checkpoint: Checkpoint, seen: string[] | null, on?: PoolClient): Promise<void> {
  const renew = `UPDATE connection SET checkpoint = $3::jsonb, ${LEASE.renewal} WHERE id = $1 AND lease_token = $2 RETURNING id`;
  const rows = seen === null || !checkpoint.full
    ? await sql(renew, [connectionId, leaseToken, JSON.stringify(checkpoint)], on)
    : await sql(
        `WITH held AS (${renew}), page AS (
           INSERT INTO swept_page (connection_id, sweep_id, page, external_ids) SELECT id, $4, $5::int, $6::text[] FROM held
             ON CONFLICT (connection_id, sweep_id, page) DO UPDATE SET external_ids = excluded.external_ids)
         SELECT id FROM held`,
        [connectionId, leaseToken, JSON.stringify(checkpoint), checkpoint.sweepId, checkpoint.pages, seen],
        on,
      );
  if (rows.length !== 1) throw new AppError("conflict", { message: "Another sync has taken over this account." });
}

/** The sweep is over: nothing is left to go on with. */
export async function clearCheckpoint(connectionId: string, leaseToken: number): Promise<void> {
  await sql(
    `WITH held AS (UPDATE connection SET checkpoint = NULL WHERE id = $1 AND lease_token = $2 RETURNING id)
     DELETE FROM swept_page WHERE connection_id IN (SELECT id FROM held)`,
    [connectionId, leaseToken],
  );
}
