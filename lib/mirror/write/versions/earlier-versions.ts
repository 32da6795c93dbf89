import { isAnyOf } from "../../../db/expressions";
import type { Db } from "../../../db/kysely";
import type { TicketSnapshot } from "../../../providers/contract";
import type { MirrorTarget } from "../ticket-row";
import { newestTime } from "../ticket-row";
import type { LoadedFacts } from "../timeline/timeline-facts";
import { batchesBySize } from "./batches-by-size";
import { timelineAt, timesOf, valuesAt } from "./facts-at";
import { hiddenMessages, type Revision, revisionSizes, revisionsOf } from "./past-revisions";
import { earlierWords } from "./past-words";
import {
  insertPastWords,
  insertVersions,
  setKnownFrom,
  type VersionRow,
  type VersionService,
} from "./version-statements";

/** Of the revisions in memory at once, as stored: compressed to a tenth at best. */
const MAX_STORED_BYTES = 1024 * 1024;

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
  const sizes = await revisionSizes(
    client,
    tickets.map(({ ticketId }) => ticketId),
  );
  const services = await serviceIds(client, target);
  const sizeOf = ({ ticketId }: LoadedFacts) => sizes.get(ticketId) ?? 0;
  let written = 0;
  for (const batch of batchesBySize(tickets, sizeOf, MAX_STORED_BYTES))
    written += await writeBatch(client, target, batch, services);
  return written;
}

async function writeBatch(
  client: Db,
  target: MirrorTarget,
  tickets: readonly LoadedFacts[],
  services: ReadonlyMap<string, string>,
): Promise<number> {
  const ids = tickets.map(({ ticketId }) => ticketId);
  const [now, revisions, hidden] = [
    await currentRows(client, ids),
    await revisionsOf(client, target, ids),
    await hiddenMessages(client, ids),
  ];
  const versions: VersionRow[] = [];
  const times: Array<{ ticket_id: string; known_from: string; words_from: string | null }> = [];
  const words: ReturnType<typeof earlierWords>["rows"] = [];
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
    const ids = { ticket_id: ticket.ticketId, organization_id: row.organization_id };
    const spelled = earlierWords(ids, read, hidden);
    words.push(...spelled.rows);
    if (last)
      times.push({
        ticket_id: ticket.ticketId,
        known_from: last.known_from,
        words_from: isoOrNull(spelled.knownFrom),
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
    first_asked_at: isoOrNull(timeline.firstAnswer?.askedAt),
    first_answer_at: isoOrNull(timeline.firstAnswer?.answered.at),
  };
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

/** Ids of the connection's services, by kind and external id. */
async function serviceIds(client: Db, target: MirrorTarget): Promise<Map<string, string>> {
  const rows = await client
    .selectFrom("service as v")
    .select(["v.id", "v.kind", "v.external_id as externalId"])
    .where("v.connection_id", "=", target.connectionId)
    .execute();
  return new Map(rows.map(({ id, kind, externalId }) => [`${kind}:${externalId}`, id]));
}
