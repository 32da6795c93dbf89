import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";

import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { readConnection } from "@/lib/connections/read-connection";
import {
  type HostupSandbox,
  startHostupSandbox,
  startUpsunSandbox,
  type UpsunSandbox,
} from "@/sandbox/start";
import { beginHistory } from "@/scripts/demo/recording/load-recording";
import { loadTables } from "@/scripts/demo/recording/load-tables";
import { recordedColumns, schemaDigest } from "@/scripts/demo/recording/recorded-tables";
import { readRecording, RECORD_AGAIN } from "@/scripts/demo/recording/recording";
import { createTestDatabase, useTestDatabase } from "@/tests/helpers/database";
import { sql } from "@/tests/helpers/sql";

const MAX_BYTES = 3_000_000;
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

const database = useTestDatabase();
let folder: string;
let hostup: HostupSandbox;
let upsun: UpsunSandbox;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), "ticketbridge-history-"));
  const stateFile = (name: string) => path.join(folder, `${name}.json`);
  const history = await beginHistory(["hostup", "upsun"], stateFile);
  hostup = await startHostupSandbox({ statePath: stateFile("hostup") });
  upsun = await startUpsunSandbox({ statePath: stateFile("upsun") });
  Object.assign(process.env, {
    HOSTUP_API_URL: hostup.apiUrl,
    UPSUN_API_URL: upsun.apiUrl,
    UPSUN_AUTH_URL: upsun.authUrl,
    UPSUN_CONVERSATION: "reply",
  });
  const providers = ["hostup", "upsun"] as const;
  await loadTables(history.recording, { ...history, databaseUrl: database.url, providers });
});

afterAll(async () => {
  await hostup.stop();
  await upsun.stop();
  await rm(folder, { recursive: true, force: true });
});

describe("the demo's recorded history", () => {
  it("takes at most 3 MB of the repository", async () => {
    expect((await readRecording()).bytes).toBeLessThanOrEqual(MAX_BYTES);
  });

  it("was recorded with the tables of today", async () => {
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    const today = schemaDigest(await recordedColumns(client)).toString();
    await client.end();
    const { summary } = await readRecording();
    expect(summary.schema, `The schema has changed. ${RECORD_AGAIN}.`).toBe(today);
  });

  it("ends minutes before the demo's start, with nothing later", async () => {
    for (const { table, name } of await timeColumns()) {
      const later = await sql(`SELECT 1 FROM "${table}" WHERE "${name}" > now() LIMIT 1`);
      expect([table, name, later.length]).toEqual([table, name, 0]);
    }
    const [row] = await sql<{ latest: Date; first: Date }>(
      "SELECT max(activity_at) AS latest, min(activity_at) AS first FROM ticket",
    );
    expect(Date.now() - Number(row?.latest)).toBeLessThan(60 * MINUTE);
    expect(Date.now() - Number(row?.first)).toBeGreaterThan(300 * DAY);
  });

  it("has no active domain that renews itself and yet has expired", async () => {
    const active = await sql<{ name: string; expired: boolean }>(
      `SELECT name, (details ->> 'expiresAt')::timestamptz < now() AS expired FROM service
       WHERE kind = 'domain' AND status = 'active' AND details ->> 'autoRenew' = 'true'
         AND gone_at IS NULL`,
    );
    expect(active.length).toBeGreaterThan(10);
    expect(active.filter(({ expired }) => expired)).toEqual([]);
  });

  it("is in the lists of past moments, month by month", async () => {
    const known = await sql<{ tickets: number }>(`
      SELECT (SELECT count(*)::int FROM ticket_version v
        WHERE v.known_from <= at AND coalesce(v.known_until > at, true)) AS tickets
      FROM generate_series(now() - interval '11 months', now(), interval '1 month') at ORDER BY at`);
    const counts = known.map(({ tickets }) => tickets);
    expect(counts).toEqual(counts.toSorted((one, other) => one - other));
    expect(counts[0]).toBeGreaterThan(0);
    expect(new Set(counts).size).toBeGreaterThan(8);
  });

  it("is spread over the year", async () => {
    const [share] = await sql<Record<"tickets" | "week" | "month" | "days" | "people", number>>(`
      SELECT count(*)::int AS tickets,
        avg((activity_at < now() - interval '7 days')::int)::float8 AS week,
        avg((activity_at < now() - interval '30 days')::int)::float8 AS month,
        count(DISTINCT activity_at::date)::int AS days,
        (SELECT count(DISTINCT user_id)::int FROM submission WHERE state = 'sent') AS people
      FROM ticket`);
    expect(share?.tickets).toBeGreaterThan(300);
    expect(share?.week).toBeGreaterThan(0.6);
    expect(share?.month).toBeGreaterThan(0.4);
    expect(share?.days).toBeGreaterThan(100);
    expect(share?.people).toBeGreaterThanOrEqual(4);
  });

  it("has one of everything that a person should see", async () => {
    const [counts] = await sql(`
      SELECT
        (SELECT count(*)::int FROM connection WHERE status = 'needs_attention') AS attention,
        (SELECT count(*)::int FROM connection
         WHERE last_read_at IS NULL AND checkpoint ->> 'from' IS NOT NULL) AS importing,
        (SELECT count(*)::int FROM submission WHERE state = 'unknown') AS unknown,
        (SELECT count(*)::int FROM submission WHERE state = 'needs_decision') AS "needsDecision",
        (SELECT count(*)::int FROM submission
         WHERE state NOT IN ('sent', 'unknown', 'needs_decision')) AS others`);
    expect(counts).toEqual({ attention: 1, importing: 1, unknown: 1, needsDecision: 1, others: 0 });
    const [some] = await sql<Record<string, boolean>>(`
      SELECT
        EXISTS (SELECT FROM ticket WHERE gone_at IS NOT NULL) AS gone,
        EXISTS (SELECT FROM event WHERE kind = 'message_changed') AS changed,
        EXISTS (SELECT FROM event WHERE kind = 'message_removed') AS removed,
        EXISTS (SELECT FROM attachment) AS files,
        EXISTS (SELECT FROM service_change) AS services,
        EXISTS (SELECT FROM sync_day) AS days`);
    expect(Object.entries(some ?? {}).filter(([, exists]) => !exists)).toEqual([]);
  });

  it("is what the sandboxes say: the first readings find nothing new", async () => {
    const connections = await sql<{ id: string; label: string }>(`
      SELECT id, label FROM connection
      WHERE status = 'active' AND last_read_at IS NOT NULL ORDER BY label`);
    expect(connections.length).toBeGreaterThanOrEqual(4);
    for (const { id, label } of connections) {
      const { outcome, events, detailsRead, gone } = await readConnection(id, {
        trigger: "person",
        full: true,
      });
      expect({ label, outcome, events, detailsRead, gone }).toEqual({
        label,
        outcome: "complete",
        events: 0,
        detailsRead: 0,
        gone: 0,
      });
    }
  });

  it("goes on with the import when the provider's pause is over", async () => {
    const [row] = await sql<{ id: string; before: number }>(`
      UPDATE connection c SET provider_pause_until = now() - interval '1 second'
      WHERE checkpoint IS NOT NULL
      RETURNING id, (SELECT count(*)::int FROM ticket t WHERE t.connection_id = c.id) AS before`);
    const report = await readConnection(row?.id ?? "", { trigger: "person" });
    expect(report.outcome).toBe("complete");
    const [after] = await sql<{ tickets: number; account: number }>(
      "SELECT count(*)::int AS tickets FROM ticket WHERE connection_id = $1",
      [row?.id],
    );
    expect(after?.tickets).toBe(upsun.control.tickets("kvarnvik").length);
    expect(row?.before).toBeLessThan(after?.tickets ?? 0);
  });
});

it("leaves out the accounts of a provider that is no sandbox", async () => {
  const other = await createTestDatabase();
  const history = await beginHistory([], () => "");
  const loaded = await loadTables(history.recording, {
    ...history,
    databaseUrl: other.url,
    providers: ["upsun"],
  });
  const client = new pg.Client({ connectionString: other.url });
  await client.connect();
  const { rows } = await client.query("SELECT DISTINCT provider FROM ticket");
  await client.end();
  await other.drop();
  expect(rows).toEqual([{ provider: "upsun" }]);
  expect(loaded.connections).toBe(3);
});

/** Plans of what is to be done next. */
const PLANNED = new Set([
  "due_at",
  "exchanging_until",
  "lease_until",
  "next_at",
  "poll_after_at",
  "probing_until",
  "provider_pause_until",
  "rate_reset_at",
  "retry_at",
]);

async function timeColumns() {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    const columns = await recordedColumns(client);
    return columns.filter(({ type, name }) => type === "timestamptz" && !PLANNED.has(name));
  } finally {
    await client.end();
  }
}
