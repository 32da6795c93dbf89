import { jsonArrayFrom } from "kysely/helpers/postgres";

import { ownScope, scopedTickets, staffScope } from "../../auth/scope";
import type { Viewer } from "../../auth/types";
import { readCalendar } from "../../clocks/calendar";
import { isId } from "../../ids";
import { isReasonGiven } from "../../notices/record/opening-reason";
import type { Audience } from "../../routes";
import { lifeOf } from "./life-of";
import type { LifeMoment, TicketLife } from "./types";

/** Loads a ticket's life; null until its timeline is made, and if the viewer may not see it. */
export async function ticketLife(
  viewer: Viewer,
  audience: Audience,
  ticketId: string,
): Promise<TicketLife | null> {
  const scope = audience === "staff" ? staffScope(viewer) : ownScope(viewer);
  if (!isId(ticketId)) return null;
  const row = await scopedTickets(scope)
    .innerJoin("organization as o", "o.id", "t.organization_id")
    .innerJoin("ticket_timeline as l", "l.ticket_id", "t.id")
    .where("t.id", "=", ticketId)
    .$if(audience === "staff", (staff) => staff.where(isReasonGiven(viewer)))
    .select((eb) => [
      "o.name as organizationName",
      "o.calendar",
      "l.unanswered_since as unansweredSince",
      "l.done_at as doneAt",
      jsonArrayFrom(
        eb
          .selectFrom("turn_segment as s")
          .whereRef("s.ticket_id", "=", "t.id")
          .select(["s.turn", "s.starts_at as at"])
          .select(["s.starts_after as after", "s.starts_before as before"])
          .orderBy("s.position"),
      ).as("segments"),
      jsonArrayFrom(
        eb
          .selectFrom("answer as a")
          .whereRef("a.ticket_id", "=", "t.id")
          .select(["a.is_first as isFirst", "a.asked_at as askedAt", "a.answered_at as at"])
          .select(["a.answered_after as after", "a.answered_before as before"])
          .orderBy("a.position"),
      ).as("answers"),
    ])
    .executeTakeFirst();
  if (!row) return null;
  const { organizationName, calendar, unansweredSince, doneAt, segments, answers } = row;
  const life = lifeOf(
    {
      segments: segments.map(({ turn, ...start }) => ({ turn, start: toMoment(start) })),
      answers: answers.map(({ isFirst, askedAt, ...answered }) => ({
        isFirst,
        askedAt: new Date(askedAt),
        answered: toMoment(answered),
      })),
      unansweredSince,
      doneAt,
    },
    readCalendar(calendar),
    new Date(),
  );
  return life && { ...life, organizationName };
}

type Time = Date | string;

/** JSON has times as texts. */
function toMoment({
  at,
  after,
  before,
}: {
  at: Time;
  after: Time | null;
  before: Time;
}): LifeMoment {
  return {
    at: new Date(at),
    after: after === null ? null : new Date(after),
    before: new Date(before),
  };
}
