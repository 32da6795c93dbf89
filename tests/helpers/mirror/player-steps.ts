import { sql } from "@/tests/helpers/sql";

import { Killed } from "./killable-process";

/** A promise that is resolved from outside. */
export function gate(): { wait: () => Promise<void>; open: () => void } {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { wait: () => opened, open };
}

/** Moves every time that a connection holds into the past. */
export async function ageConnection(connectionId: string, hours: number): Promise<void> {
  await sql(
    `UPDATE connection SET lease_until = lease_until - $2::interval, exchanging_until = NULL, deletions_checked_at = deletions_checked_at - $2::interval, provider_pause_until = provider_pause_until - $2::interval,
            resources_read_at = (SELECT coalesce(jsonb_object_agg(key, to_jsonb((value #>> '{}')::timestamptz - $2::interval)), '{}') FROM jsonb_each(resources_read_at)),
            checkpoint = CASE WHEN checkpoint IS NULL THEN NULL ELSE jsonb_set(checkpoint, '{startedAt}', to_jsonb((checkpoint ->> 'startedAt')::timestamptz - $2::interval)) END
      WHERE id = $1`,
    [connectionId, `${hours} hours`],
  );
}

export async function endProviderPause(connectionId: string): Promise<void> {
  await sql("UPDATE connection SET provider_pause_until = NULL WHERE id = $1", [connectionId]);
}

/** Ends whatever a process holds of this connection. */
export async function endLease(connectionId: string): Promise<void> {
  await sql(
    "UPDATE connection SET lease_until = now() - interval '1 second', exchanging_until = NULL WHERE id = $1 AND lease_until IS NOT NULL",
    [connectionId],
  );
}

export function pick<T>(of: readonly T[], place: number): T | undefined {
  return of[place % Math.max(1, of.length)];
}

export function expectKilled(error: unknown): void {
  if (!(error instanceof Killed)) throw error;
}
