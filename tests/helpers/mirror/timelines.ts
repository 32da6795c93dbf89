import { expect } from "vitest";

import { db } from "@/lib/db/kysely";
import { daySumChanges, FIGURES } from "@/lib/mirror/timeline/day-sums";
import { ticketTimeline } from "@/lib/mirror/timeline/ticket-timeline";
import { loadTimelineFacts } from "@/lib/mirror/write/timeline/timeline-facts";
import { timelineRows } from "@/lib/mirror/write/timeline/timeline-rows";
import type { TicketProvider, Turn } from "@/lib/providers/contract";
import { turnOf } from "@/lib/providers/turn";
import { sql } from "@/tests/helpers/sql";

import type { Truth } from "./truth";

const TABLES = ["ticket_timeline", "turn_segment", "ticket_state", "answer"] as const;

type Row = Record<string, unknown>;

/** Converts times of any form to ISO text. */
function normal(row: Row): Row {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      /_(at|after|before|since|from|until)$/.test(name) && value !== null
        ? new Date(value as string).toISOString()
        : value,
    ]),
  );
}

async function storedRows(table: (typeof TABLES)[number], connectionId: string): Promise<Row[]> {
  const order = table === "ticket_timeline" ? "" : ", x.position";
  const rows = await sql<{ row: Row }>(
    `SELECT to_jsonb(x) AS "row" FROM ${table} x JOIN ticket t ON t.id = x.ticket_id
     WHERE t.connection_id = $1 ORDER BY x.ticket_id${order}`,
    [connectionId],
  );
  return rows.map(({ row }) => normal(row));
}

/**
 * Throws unless the timelines and sums of a connection are what the stored events, messages and
 * tickets give when they are read from the beginning.
 */
export async function expectTimelinesRecomputed(
  connectionId: string,
  provider: TicketProvider,
): Promise<void> {
  const tickets = await sql<{ id: string; organization_id: string }>(
    "SELECT id, organization_id FROM ticket WHERE connection_id = $1 ORDER BY id",
    [connectionId],
  );
  const facts = await loadTimelineFacts(
    db(),
    provider,
    tickets.map(({ id }) => id),
  );
  const byTicket = new Map(facts.map((loaded) => [loaded.ticketId, loaded]));
  const made = tickets.map(({ id, organization_id }) => {
    const loaded = byTicket.get(id);
    if (!loaded) throw new Error(`There are no facts of ${id}.`);
    return timelineRows(id, organization_id, ticketTimeline(loaded.facts), {
      activityAt: loaded.activityAt,
      categoryId: loaded.facts.now.categoryId,
      serviceIds: loaded.serviceIds,
    });
  });
  const expected: Record<(typeof TABLES)[number], Row[]> = {
    ticket_timeline: made.map(({ timeline }) => timeline),
    turn_segment: made.flatMap(({ segments }) => segments),
    ticket_state: made.flatMap(({ states }) => states),
    answer: made.flatMap(({ answers }) => answers),
  };
  for (const table of TABLES)
    expect(await storedRows(table, connectionId), table).toEqual(expected[table].map(normal));
  const sums = daySumChanges(
    made.map(({ timeline }) => ({
      before: null,
      after: {
        categoryId: timeline.category_id,
        serviceIds: timeline.service_ids,
        days: timeline.sums,
      },
    })),
  );
  expect(await storedSums(connectionId), "sums by day").toEqual(sums);
  await expectWholeLives(connectionId);
}

async function storedSums(connectionId: string): Promise<Row[]> {
  const figures = FIGURES.map((name) => `${name}::float8 AS ${name}`).join(", ");
  const rows = await sql<Row & { day: string; category_id: string; service_id: string }>(
    `SELECT category_id, service_id, day::text AS day, ${figures} FROM day_sum WHERE connection_id = $1`,
    [connectionId],
  );
  const key = (row: (typeof rows)[number]) =>
    JSON.stringify([row.day, row.category_id, row.service_id]);
  return rows
    .filter((row) => FIGURES.some((name) => row[name] !== 0))
    .toSorted((one, other) => (key(one) < key(other) ? -1 : 1));
}

/** Checks rules that hold however the rows were made, so that a wrong rule is found too. */
const WRONG_LIVES = `
  SELECT t.external_id,
    l.ticket_id IS NULL AS "without timeline",
    NOT (l.started_at = s.first_start AND s.gaps = 0 AND s.running = 1 AND s.empty = 0) AS "not its whole life",
    s.outside > 0 AS "outside its interval",
    l.began_at IS DISTINCT FROM
      CASE WHEN l.since_seen OR l.since_at < t.activity_at THEN l.since_at ELSE t.activity_at END AS "another wait",
    l.turn::text <> CASE WHEN t.gone_at IS NULL THEN t.turn::text ELSE 'not_seen' END AS "another turn",
    NOT EXISTS (
      SELECT 1 FROM ticket_state x
      WHERE x.ticket_id = t.id AND x.valid_until IS NULL
        AND (x.status, x.turn, x.priority, x.subject, x.category_id, x.gone)
          IS NOT DISTINCT FROM (t.status, t.turn, t.priority, t.subject, t.category_id, t.gone_at IS NOT NULL)
    ) AS "another state",
    EXISTS (
      SELECT 1 FROM answer a LEFT JOIN message m ON m.ticket_id = t.id AND m.external_id = a.message_external_id
      WHERE a.ticket_id = t.id AND (m.sender IS DISTINCT FROM 'staff' OR a.answered_at < a.asked_at)
    ) AS "an answer by others",
    EXISTS (SELECT 1 FROM outdated_timeline o WHERE o.ticket_id = t.id) AS "outdated"
  FROM ticket t
  LEFT JOIN ticket_timeline l ON l.ticket_id = t.id
  LEFT JOIN LATERAL (
    SELECT min(starts_at) AS first_start,
      count(*) FILTER (WHERE starts_at <> previous) AS gaps,
      count(*) FILTER (WHERE ends_at IS NULL) AS running,
      count(*) FILTER (WHERE ends_at <= starts_at) AS empty,
      count(*) FILTER (WHERE starts_at > starts_before OR (position > 0 AND starts_at < starts_after)) AS outside
    FROM (SELECT *, lag(ends_at) OVER (ORDER BY position) AS previous FROM turn_segment WHERE ticket_id = t.id) x
  ) s ON true
  WHERE t.connection_id = $1`;

async function expectWholeLives(connectionId: string): Promise<void> {
  for (const { external_id: id, ...wrong } of await sql<Row>(WRONG_LIVES, [connectionId]))
    expect(
      Object.keys(wrong).filter((name) => wrong[name] !== false),
      `timeline of ${String(id)}`,
    ).toEqual([]);
}

interface Boundary {
  external_id: string;
  before: string;
  after: string;
  starts_after: Date | null;
  starts_before: Date;
}

/** Throws unless the turn truly changed so within the interval of each boundary between turns. */
export async function expectTrueBoundaries(
  connectionId: string,
  truth: Truth,
  provider: TicketProvider,
): Promise<void> {
  const boundaries = await sql<Boundary & Row>(
    `SELECT t.external_id, b.turn AS before, a.turn AS after, a.starts_after, a.starts_before
     FROM turn_segment a JOIN turn_segment b ON b.ticket_id = a.ticket_id AND b.position = a.position - 1
     JOIN ticket t ON t.id = a.ticket_id
     WHERE t.connection_id = $1 AND 'not_seen' NOT IN (a.turn::text, b.turn::text)`,
    [connectionId],
  );
  for (const boundary of boundaries) {
    const turns = truth
      .during(
        boundary.external_id,
        boundary.starts_after?.getTime() ?? -Infinity,
        boundary.starts_before.getTime(),
      )
      .map((ticket) => ticket && turnOf(provider, ticket.status));
    const from = turns.findIndex((turn) => turn === boundary.before);
    const where = JSON.stringify({ ...boundary, turns });
    expect(from, `${where}: it was their turn before`).toBeGreaterThanOrEqual(0);
    expect(turns.indexOf(boundary.after as Turn, from), where).toBeGreaterThan(from);
  }
}
