import { databaseNow } from "../../db/clock";
import { sql } from "../../db/sql";
import { AppError } from "../../errors";
import { newId } from "../../ids";
import { storableJson } from "../../text/storable";
import { LEASE } from "../connection/lease";

/** The progress of a sweep; everything before it is committed. */
export interface Checkpoint {
  sweepId: string;
  /** ISO. */
  startedAt: string;
  /** The current resource, and the cursor of its next page. */
  resource: string;
  from: string | null;
  done: string[];
  pages: number;
  tickets: number;
  /** Also detects deleted tickets. */
  full: boolean;
  /** Deletion detection has finished. */
  deletionsChecked?: boolean;
}

export function newSweep(startedAt: Date, full: boolean): Checkpoint {
  return {
    sweepId: newId(),
    startedAt: startedAt.toISOString(),
    resource: "",
    from: null,
    done: [],
    pages: 0,
    tickets: 0,
    full,
  };
}

export interface UnsavedReads {
  /** In a full sweep: ids of the listed tickets. */
  seen: string[];
  /** Resources read to their end. */
  read: string[];
}

/** Also renews the lease. Throws `conflict` when another sync has taken over. */
export async function saveCheckpoint(
  connectionId: string,
  leaseToken: number,
  checkpoint: Checkpoint,
  { seen, read }: UnsavedReads,
): Promise<void> {
  const renew = `
    UPDATE connection SET checkpoint = $3::jsonb, ${LEASE.renewal},
      resources_read_at = resources_read_at || $4::jsonb
    WHERE id = $1 AND lease_token = $2
    RETURNING id`;
  const values = [connectionId, leaseToken, storableJson(checkpoint), readTimesJson(read)];
  const rows =
    seen.length === 0
      ? await sql(renew, values)
      : await sql(
          `WITH held AS (${renew}),
           page AS (
             INSERT INTO swept_page (connection_id, sweep_id, page, external_ids)
             SELECT id, $5, $6::int, $7::text[]
             FROM held
             ON CONFLICT (connection_id, sweep_id, page)
             DO UPDATE SET external_ids = excluded.external_ids)
           SELECT id FROM held`,
          [...values, checkpoint.sweepId, checkpoint.pages, seen],
        );
  if (rows.length !== 1)
    throw new AppError("conflict", { message: "Another sync has taken over this account." });
}

export function readTimesJson(resources: readonly string[]): string {
  const now = databaseNow().toISOString();
  return JSON.stringify(Object.fromEntries(resources.map((name) => [name, now])));
}
