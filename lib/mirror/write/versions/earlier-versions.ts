import { isAnyOf } from "../../../db/expressions";
import type { Db } from "../../../db/kysely";
import type { Json, TicketSnapshot } from "../../../providers/contract";
import { findProvider } from "../../../providers/registry";
import { searchVector } from "../search/search-index";
import type { MirrorTarget } from "../ticket-row";
import { newestTime } from "../ticket-row";
import type { LoadedFacts } from "../timeline/timeline-facts";
import { timelineAt, timesOf, valuesAt } from "./facts-at";
import {
  insertPastWords,
  insertVersions,
  setKnownFrom,
  type VersionRow,
  type VersionService,
} from "./version-statements";

/** Revisions of one ticket; older ones are left out. */
const MAX_REVISIONS = 200;

interface Revision {
  recordedAt: number;
  snapshot: TicketSnapshot | null;
}

const iso = (time: number): string => new Date(time).toISOString();
const isoOrNull = (time: number | Date | null | undefined): string | null =>
  time === null || time === undefined ? null : new Date(time).toISOString();

/**
 * Makes the versions before the current one. What only a revision says is unknown without one that
 * can be read; then it is as it is now.
 */
export async function writeEarlierVersions(
  client: Db,
  target: MirrorTarget,
  tickets: readonly LoadedFacts[],
): Promise<number> {
  if (tickets.length === 0) return 0;
  const ids = tickets.map(({ ticketId }) => ticketId);
  const [now, revisions, hidden, services] = [
    await currentRows(client, ids),
    await revisionsOf(client, target, ids),
    await hiddenMessages(client, ids),
    await serviceIds(client, target),
  ];
  const versions: VersionRow[] = [];
  const times: Array<{ ticket_id: string; known_from: string; words_from: string | null }> = [];
  const words: Parameters<typeof insertPastWords.run>[1]["rows"][number][] = [];
  for (const ticket of tickets) {
    const row = now.get(ticket.ticketId);
    if (!row) continue;
    const read = revisions.get(ticket.ticketId) ?? [];
    const moments = timesOf(
      ticket.facts,
      read.map(({ recordedAt }) => recordedAt),
    );
    const made = moments.map((at) => versionAt(ticket, row, snapshotAt(read, at), services, at));
    const distinct = made.filter((one, index) => !isSame(one, made[index - 1]));
    const last = distinct.at(-1);
    distinct.slice(0, -1).forEach((version, index) => {
      versions.push({ ...version, known_until: distinct[index + 1]?.known_from ?? null });
    });
    const spelled = read.flatMap(({ recordedAt, snapshot }) =>
      snapshot ? [{ recordedAt, words: wordsOf(snapshot, hidden) }] : [],
    );
    const changes = spelled.filter(({ words }, index) => words !== spelled[index - 1]?.words);
    changes.slice(0, -1).forEach((one, index) => {
      words.push({
        ticket_id: ticket.ticketId,
        organization_id: row.organization_id,
        known_from: iso(one.recordedAt),
        known_until: iso(changes[index + 1]?.recordedAt ?? one.recordedAt),
        words: one.words,
      });
    });
    if (last)
      times.push({
        ticket_id: ticket.ticketId,
        known_from: last.known_from,
        words_from: isoOrNull(changes.at(-1)?.recordedAt),
      });
  }
  if (versions.length > 0) await insertVersions.run(client, { versions });
  if (words.length > 0) await insertPastWords.run(client, { rows: words });
  if (times.length > 0) await setKnownFrom.run(client, { times });
  return versions.length + words.length;
}

function isSame(one: VersionRow, other: VersionRow | undefined): boolean {
  if (!other) return false;
  const shown = ({ known_from: _from, ...rest }: VersionRow) => JSON.stringify(rest);
  return shown(one) === shown(other);
}

const snapshotAt = (revisions: readonly Revision[], at: number): TicketSnapshot | null =>
  revisions.findLast(({ recordedAt, snapshot }) => recordedAt <= at && snapshot)?.snapshot ?? null;

type CurrentRow = Awaited<ReturnType<typeof currentRows>> extends Map<string, infer R> ? R : never;

function versionAt(
  { ticketId, facts }: LoadedFacts,
  row: CurrentRow,
  snapshot: TicketSnapshot | null,
  services: ReadonlyMap<string, string>,
  at: number,
): VersionRow {
  const { values, goneAt } = valuesAt(facts, at);
  const timeline = timelineAt(facts, at);
  const newest = snapshot ? newestTime(snapshot) : row.activity_at;
  const activityAt = newest?.getTime() ?? facts.firstSeenAt;
  const { since, segments } = timeline;
  const isSeen = segments.at(-2)?.turn !== "not_seen";
  const beganAt = isSeen ? since.at : Math.min(since.at, activityAt);
  const turn = facts.turnOf(values.status);
  return {
    ticket_id: ticketId,
    organization_id: row.organization_id,
    known_from: iso(at),
    known_until: null,
    subject: values.subject,
    status: values.status,
    turn,
    priority: values.priority,
    category_id: values.categoryId,
    category_label: snapshot ? (snapshot.category?.label ?? null) : row.category_label,
    assignee: values.assignee,
    requester_name: snapshot ? snapshot.requesterName : row.requester_name,
    message_count: snapshot ? snapshot.messageCount : row.message_count,
    opened_at: isoOrNull(snapshot ? snapshot.openedAt : row.opened_at),
    activity_at: iso(activityAt),
    gone_at: isoOrNull(goneAt),
    has_file: (snapshot?.attachments?.length ?? 0) > 0,
    services: (snapshot?.services ?? []).map(({ kind, externalId, name }): VersionService => ({
      id: services.get(`${kind}:${externalId}`) ?? null,
      kind,
      name,
    })),
    began_at: iso(beganAt),
    turn_since: turn === timeline.turn ? iso(beganAt) : null,
    started_at: iso(timeline.startedAt),
    unanswered_since: isoOrNull(timeline.unansweredSince),
    done_at: isoOrNull(timeline.doneAt),
    first_answer_at: isoOrNull(timeline.firstAnswer?.answered.at),
  };
}

/** Without encrypted messages, also those that became so later. */
function wordsOf(snapshot: TicketSnapshot, hidden: ReadonlySet<string>): string {
  const { externalId, number, subject, body, requesterName, services } = snapshot;
  return searchVector({
    externalId,
    number,
    subject,
    body: body ?? null,
    requesterName,
    services: services.map(({ externalId: id, name }) => ({
      externalId: id,
      name,
      listedName: null,
    })),
    messages: (snapshot.messages ?? []).map((message) => ({
      ...message,
      encrypted: message.encrypted || hidden.has(message.externalId),
    })),
    attachments: snapshot.attachments ?? [],
  });
}

async function currentRows(client: Db, ids: readonly string[]) {
  const rows = await client
    .selectFrom("ticket as t")
    .select(["t.id", "t.organization_id", "t.category_label", "t.requester_name"])
    .select(["t.message_count", "t.opened_at", "t.activity_at"])
    .where((eb) => isAnyOf(eb.ref("t.id"), ids))
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}

async function revisionsOf(
  client: Db,
  target: MirrorTarget,
  ids: readonly string[],
): Promise<Map<string, Revision[]>> {
  const provider = findProvider(target.provider.id);
  const rows = await client
    .selectFrom("ticket as t")
    .innerJoinLateral(
      (eb) =>
        eb
          .selectFrom("revision as r")
          .select(["r.id", "r.content_hash", "r.seen_at"])
          .whereRef("r.ticket_id", "=", "t.id")
          .orderBy("r.id", "desc")
          .limit(MAX_REVISIONS)
          .as("r"),
      (join) => join.onTrue(),
    )
    .innerJoin("raw_content as c", (join) =>
      join.onRef("c.ticket_id", "=", "t.id").onRef("c.content_hash", "=", "r.content_hash"),
    )
    .select((eb) => [
      "t.id as ticketId",
      "r.seen_at as seenAt",
      eb.ref("c.raw").$castTo<Json>().as("raw"),
      // The same reading's events were stored with it.
      eb
        .selectFrom("event as e")
        .select(({ fn }) => fn.min("e.recorded_at").as("at"))
        .whereRef("e.ticket_id", "=", "t.id")
        .whereRef("e.seen_at", "=", "r.seen_at")
        .as("recordedAt"),
    ])
    .where((eb) => isAnyOf(eb.ref("t.id"), ids))
    .orderBy("r.id")
    .execute();
  const found = new Map<string, Revision[]>();
  for (const { ticketId, seenAt, recordedAt, raw } of rows) {
    const all = found.get(ticketId) ?? [];
    const latest = all.at(-1)?.recordedAt ?? -Infinity;
    all.push({
      recordedAt: Math.max(latest, (recordedAt ?? seenAt).getTime()),
      snapshot: provider?.snapshotOf(raw, seenAt) ?? null,
    });
    found.set(ticketId, all);
  }
  return found;
}

/** External ids of messages that are encrypted now. */
async function hiddenMessages(client: Db, ids: readonly string[]): Promise<Set<string>> {
  const rows = await client
    .selectFrom("message as m")
    .select("m.external_id as id")
    .where((eb) => isAnyOf(eb.ref("m.ticket_id"), ids))
    .where("m.encrypted", "=", true)
    .execute();
  return new Set(rows.map(({ id }) => id));
}

/** Of the connection's services, by kind and external id. */
async function serviceIds(client: Db, target: MirrorTarget): Promise<Map<string, string>> {
  const rows = await client
    .selectFrom("service as v")
    .select(["v.id", "v.kind", "v.external_id as externalId"])
    .where("v.connection_id", "=", target.connectionId)
    .execute();
  return new Map(rows.map(({ id, kind, externalId }) => [`${kind}:${externalId}`, id]));
}
