import { expressionBuilder, sql } from "kysely";

import { assertStaff } from "../../auth/permissions";
import type { Viewer } from "../../auth/types";
import { countRows } from "../../db/expressions";
import { db } from "../../db/kysely";
import type { DB } from "../../db/table-types";
import { textsOf } from "../../i18n/texts";
import { ticketsUrl } from "../../routes";
import { visibleOr } from "../../text/blank";
import { shownServiceName } from "../../tickets/service-name";
import { turnBegan } from "../../tickets/waits/turn-began";
import type { MonthFigures, OrganizationFigures, ServiceFigures } from "./types";

const MONTHS = 12;
const MAX_SERVICES = 10;
const OPEN_TURNS = ["yours", "theirs", "paused", "unclear"] as const;

/** Of one organization. Staff only; the caller audits the look. */
export async function organizationFigures(
  viewer: Viewer,
  organizationId: string,
  now = new Date(),
): Promise<OrganizationFigures> {
  assertStaff(viewer);
  const t = textsOf(viewer.language);
  const of = { organization: organizationId, show: "all" };
  const since = monthBefore(now, MONTHS - 1);
  const [turns, yours, theirs, unanswered, months, services] = await Promise.all([
    turnCountsOf(organizationId),
    longestTurn(organizationId, "yours"),
    longestTurn(organizationId, "theirs"),
    longestUnanswered(organizationId),
    sumsByMonth(organizationId, since),
    sumsByService(organizationId, since),
  ]);
  const named = <Row extends { subject: string | null }>(row: Row) => ({
    ...row,
    subject: visibleOr(row.subject, t("tickets.noSubject")),
  });
  const periodOf = (from: Date, until: Date) => `${dayOf(from)}..${dayOf(until)}`;
  return {
    turns: OPEN_TURNS.flatMap((turn) => {
      const count = turns.find((row) => row.turn === turn)?.count ?? 0;
      const isRare = turn === "paused" || turn === "unclear";
      if (count === 0 && isRare) return [];
      return [{ turn, count, all: ticketsUrl("staff", { ...of, turn, sort: "waiting" }) }];
    }),
    longest: [...yours, ...theirs].map(named),
    unanswered: unanswered ? named(unanswered) : null,
    months: Array.from({ length: MONTHS }, (_, ago): MonthFigures => {
      const month = monthBefore(now, ago);
      const period = periodOf(month, lastDayOf(month));
      const sums = months.find((row) => dayOf(row.month) === dayOf(month));
      return {
        month,
        opened: sums?.opened ?? 0,
        openedList: ticketsUrl("staff", { ...of, opened: period }),
        done: sums?.done ?? 0,
        doneList: ticketsUrl("staff", { ...of, done: period }),
        firstReplies: sums?.firstAnswers ?? 0,
        firstRepliesList: ticketsUrl("staff", { ...of, answered: period }),
        firstReplyMs: average(sums?.firstAnswerMs, sums?.firstAnswers),
        replyMs: average(sums?.answerMs, sums?.answers),
        theirsMs: average(sums?.theirsMs, sums?.theirs),
        yoursMs: average(sums?.yoursMs, sums?.yours),
      };
    }),
    services: services.map((row): ServiceFigures => ({
      id: row.id,
      name: shownServiceName(t, row.provider, { ...row, listedName: row.name }),
      opened: row.opened,
      openedList: ticketsUrl("staff", {
        service: row.id,
        show: "all",
        opened: periodOf(since, now),
      }),
      firstReplyMs: average(row.firstAnswerMs, row.firstAnswers),
      replyMs: average(row.answerMs, row.answers),
    })),
  };
}

const dayOf = (at: Date): string => at.toISOString().slice(0, "YYYY-MM-DD".length);

const monthBefore = (now: Date, months: number): Date =>
  new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - months));

const lastDayOf = (month: Date): Date =>
  new Date(Date.UTC(month.getUTCFullYear(), month.getUTCMonth() + 1, 0));

const average = (sum = 0, count = 0): number | null => (count > 0 ? sum / count : null);

function turnCountsOf(organizationId: string) {
  return db()
    .selectFrom("ticket as t")
    .where("t.organization_id", "=", organizationId)
    .where("t.turn", "in", OPEN_TURNS)
    .where("t.gone_at", "is", null)
    .groupBy("t.turn")
    .select(["t.turn", countRows().as("count")])
    .execute();
}

function openTickets(organizationId: string) {
  return db()
    .selectFrom("ticket as t")
    .innerJoin("ticket_timeline as l", "l.ticket_id", "t.id")
    .where("t.organization_id", "=", organizationId)
    .where("t.turn", "in", OPEN_TURNS)
    .where("t.gone_at", "is", null)
    .select(["t.id as ticketId", "t.number", "t.subject", "t.turn"])
    .limit(1);
}

const longestTurn = (organizationId: string, turn: "yours" | "theirs") =>
  openTickets(organizationId)
    .where("t.turn", "=", turn)
    .select(turnBegan().as("since"))
    .orderBy("since")
    .execute();

const longestUnanswered = (organizationId: string) =>
  openTickets(organizationId)
    .where("l.unanswered_since", "is not", null)
    .select("l.unanswered_since as since")
    .$narrowType<{ since: Date }>()
    .orderBy("l.unanswered_since")
    .executeTakeFirst();

const sum = expressionBuilder<DB & { d: DB["day_sum"] }, "d">();

type Summed = Exclude<
  keyof DB["day_sum"],
  "connection_id" | "organization_id" | "provider" | "day" | "category_id" | "service_id"
>;

const total = (column: Summed) => sum.cast<number>(sum.fn.sum(`d.${column}`), "float8");

const answerSums = () =>
  [
    total("opened").as("opened"),
    total("answers").as("answers"),
    total("answer_ms").as("answerMs"),
    total("first_answers").as("firstAnswers"),
    total("first_answer_ms").as("firstAnswerMs"),
  ] as const;

function sumsByMonth(organizationId: string, since: Date) {
  // As a text, so that no time zone moves it.
  const month = sql<string>`to_char(${sum.ref("d.day")}, 'YYYY-MM-01')`;
  return db()
    .selectFrom("day_sum as d")
    .where("d.organization_id", "=", organizationId)
    .where("d.day", ">=", since)
    .where("d.service_id", "=", "")
    .groupBy(month)
    .select([month.as("first"), ...answerSums(), total("done").as("done")])
    .select([total("theirs").as("theirs"), total("theirs_ms").as("theirsMs")])
    .select([total("yours").as("yours"), total("yours_ms").as("yoursMs")])
    .execute()
    .then((rows) => rows.map(({ first, ...row }) => ({ ...row, month: new Date(first) })));
}

function sumsByService(organizationId: string, since: Date) {
  return db()
    .selectFrom("day_sum as d")
    .innerJoin("service as v", "v.id", "d.service_id")
    .where("d.organization_id", "=", organizationId)
    .where("d.day", ">=", since)
    .groupBy(["v.id", "v.name", "v.kind", "v.external_id", "d.provider"])
    .select(["v.id", "v.name", "v.kind", "v.external_id as externalId", "d.provider"])
    .select([...answerSums()])
    .orderBy("opened", "desc")
    .orderBy("v.id")
    .limit(MAX_SERVICES)
    .execute();
}
