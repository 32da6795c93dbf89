import { sql } from "kysely";

import { assertStaff } from "../../../auth/permissions";
import type { Viewer } from "../../../auth/types";
import { countRows } from "../../../db/expressions";
import { textsOf } from "../../../i18n/texts";
import { ticketsUrl } from "../../../routes";
import { visibleOr } from "../../../text/blank";
import { pastTicket, ticketsAt } from "../../../tickets/list/past/past-tickets";
import type { OrganizationFigures } from "../types";

const OPEN_TURNS = ["yours", "theirs", "paused", "unclear"] as const;
/** Hidden if there are none, as in the present. */
const RARE_TURNS: ReadonlySet<string> = new Set(["paused", "unclear"]);

export type PastFigures = Pick<OrganizationFigures, "turns" | "longest" | "unanswered">;

/** An organization's figures as known at a moment. Staff only; the caller audits the look. */
export async function pastFigures(
  viewer: Viewer,
  organizationId: string,
  at: Date,
): Promise<PastFigures> {
  assertStaff(viewer);
  const t = textsOf(viewer.language);
  const of = { organization: organizationId, at };
  const [counts, yours, theirs, unanswered] = await Promise.all([
    openThen(organizationId, at)
      .groupBy("t.turn")
      .select(["t.turn", countRows().as("count")])
      .execute(),
    longestThen(organizationId, at, "yours"),
    longestThen(organizationId, at, "theirs"),
    ticketsThen(organizationId, at, "t.unanswered_since"),
  ]);
  const named = <Row extends { subject: string | null }>(row: Row) => ({
    ...row,
    subject: visibleOr(row.subject, t("tickets.noSubject")),
  });
  return {
    turns: OPEN_TURNS.flatMap((turn) => {
      const count = counts.find((row) => row.turn === turn)?.count ?? 0;
      if (count === 0 && RARE_TURNS.has(turn)) return [];
      return [{ turn, count, all: ticketsUrl("staff", { ...of, turn, sort: "waiting" }) }];
    }),
    longest: [yours, theirs].flatMap((rows) => rows.map(named)),
    unanswered: unanswered.map(named)[0] ?? null,
  };
}

function openThen(organizationId: string, at: Date) {
  return ticketsAt({ all: sql.lit(true), at: sql.val(at.toISOString()) })
    .where("t.organization_id", "=", organizationId)
    .where("t.turn", "in", OPEN_TURNS)
    .where("t.gone_at", "is", null);
}

/** The first by a time of the past. */
function ticketsThen(
  organizationId: string,
  at: Date,
  time: "t.began_at" | "t.unanswered_since",
  turn?: "yours" | "theirs",
) {
  return openThen(organizationId, at)
    .where(pastTicket(time, "is not", null))
    .$if(turn !== undefined, (rows) => rows.where("t.turn", "=", turn as "yours"))
    .select(["t.id as ticketId", "t.number", "t.subject", "t.turn"])
    .select(pastTicket.ref(time).$notNull().as("since"))
    .orderBy("since")
    .limit(1)
    .execute();
}

const longestThen = (organizationId: string, at: Date, turn: "yours" | "theirs") =>
  ticketsThen(organizationId, at, "t.began_at", turn);
