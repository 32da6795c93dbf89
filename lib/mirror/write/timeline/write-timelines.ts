import type { Db } from "../../../db/kysely";
import { daySumChanges } from "../../timeline/day-sums";
import { ticketTimeline } from "../../timeline/ticket-timeline";
import type { MirrorTarget } from "../ticket-row";
import { writeVersions } from "../versions/write-versions";
import { factsOfNew, type LoadedFacts, loadTimelineFacts } from "./timeline-facts";
import { timelineRows } from "./timeline-rows";
import { type TimelineRows, trimTimelines, upsertTimelines } from "./timeline-statements";
import type { TimelinesToWrite } from "./timelines-to-write";

/**
 * Makes the timelines of tickets anew from all that is stored of them, corrects the sums, and keeps
 * a version of each ticket that lists now show differently. The caller holds the connection's lock
 * and has written everything else. Returns the rows written.
 */
export async function writeTimelines(
  client: Db,
  target: MirrorTarget,
  { added, changed, recordedAt }: TimelinesToWrite,
): Promise<number> {
  if (added.length + changed.length === 0) return 0;
  const known = await loadTimelineFacts(client, target.provider, changed);
  const loaded = [
    ...added.map((ticket) => factsOfNew(ticket, target.provider, recordedAt)),
    ...known,
  ];
  const made = loaded.map((ticket) => ({ ...ticket, rows: rowsOf(target, ticket) }));
  const timelines = made.map(({ rows }) => rows.timeline);
  const segments = made.flatMap(({ rows }) => rows.segments);
  const states = made.flatMap(({ rows }) => rows.states);
  const answers = made.flatMap(({ rows }) => rows.answers);
  const sums = daySumChanges(
    made.map(({ stored, rows: { timeline } }) => ({
      before: stored && { ...stored, days: stored.sums },
      after: {
        categoryId: timeline.category_id,
        serviceIds: timeline.service_ids,
        days: timeline.sums,
      },
    })),
  );
  await upsertTimelines.run(client, {
    timelines,
    segments,
    states,
    answers,
    sums,
    connectionId: target.connectionId,
    organizationId: target.organizationId,
    provider: target.provider.id,
  });
  const lengths = made.filter(hasShrunk).map(({ rows: { timeline } }) => ({
    ticket_id: timeline.ticket_id,
    segments: timeline.segments,
    states: timeline.states,
    answers: timeline.answers,
  }));
  if (lengths.length > 0) await trimTimelines.run(client, { lengths });
  const ids = added.map(({ row }) => row.id);
  const versions = await writeVersions(client, target, { added: ids, known, recordedAt });
  const rows = segments.length + states.length + answers.length + sums.length;
  return timelines.length + rows + versions;
}

function rowsOf({ organizationId }: MirrorTarget, ticket: LoadedFacts): TimelineRows {
  const { ticketId, activityAt, facts, serviceIds } = ticket;
  return timelineRows(ticketId, organizationId, ticketTimeline(facts), {
    activityAt,
    categoryId: facts.now.categoryId,
    serviceIds,
  });
}

function hasShrunk({ stored, rows }: LoadedFacts & { rows: TimelineRows }): boolean {
  const { segments, states, answers } = rows.timeline;
  return (
    stored !== null &&
    (segments < stored.segments || states < stored.states || answers < stored.answers)
  );
}
