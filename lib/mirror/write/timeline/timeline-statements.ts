import type { Json, Turn } from "../../../providers/contract";
import { type DayContributions, FIGURES } from "../../timeline/day-sums";
import { MAX_EVENTS, MAX_MESSAGES, type SegmentTurn, STATE_FIELDS } from "../../timeline/facts";
import {
  bigInteger,
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

/** Times as ISO text. */
export interface EventJson {
  kind: "first_seen" | "changed" | "gone" | "returned";
  field: string | null;
  before: Json;
  after: Json;
  happenedAt: string | null;
  notBefore: string | null;
  seenAt: string;
  recordedAt: string | null;
}

export interface MessageFactsJson {
  externalId: string;
  sender: string;
  sentAt: string | null;
  added: { notBefore: string | null; seenAt: string; recordedAt: string | null } | null;
}

/** The stored timeline before this write. */
export interface StoredTimeline {
  categoryId: string | null;
  serviceIds: string[];
  sums: DayContributions;
  segments: number;
  states: number;
  answers: number;
}

export const selectTimelineFacts = statement("selectTimelineFacts", {
  parameters: { ticketIds: textArray },
  columns: {
    ticket_id: text,
    opened_at: nullable(timestamp),
    activity_at: timestamp,
    first_seen_at: timestamp,
    has_body: boolean,
    has_conversation: boolean,
    status: text,
    priority: nullable(text),
    subject: nullable(text),
    category_id: nullable(text),
    assignee: nullable(text),
    is_gone: boolean,
    service_ids: textArray,
    events: nullable(jsonb<EventJson[]>()),
    messages: nullable(jsonb<MessageFactsJson[]>()),
    stored: nullable(jsonb<StoredTimeline>()),
  },
  text: ({ ticketIds }) => `
    SELECT t.id AS ticket_id, t.opened_at, t.activity_at, t.first_seen_at,
      t.body IS NOT NULL AS has_body,
      t.conversation_read_at IS NOT NULL AS has_conversation, t.status, t.priority, t.subject,
      t.category_id, t.fields->>'assignee_id' AS assignee, t.gone_at IS NOT NULL AS is_gone,
      ARRAY(SELECT ts.service_id FROM ticket_service ts
        WHERE ts.ticket_id = t.id AND ts.service_id IS NOT NULL
        ORDER BY ts.position) AS service_ids,
      (SELECT jsonb_agg(jsonb_build_object(
         'kind', e.kind, 'field', e.field, 'before', e.before, 'after', e.after,
         'happenedAt', e.happened_at, 'notBefore', e.not_before, 'seenAt', e.seen_at,
         'recordedAt', e.recorded_at) ORDER BY e.id)
       FROM (
         SELECT * FROM event
         WHERE ticket_id = t.id AND (kind IN ('first_seen', 'gone', 'returned')
           OR kind = 'changed' AND field IN (${STATE_FIELDS.map((name) => `'${name}'`).join(", ")}))
         ORDER BY id DESC LIMIT ${MAX_EVENTS}) e) AS events,
      (SELECT jsonb_agg(jsonb_build_object(
         'externalId', m.external_id, 'sender', m.sender, 'sentAt', m.sent_at,
         'added', CASE WHEN a.field IS NOT NULL THEN jsonb_build_object(
           'notBefore', a.not_before, 'seenAt', a.seen_at, 'recordedAt', a.recorded_at) END)
         ORDER BY m.position, m.external_id)
       FROM (
         SELECT external_id, position, sender, sent_at FROM message
         WHERE ticket_id = t.id
         ORDER BY position, external_id LIMIT ${MAX_MESSAGES}) m
       LEFT JOIN (
         SELECT DISTINCT ON (field) field, kind, not_before, seen_at, recorded_at FROM event
         WHERE ticket_id = t.id AND kind IN ('message_added', 'message_removed')
         ORDER BY field, id) a
         ON a.field = m.external_id AND a.kind = 'message_added') AS messages,
      (SELECT jsonb_build_object(
         'categoryId', l.category_id, 'serviceIds', l.service_ids, 'sums', l.sums,
         'segments', l.segments, 'states', l.states, 'answers', l.answers)
       FROM ticket_timeline l WHERE l.ticket_id = t.id) AS stored
    FROM ticket t
    WHERE t.id = ANY(${ticketIds})`,
});

const TIMELINE_COLUMNS = {
  ticket_id: text,
  organization_id: text,
  started_at: timestamp,
  turn: enumeration<SegmentTurn>("SegmentTurn"),
  since_at: timestamp,
  since_after: nullable(timestamp),
  since_before: timestamp,
  since_seen: boolean,
  began_at: timestamp,
  first_asked_at: nullable(timestamp),
  first_answer_at: nullable(timestamp),
  first_answer_after: nullable(timestamp),
  first_answer_before: nullable(timestamp),
  unanswered_since: nullable(timestamp),
  done_at: nullable(timestamp),
  segments: integer,
  states: integer,
  answers: integer,
  category_id: nullable(text),
  service_ids: textArray,
  sums: jsonb<DayContributions>(),
};

const SEGMENT_COLUMNS = {
  ticket_id: text,
  position: integer,
  turn: enumeration<SegmentTurn>("SegmentTurn"),
  starts_at: timestamp,
  starts_after: nullable(timestamp),
  starts_before: timestamp,
  ends_at: nullable(timestamp),
  ends_after: nullable(timestamp),
  ends_before: nullable(timestamp),
};

const STATE_COLUMNS = {
  ticket_id: text,
  position: integer,
  valid_from: timestamp,
  valid_until: nullable(timestamp),
  status: text,
  turn: enumeration<Turn>("Turn"),
  priority: nullable(text),
  subject: nullable(text),
  category_id: nullable(text),
  assignee: nullable(text),
  gone: boolean,
};

const ANSWER_COLUMNS = {
  ticket_id: text,
  position: integer,
  message_external_id: text,
  asked_at: timestamp,
  answered_at: timestamp,
  answered_after: nullable(timestamp),
  answered_before: timestamp,
  is_first: boolean,
};

export interface TimelineRows {
  timeline: JsonRow<typeof TIMELINE_COLUMNS>;
  segments: Array<JsonRow<typeof SEGMENT_COLUMNS>>;
  states: Array<JsonRow<typeof STATE_COLUMNS>>;
  answers: Array<JsonRow<typeof ANSWER_COLUMNS>>;
}

type SqlColumns = Parameters<typeof namesOf>[0];

/** Writes nothing where nothing differs. */
function upsertText(table: string, columns: SqlColumns, key: string[], from: string): string {
  const names = Object.keys(columns).filter((name) => !key.includes(name));
  const list = (of: string) => names.map((name) => `${of}.${name}`).join(", ");
  return `
    INSERT INTO ${table} (${namesOf(columns)})
    SELECT ${namesOf(columns)} FROM ${from}
    ON CONFLICT (${key.join(", ")}) DO UPDATE SET
      ${names.map((name) => `${name} = excluded.${name}`).join(", ")}
    WHERE (${list(table)}) IS DISTINCT FROM (${list("excluded")})`;
}

const SUM_COLUMNS = {
  day: text,
  category_id: text,
  service_id: text,
  opened: integer,
  done: integer,
  answers: integer,
  answer_ms: bigInteger,
  first_answers: integer,
  first_answer_ms: bigInteger,
  theirs: integer,
  theirs_ms: bigInteger,
  yours: integer,
  yours_ms: bigInteger,
};

const POSITION_KEY = ["ticket_id", "position"];

/** Adds to the sums, whose rows of a connection only one transaction writes at a time. */
export const upsertTimelines = statement("upsertTimelines", {
  parameters: {
    timelines: records(TIMELINE_COLUMNS),
    segments: records(SEGMENT_COLUMNS),
    states: records(STATE_COLUMNS),
    answers: records(ANSWER_COLUMNS),
    sums: records(SUM_COLUMNS),
    connectionId: text,
    organizationId: text,
    provider: text,
  },
  text: ({
    timelines,
    segments,
    states,
    answers,
    sums,
    connectionId,
    organizationId,
    provider,
  }) => `
    WITH timeline AS (${upsertText("ticket_timeline", TIMELINE_COLUMNS, ["ticket_id"], timelines)}),
    segment AS (${upsertText("turn_segment", SEGMENT_COLUMNS, POSITION_KEY, segments)}),
    state AS (${upsertText("ticket_state", STATE_COLUMNS, POSITION_KEY, states)}),
    answered AS (${upsertText("answer", ANSWER_COLUMNS, POSITION_KEY, answers)}),
    renewed AS (
      DELETE FROM outdated_timeline x USING ${timelines} WHERE x.ticket_id = timelines.ticket_id)
    INSERT INTO day_sum (connection_id, organization_id, provider, day, category_id, service_id,
      ${FIGURES.join(", ")})
    SELECT ${connectionId}, ${organizationId}, ${provider}, day::date, category_id, service_id,
      ${FIGURES.join(", ")}
    FROM ${sums}
    ON CONFLICT (connection_id, day, category_id, service_id) DO UPDATE SET
      ${FIGURES.map((name) => `${name} = day_sum.${name} + excluded.${name}`).join(", ")}`,
});

/** Deletes the rows that a shorter timeline no longer has. */
export const trimTimelines = statement("trimTimelines", {
  parameters: {
    lengths: records({ ticket_id: text, segments: integer, states: integer, answers: integer }),
  },
  text: ({ lengths }) => `
    WITH lengths AS (SELECT * FROM ${lengths}),
    segment AS (
      DELETE FROM turn_segment x USING lengths l
      WHERE x.ticket_id = l.ticket_id AND x.position >= l.segments),
    state AS (
      DELETE FROM ticket_state x USING lengths l
      WHERE x.ticket_id = l.ticket_id AND x.position >= l.states)
    DELETE FROM answer x USING lengths l
    WHERE x.ticket_id = l.ticket_id AND x.position >= l.answers`,
});
