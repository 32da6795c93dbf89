import type { Turn } from "../../../providers/contract";
import {
  boolean,
  enumeration,
  integer,
  jsonb,
  type JsonRow,
  namesOf,
  nullable,
  records,
  statement,
  text,
  textArray,
  timestamp,
} from "../declare-statement";

export interface VersionService {
  id: string | null;
  kind: string;
  name: string | null;
}

/** A change of one of these makes a new version. */
const SHOWN_COLUMNS = {
  subject: nullable(text),
  status: text,
  turn: enumeration<Turn>("Turn"),
  priority: nullable(text),
  category_id: nullable(text),
  category_label: nullable(text),
  assignee: nullable(text),
  requester_name: nullable(text),
  message_count: nullable(integer),
  opened_at: nullable(timestamp),
  activity_at: timestamp,
  gone_at: nullable(timestamp),
  has_file: boolean,
  services: jsonb<VersionService[]>(),
  began_at: nullable(timestamp),
  turn_since: nullable(timestamp),
  started_at: nullable(timestamp),
  unanswered_since: nullable(timestamp),
  done_at: nullable(timestamp),
  first_asked_at: nullable(timestamp),
  first_answer_at: nullable(timestamp),
};

const VERSION_COLUMNS = {
  ticket_id: text,
  organization_id: text,
  known_from: timestamp,
  known_until: nullable(timestamp),
  ...SHOWN_COLUMNS,
};

export type VersionRow = JsonRow<typeof VERSION_COLUMNS>;

const SHOWN = namesOf(SHOWN_COLUMNS);
const namesIn = (alias: string) =>
  Object.keys(SHOWN_COLUMNS)
    .map((name) => `${alias}.${name}`)
    .join(", ");

/** Older portals store no such time; filling it in later makes no new version. */
const STORED = namesIn("v").replace(
  "v.first_asked_at",
  "coalesce(v.first_asked_at, now.first_asked_at)",
);

/** The lists of past moments look no further: see `TicketVersion.sortAt`. */
const sortAt = (knownFrom: string) => `least(activity_at, ${knownFrom} + interval '24 hours')`;

/**
 * Keeps a version of each of these tickets that lists show differently than the last one. Two in one
 * millisecond are one. Returns the tickets that had none.
 */
export const appendVersions = statement("appendVersions", {
  parameters: { ticketIds: textArray, recordedAt: timestamp },
  columns: { ticket_id: text },
  text: ({ ticketIds, recordedAt }) => `
    WITH now AS (
      SELECT t.id AS ticket_id, t.organization_id, t.subject, t.status, t.turn, t.priority,
        t.category_id, t.category_label, t.fields->>'assignee_id' AS assignee, t.requester_name,
        t.message_count, t.opened_at, t.activity_at, t.gone_at,
        EXISTS (SELECT 1 FROM attachment a WHERE a.ticket_id = t.id AND a.removed_at IS NULL)
          AS has_file,
        (SELECT coalesce(jsonb_agg(jsonb_build_object('id', s.service_id, 'kind', s.kind,
           'name', s.name) ORDER BY s.position), '[]')
         FROM ticket_service s WHERE s.ticket_id = t.id) AS services,
        l.began_at, CASE WHEN l.turn::text = t.turn::text THEN l.began_at END AS turn_since,
        l.started_at, l.unanswered_since, l.done_at, l.first_asked_at, l.first_answer_at
      FROM ticket t LEFT JOIN ticket_timeline l ON l.ticket_id = t.id
      WHERE t.id = ANY(${ticketIds})),
    changed AS (
      SELECT now.*, v.known_from AS previous, greatest(v.known_from, ${recordedAt}) AS known_from
      FROM now LEFT JOIN ticket_version v
        ON v.ticket_id = now.ticket_id AND v.known_until IS NULL
      WHERE v.ticket_id IS NULL OR (${namesIn("now")}) IS DISTINCT FROM (${STORED})),
    ended AS (
      UPDATE ticket_version v SET known_until = c.known_from FROM changed c
      WHERE v.ticket_id = c.ticket_id AND v.known_until IS NULL AND v.known_from < c.known_from),
    added AS (
      INSERT INTO ticket_version (ticket_id, organization_id, known_from, sort_at, ${SHOWN})
      SELECT ticket_id, organization_id, known_from, ${sortAt("known_from")}, ${SHOWN} FROM changed
      ON CONFLICT (ticket_id, known_from) DO UPDATE SET sort_at = excluded.sort_at,
        ${Object.keys(SHOWN_COLUMNS)
          .map((name) => `${name} = excluded.${name}`)
          .join(", ")})
    SELECT ticket_id FROM changed WHERE previous IS NULL`,
});

export const insertVersions = statement("insertVersions", {
  parameters: { versions: records(VERSION_COLUMNS) },
  text: ({ versions }) => `
    INSERT INTO ticket_version (${namesOf(VERSION_COLUMNS)}, sort_at)
    SELECT ${namesOf(VERSION_COLUMNS)}, ${sortAt("known_from")} FROM ${versions}
    ON CONFLICT DO NOTHING`,
});

/** Dates the current versions and words, which nothing has changed since. */
export const setKnownFrom = statement("setKnownFrom", {
  parameters: {
    times: records({ ticket_id: text, known_from: timestamp, words_from: nullable(timestamp) }),
  },
  text: ({ times }) => `
    WITH times AS (SELECT * FROM ${times}),
    version AS (
      UPDATE ticket_version v SET known_from = times.known_from,
        sort_at = ${sortAt("times.known_from")}
      FROM times
      WHERE v.ticket_id = times.ticket_id AND v.known_until IS NULL
        AND v.known_from > times.known_from)
    UPDATE ticket_search s SET known_from = times.words_from FROM times
    WHERE s.ticket_id = times.ticket_id AND s.known_from IS NULL
      AND times.words_from IS NOT NULL`,
});

export const insertPastWords = statement("insertPastWords", {
  parameters: {
    rows: records({
      ticket_id: text,
      organization_id: text,
      known_from: timestamp,
      known_until: timestamp,
      words: text,
    }),
  },
  text: ({ rows }) => `
    INSERT INTO past_words (ticket_id, organization_id, known_from, known_until, words)
    SELECT ticket_id, organization_id, known_from, known_until, words::tsvector FROM ${rows}
    ON CONFLICT DO NOTHING`,
});

export const deletePastWords = statement("deletePastWords", {
  parameters: { ticketIds: textArray },
  text: ({ ticketIds }) => `DELETE FROM past_words WHERE ticket_id = ANY(${ticketIds})`,
});
