import { type Expression, expressionBuilder, sql, type SqlBool } from "kysely";

import { assertMay } from "../../auth/permissions";
import { scopedTickets, type ScopeValues, scopeValues } from "../../auth/scope";
import type { Viewer } from "../../auth/types";
import { type OwnConnection, ownConnection } from "../../connections/own-connection";
import { compileOnce, type Placeholders } from "../../db/compile-once";
import { isAnyOf } from "../../db/expressions";
import { db } from "../../db/kysely";
import type { DB } from "../../db/table-types";
import { textsOf } from "../../i18n/texts";
import { visibleName } from "../../i18n/visible-name";
import { shownStatus } from "../../providers/labels";
import { findProvider } from "../../providers/registry";
import { foldText } from "../../search/fold";
import { longestWords, similarQuery } from "../../search/similar-query";
import { ticketFiler } from "../../submissions/authors/message-writers";
import { visibleOr } from "../../text/blank";
import { searchCondition } from "../list/search-condition";
import type { KnownTicketsInput } from "./schemas";
import type { KnownTickets } from "./types";

const MAX_OPEN = 5;
const MAX_SOLVED = 3;
const MAX_SERVICES = 5_000;
/** Of those found, only the newest are compared. */
const MAX_COMPARED = 100;
const MAX_RANKED = 20;
const MAX_ANSWER = 300;

/** The organization's tickets that are similar to one being written, and the answers that solved them. */
export async function knownTickets(
  viewer: Viewer,
  { connectionId, subject, values }: KnownTicketsInput,
): Promise<KnownTickets> {
  const connection = await ownConnection(viewer, connectionId);
  const { organizationId } = connection;
  assertMay(viewer, "tickets.write", organizationId);
  const { userId: viewerId } = viewer;
  const scope = scopeValues({ kind: "own", organizationIds: [organizationId], viewerId });
  const sought = longestWords(subject);
  const words = similarQuery(sought) ?? undefined;
  const serviceIds = await chosenServices(connection, values);
  const isAbout = serviceIds.length > 0;
  const [about, similar, solved] = await Promise.all([
    isAbout ? relatedRows({ ...scope, serviceIds }) : [],
    words ? relatedRows({ ...scope, words }) : [],
    words
      ? relatedRows({ ...scope, words, isDone: true })
      : isAbout
        ? relatedRows({ ...scope, serviceIds, isDone: true })
        : [],
  ]);
  const ranked = [...about, ...bySubject(similar, sought)];
  const open = [...new Map(ranked.map((row) => [row.id, row])).values()];
  const t = textsOf(viewer.language);
  const shown = ({ status, provider, ...row }: (typeof open)[number]) => ({
    id: row.id,
    number: row.number,
    subject: visibleOr(row.subject, t("tickets.noSubject")),
    status: shownStatus(t, provider, status),
    activityAt: row.activityAt,
    requesterName: visibleName(visibleOr(row.requesterName, "")) || null,
  });
  return {
    open: open.slice(0, MAX_OPEN).map(shown),
    hasMore: open.length > MAX_OPEN,
    solved: bySubject(solved, sought)
      .flatMap((row) => {
        const answer = visibleOr(row.answer, "").trim();
        return answer === "" ? [] : [{ ...shown(row), answer }];
      })
      .slice(0, MAX_SOLVED),
  };
}

/** First those whose subjects have the most of the words. */
function bySubject<Row extends { subject: string | null }>(
  rows: readonly Row[],
  words: readonly string[],
): Row[] {
  const count = ({ subject }: Row) => {
    const { folded } = foldText(subject ?? "");
    return words.filter((word) => folded.includes(word)).length;
  };
  const counts = new Map(rows.map((row) => [row, count(row)]));
  return rows.toSorted((one, other) => (counts.get(other) ?? 0) - (counts.get(one) ?? 0));
}

/** The services that a value of the form names. */
async function chosenServices(
  { id, provider }: OwnConnection,
  values: Record<string, string>,
): Promise<string[]> {
  const { serviceChoice } = findProvider(provider) ?? {};
  if (!serviceChoice || !Object.values(values).some(Boolean)) return [];
  const services = await db()
    .selectFrom("service")
    .select(["id", "kind", "external_id as externalId"])
    .where("connection_id", "=", id)
    .orderBy("id", "desc")
    .limit(MAX_SERVICES)
    .execute();
  return services.flatMap((service) => {
    const choice = serviceChoice(service);
    const value = choice ? values[choice.field] : undefined;
    if (!choice || !value) return [];
    const isChosen = choice.isEnd ? value.endsWith(choice.value) : value === choice.value;
    return isChosen ? [service.id] : [];
  });
}

interface RelatedValues extends ScopeValues {
  /** A tsquery; or else `serviceIds`. */
  words?: string;
  serviceIds?: readonly string[];
  isDone?: true;
}

/** The best plan depends on how common the words are. */
const EACH = { keepsPlan: () => false };

const relatedRows = compileOnce((values: Placeholders<RelatedValues>) => {
  const { words, serviceIds, isDone, ...scope } = values;
  const newest = scopedTickets(scope)
    .where("t.turn", isDone ? "=" : "<>", "done")
    .where("t.gone_at", "is", null)
    .where(words ? searchCondition({ words }, scope) : isAbout(serviceIds))
    .select("t.id")
    .orderBy("t.activity_at", "desc")
    .orderBy("t.id", "desc")
    .limit(sql.lit(MAX_COMPARED));
  return db()
    .selectFrom(newest.as("n"))
    .innerJoin("ticket as t", "t.id", "n.id")
    .leftJoin("ticket_search as s", "s.ticket_id", "t.id")
    .select((eb) => [
      "t.id",
      "t.number",
      "t.subject",
      "t.provider",
      "t.status",
      "t.activity_at as activityAt",
      eb.fn.coalesce(ticketFiler(eb.ref("t.id")), "t.requester_name").as("requesterName"),
      (isDone ? lastAnswer() : eb.lit(null)).$castTo<string | null>().as("answer"),
    ])
    .$if(words !== undefined, (rows) =>
      rows.orderBy(
        (eb) => eb.fn("ts_rank", ["s.words", tsquery(words as Expression<string>)]),
        "desc",
      ),
    )
    .orderBy("t.activity_at", "desc")
    .orderBy("t.id", "desc")
    .limit(sql.lit(MAX_RANKED));
}, EACH);

const tsquery = (words: Expression<string>) => sql<string>`${words}::tsquery`;

const ticket = expressionBuilder<DB & { t: DB["ticket"] }, "t">();

function isAbout(serviceIds: Expression<readonly string[]> | undefined): Expression<SqlBool> {
  if (!serviceIds) return ticket.lit(false);
  return ticket.exists(
    ticket
      .selectFrom("ticket_service as ts")
      .select("ts.ticket_id")
      .whereRef("ts.ticket_id", "=", "t.id")
      .where((eb) => isAnyOf(eb.ref("ts.service_id"), serviceIds)),
  );
}

/** The last message of ticket `t` that a person at the provider wrote. */
function lastAnswer() {
  return ticket
    .selectFrom("message as m")
    .select((eb) => eb.fn<string>("left", [eb.ref("m.body"), eb.lit(MAX_ANSWER)]).as("answer"))
    .whereRef("m.ticket_id", "=", "t.id")
    .where("m.removed_at", "is", null)
    .where("m.encrypted", "=", false)
    .where("m.body", "is not", null)
    .where("m.sender", "not in", ["customer", "automation", "unknown"])
    .orderBy("m.sent_at", (order) => order.desc().nullsLast())
    .orderBy("m.position", "desc")
    .limit(1);
}
