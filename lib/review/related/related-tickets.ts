import { type Expression, type ExpressionBuilder, sql, type SqlBool } from "kysely";

import { db } from "../../db/kysely";
import type { DB } from "../../db/table-types";
import type { Translate } from "../../i18n/message";
import { shownStatus } from "../../providers/labels";
import { ticketsUrl } from "../../routes";
import { foldText } from "../../search/fold";
import { longestWords, similarQuery } from "../../search/similar-query";
import { visibleOr } from "../../text/blank";
import type { RelatedGroup } from "./types";

const MAX_LISTED = 5;
/** Of those with the same words, only the newest are compared. */
const MAX_COMPARED = 60;
/** Words in the link to the whole list, whose tickets have each of them. */
const LISTED_WORDS = 2;

type Tickets = ExpressionBuilder<DB & { t: DB["ticket"] }, "t">;
type Condition = (eb: Tickets) => Expression<SqlBool>;

interface KnownTicketFacts {
  id: string;
  organizationId: string;
  subject: string;
  serviceIds: readonly string[];
}

/** Finds tickets like one that staff may read. Groups without tickets are left out. */
export async function relatedTickets(
  t: Translate,
  { id, organizationId, subject, serviceIds }: KnownTicketFacts,
): Promise<RelatedGroup[]> {
  const words = longestWords(subject);
  const query = similarQuery(words);
  const others = (condition: Condition, limit: number) =>
    newest({ id, organizationId, condition, limit });
  const [service, similar, organization] = await Promise.all([
    serviceIds.length > 0 ? others(isAbout(serviceIds), MAX_LISTED) : [],
    query === null ? [] : others(hasWords(organizationId, query), MAX_COMPARED),
    others((eb) => eb.lit(true), MAX_LISTED),
  ]);
  const of = { organization: organizationId, show: "all" };
  const groups = [
    {
      kind: "service",
      rows: service,
      all: ticketsUrl("staff", { service: serviceIds, show: "all" }),
    },
    {
      kind: "words",
      rows: mostWordsFirst(similar, words).slice(0, MAX_LISTED),
      all: ticketsUrl("staff", { ...of, q: words.slice(0, LISTED_WORDS).join(" ") }),
    },
    { kind: "organization", rows: organization, all: ticketsUrl("staff", of) },
  ] as const;
  return groups.flatMap(({ kind, rows, all }) =>
    rows.length === 0
      ? []
      : [
          {
            kind,
            all,
            tickets: rows.map((row) => ({
              ...row,
              subject: visibleOr(row.subject, t("tickets.noSubject")),
              status: shownStatus(t, row.provider, row.status),
            })),
          },
        ],
  );
}

interface NewestOptions {
  /** The ticket itself, which is left out. */
  id: string;
  organizationId: string;
  condition: Condition;
  limit: number;
}

function newest({ id, organizationId, condition, limit }: NewestOptions) {
  return db()
    .selectFrom("ticket as t")
    .where("t.organization_id", "=", organizationId)
    .where("t.id", "<>", id)
    .where("t.gone_at", "is", null)
    .where(condition)
    .select(["t.id", "t.number", "t.subject", "t.provider", "t.status", "t.turn"])
    .select("t.activity_at as activityAt")
    .orderBy("t.activity_at", "desc")
    .orderBy("t.id", "desc")
    .limit(limit)
    .execute();
}

const isAbout =
  (serviceIds: readonly string[]): Condition =>
  (eb) =>
    eb.exists(
      eb
        .selectFrom("ticket_service as ts")
        .select("ts.ticket_id")
        .whereRef("ts.ticket_id", "=", "t.id")
        .where("ts.service_id", "in", serviceIds),
    );

const hasWords =
  (organizationId: string, query: string): Condition =>
  (eb) =>
    eb.exists(
      eb
        .selectFrom("ticket_search as s")
        .select("s.ticket_id")
        .whereRef("s.ticket_id", "=", "t.id")
        .where("s.organization_id", "=", organizationId)
        .where((on) => on("s.words", "@@", sql<string>`${query}::tsquery`)),
    );

/** Sorts by how many of the words a subject has. */
function mostWordsFirst<Row extends { subject: string | null }>(
  rows: readonly Row[],
  words: readonly string[],
): Row[] {
  const count = ({ subject }: Row) => {
    const { folded } = foldText(subject ?? "");
    return words.filter((word) => folded.includes(word)).length;
  };
  return rows.toSorted((one, other) => count(other) - count(one));
}
