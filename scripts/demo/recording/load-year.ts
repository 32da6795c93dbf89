import { withClient } from "./is-empty-database";
import { loadTables } from "./load-tables";
import { readRecording } from "./recording";
import { shiftTimes } from "./shift-times";

const unmoved = (at: number) => at;

/**
 * Fills a migrated database with the demo's history at its recorded times, so that a test knows its
 * dates. Accounts are paused: no sandbox has them.
 */
export async function loadYear(databaseUrl: string): Promise<void> {
  const { recording, summary } = await readRecording();
  await withClient(databaseUrl, (client) =>
    client.query(`TRUNCATE "user", organization, audit_entry RESTART IDENTITY CASCADE`),
  );
  await loadTables(recording, {
    databaseUrl,
    providers: ["hostup", "upsun"],
    shift: unmoved,
    times: shiftTimes(unmoved, Date.parse(summary.recordedUntil)),
  });
  await withClient(databaseUrl, (client) =>
    client.query("UPDATE connection SET next_at = NULL, paused_at = now()"),
  );
}
