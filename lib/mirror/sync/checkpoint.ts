import { databaseNow } from "../../db/clock";
import { sql } from "../../db/sql";
import { AppError } from "../../errors";
import { newId } from "../../text/id";
import { storableJson } from "../../text/storable";
import { LEASE } from "../connection/lease";

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
  /** It has done so, to the end. */
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

/** What a sweep has read since its checkpoint was last saved. */
export interface SinceSaved {
  /** Of a full sweep: the tickets that its pages had. */
  seen: string[];
  /** Resources that were read to their end. */
  read: string[];
}

/**
 * Writes where the sweep stands, with all that has been read since the last time; proves and renews the lease in the same statement. Throws conflict when
 * another sweep has taken over.
 */
export async function saveCheckpoint(
  connectionId: string,
  leaseToken: number,
  checkpoint: Checkpoint,
  { seen, read }: SinceSaved,
): Promise<void> {
  const renew = `UPDATE connection SET checkpoint = $3::jsonb, ${LEASE.renewal}, resources_read_at = resources_read_at || $4::jsonb WHERE id = $1 AND lease_token = $2 RETURNING id`;
  const values = [connectionId, leaseToken, storableJson(checkpoint), readAtOf(read)];
  const rows =
    seen.length === 0
      ? await sql(renew, values)
      : await sql(
          `WITH held AS (${renew}), page AS (
           INSERT INTO swept_page (connection_id, sweep_id, page, external_ids) SELECT id, $5, $6::int, $7::text[] FROM held
             ON CONFLICT (connection_id, sweep_id, page) DO UPDATE SET external_ids = excluded.external_ids)
         SELECT id FROM held`,
          [...values, checkpoint.sweepId, checkpoint.pages, seen],
        );
  if (rows.length !== 1)
    throw new AppError("conflict", { message: "Another sync has taken over this account." });
}

/** For `connection.resources_read_at`: these have been read to their end now. */
export function readAtOf(resources: readonly string[]): string {
  const now = databaseNow().toISOString();
  return JSON.stringify(Object.fromEntries(resources.map((name) => [name, now])));
}
