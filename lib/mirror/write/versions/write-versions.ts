import type { Db } from "../../../db/kysely";
import type { MirrorTarget } from "../ticket-row";
import type { LoadedFacts } from "../timeline/timeline-facts";
import { writeEarlierVersions } from "./earlier-versions";
import { appendVersions } from "./version-statements";

export interface VersionsToWrite {
  /** Ids of tickets that the mirror did not have. */
  added: readonly string[];
  known: readonly LoadedFacts[];
  recordedAt: Date;
}

/**
 * Keeps what lists show of tickets from now on. Of a ticket without any version, the earlier ones
 * are made from its revisions and events. Returns the rows written, as far as they are known.
 */
export async function writeVersions(
  client: Db,
  target: MirrorTarget,
  { added, known, recordedAt }: VersionsToWrite,
): Promise<number> {
  const ticketIds = [...added, ...known.map(({ ticketId }) => ticketId)];
  const { rows } = await appendVersions.run(client, { ticketIds, recordedAt });
  const first = new Set(rows.map((row) => row.ticket_id));
  const older = known.filter(({ ticketId }) => first.has(ticketId));
  return first.size + (await writeEarlierVersions(client, target, older));
}
