import { sql } from "../db/sql";
import { log } from "../log";
import { deliver } from "./deliver";

/**
 * Takes up what a process left behind: what was never sent is sent; what was being sent when its process ended may have arrived, and
 * becomes `unknown`. Safe to call at any time and from several processes. Nothing is begun after
 * `endBy` (milliseconds since 1970). Returns how many of each there were.
 */
export async function resumeSubmissions(endBy = Number.POSITIVE_INFINITY, limit = 20): Promise<{ delivered: number; unknown: number }> {
  const lost = await sql<{ id: string }>(
    `UPDATE submission SET state = 'unknown', error_code = 'provider_unknown_outcome',
            error_message = 'The portal was interrupted while this was being sent. The provider may have received it.'
      WHERE state = 'sending' AND sending_at < now() - interval '10 minutes' RETURNING id`,
  );
  const waiting = await sql<{ id: string }>(
    "SELECT id FROM submission WHERE state = 'queued' AND created_at < now() - interval '1 minute' ORDER BY created_at LIMIT $1",
    [limit],
  );
  let delivered = 0;
  for (const { id } of waiting) {
    if (Date.now() > endBy) break;
    try {
      await deliver(id);
      delivered += 1;
    } catch (error) {
      log.error({ err: error, submissionId: id }, "a submission could not be taken up");
    }
  }
  return { delivered, unknown: lost.length };
}
