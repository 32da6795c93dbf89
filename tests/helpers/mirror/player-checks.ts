import { expect } from "vitest";

import { contentHash } from "@/lib/db/content-hash";
import { sql } from "@/tests/helpers/sql";

import { expectGone } from "./compare";
import type { ProviderAccount } from "./provider-account";

/** Ids of the pages that the current sweep was given, by the place that follows each. */
export type ReadPages = ReadonlyMap<string | null | undefined, string[][]>;

export async function readCheckpoint(
  connectionId: string,
): Promise<{ resource: string; from: string | null; pages: number } | null> {
  const [row] = await sql<{
    checkpoint: { resource: string; from: string | null; pages: number } | null;
  }>("SELECT checkpoint FROM connection WHERE id = $1", [connectionId]);
  return row?.checkpoint ?? null;
}

/** Throws unless all tickets of the page before the checkpoint are in the mirror. */
export async function expectCheckpointBehindRows(
  connectionId: string,
  pages: ReadPages,
): Promise<void> {
  const checkpoint = await readCheckpoint(connectionId);
  if (!checkpoint || checkpoint.resource !== "tickets") return;
  const given = pages.get(checkpoint.from) ?? [];
  const known = new Set(
    (
      await sql<{ external_id: string }>(
        "SELECT external_id FROM ticket WHERE connection_id = $1",
        [connectionId],
      )
    ).map((row) => row.external_id),
  );
  expect(
    given.some((ids) => ids.every((id) => known.has(id))),
    `the page before ${JSON.stringify(checkpoint)} is in the mirror: ${JSON.stringify(given)}`,
  ).toBe(true);
}

/** Throws when an active connection has no next sync. */
export async function expectNextSyncPlanned(connectionId: string): Promise<void> {
  expect(
    await sql(
      "SELECT status, last_error_code FROM connection WHERE id = $1 AND status = 'active' AND next_at IS NULL",
      [connectionId],
    ),
    "active, and never to be read again",
  ).toEqual([]);
}

/** Throws when a ticket returned more often than the provider showed it again. */
export async function expectNoFalseReturns(
  connectionId: string,
  restored: ReadonlyMap<string, number>,
): Promise<void> {
  const returns = await sql<{ external_id: string; count: number }>(
    "SELECT t.external_id, count(*)::int AS count FROM event e JOIN ticket t ON t.id = e.ticket_id WHERE t.connection_id = $1 AND e.kind = 'returned' GROUP BY 1",
    [connectionId],
  );
  expect(
    returns.filter(({ external_id, count }) => count > (restored.get(external_id) ?? 0)),
    "returns of what the provider did not show again",
  ).toEqual([]);
}

/** Throws unless every ticket is in the mirror as it is at the provider. */
export async function expectUpToDate(
  connectionId: string,
  account: ProviderAccount,
  full: boolean,
): Promise<void> {
  const rows = await sql<{ external_id: string; content_hash: string }>(
    "SELECT external_id, content_hash FROM ticket WHERE connection_id = $1 AND gone_at IS NULL",
    [connectionId],
  );
  const mirrored = new Map(rows.map((row) => [row.external_id, row.content_hash]));
  const present = account.present();
  const behind = present.filter((id) => mirrored.get(id) !== contentHash(account.raw(id)));
  expect(behind, "tickets that a complete sweep left behind").toEqual([]);
  if (full) await expectGone(connectionId, (id) => present.includes(id));
}
