import { type Expression, expressionBuilder, sql } from "kysely";
import { jsonArrayFrom, jsonBuildObject } from "kysely/helpers/postgres";

import {
  inScope,
  isSubmissionInScope,
  type Scope,
  scopedTickets,
  type ScopeValues,
  scopeValues,
} from "../../auth/scope";
import { freshnessJson, toFreshness } from "../../connections/freshness";
import { compileOnce, type Placeholders } from "../../db/compile-once";
import { countRows, isAnyOf } from "../../db/expressions";
import { db } from "../../db/kysely";
import type { DB } from "../../db/table-types";
import { renderMessage, type Translate } from "../../i18n/message";
import type { Turn } from "../../providers/contract";
import { providerName } from "../../providers/labels";
import { findProvider, providers } from "../../providers/registry";
import { isPending, pendingJson, pendingView, plainMessage } from "../../submissions/pending-json";
import { codeWords } from "../../text/code-words";
import { MAX_COUNTED, TURN_LABELS, TURNS } from "../filter-names";
import { listedName } from "../listed-name";
import { labelledService } from "../service-name";
import { savedView, viewsOf, type ViewValues } from "../views/saved-view";
import { hasTurn } from "./filter-condition";
import { isArchived } from "./marks";
import { type MomentValues, ticketsAt } from "./past/past-tickets";
import { bySeverity } from "./severity";
import type { FilterChoice, FilterChoices, TicketPageView, TurnCounts } from "./types";

const MAX_SERVICES = 300;
const MAX_PENDING = 50;
/** Characters of a text that can be discarded in the list. */
const MAX_EXCERPT = 300;

interface LimitValues {
  connectionIds?: readonly string[];
  /** Submissions that are not settled are of these alone. */
  pendingOrganizations?: readonly string[];
  pendingProviders?: readonly string[];
  pendingAccounts?: readonly string[];
}

type ContextValues = ViewValues & MomentValues & LimitValues;

const contextRow = compileOnce((values: Placeholders<ContextValues>) =>
  db().selectNoFrom([
    connectionsOf(values).as("connections"),
    pendingSubmissions(values).as("pending"),
    jsonArrayFrom(servicesOf(values)).as("services"),
    unclearStatuses(values).as("unclear"),
    turnCounts(values).as("counts"),
    jsonArrayFrom(viewsOf(values)).as("views"),
    newestEvent().as("newestEventId"),
  ]),
);

/**
 * Loads what surrounds the list in one statement: freshness, pending submissions and filter
 * choices. `connectionIds` limits the freshness, as all organizations can have too many. At a past
 * moment, only the counts are of then, and what is of now alone is left out.
 */
export async function listContext(
  t: Translate,
  scope: Scope,
  values: Omit<ContextValues, keyof ScopeValues> = {},
): Promise<
  Omit<TicketPageView, "items" | "nextCursor" | "previousCursor" | "asText" | "searches">
> {
  const { connectionIds, at } = values;
  const [row] = await contextRow({ ...values, ...scopeValues(scope) });
  const connections = row?.connections ?? [];
  const providerIds = connectionIds
    ? providers().map((provider) => provider.id)
    : [...new Set(connections.map((connection) => connection.provider))];
  const words = (of: "statuses" | "priorities") =>
    mergeChoices(
      providerIds.flatMap((id) =>
        Object.entries(findProvider(id)?.[of] ?? {}).map(([value, key]) => ({
          value,
          label: renderMessage(t, { key }),
          provider: providerName(id),
        })),
      ),
    );
  const audience = scope.kind === "all" ? "staff" : "customer";
  const severity = bySeverity(providerIds.map((id) => findProvider(id)?.priorities ?? {}));
  const choices: FilterChoices = {
    turn: TURNS.map((value) => ({ value, label: t(TURN_LABELS[audience][value]) })),
    provider: providerIds.map((id) => ({ value: id, label: providerName(id) })),
    status: mergeChoices([
      ...words("statuses"),
      ...(row?.unclear ?? []).map((value) => ({
        value,
        label: audience === "staff" ? value : codeWords(value),
        raw: true as const,
      })),
    ]),
    priority: words("priorities").sort(
      (one, other) => severity.indexOf(one.value) - severity.indexOf(other.value),
    ),
    service: (row?.services ?? []).map((service) => ({
      value: service.id,
      label: labelledService(t, service.provider, service),
    })),
    organization: [],
    account: [],
    category: [],
    assignee: [],
  };
  return {
    freshness: connections.map((connection) => toFreshness(t, connection)),
    pending: at ? [] : (row?.pending ?? []).map((pending) => pendingView(t, pending)),
    counts: row?.counts ?? null,
    newestEventId: row?.newestEventId ?? "0",
    choices,
    views: at ? [] : (row?.views ?? []).map((view) => savedView(t, view, choices, MAX_SERVICES)),
  };
}

function connectionsOf({ connectionIds, ...scope }: Placeholders<ContextValues>) {
  const connections = db()
    .selectFrom("connection as c")
    .select(({ fn }) => fn.jsonAgg(freshnessJson()).orderBy("c.label").as("freshness"))
    .where("c.erasing_at", "is", null)
    .where((eb) => inScope(scope, eb.ref("c.organization_id")));
  return connectionIds
    ? connections.where((eb) => isAnyOf(eb.ref("c.id"), connectionIds))
    : connections;
}

function pendingSubmissions(values: Placeholders<ContextValues>) {
  const { pendingOrganizations, pendingProviders, pendingAccounts, ...scope } = values;
  const eb = expressionBuilder<DB & { s: DB["submission"] }, "s">();
  const ofProviders = (names: Expression<readonly string[]>) =>
    eb.exists(
      eb
        .selectFrom("connection as pc")
        .select("pc.id")
        .whereRef("pc.id", "=", "s.connection_id")
        .where((of) => isAnyOf(of.ref("pc.provider"), names)),
    );
  const newest = db()
    .selectFrom("submission as s")
    .selectAll("s")
    .where(isSubmissionInScope(scope))
    .where(isPending())
    .$if(pendingOrganizations !== undefined, (some) =>
      some.where((of) =>
        isAnyOf(of.ref("s.organization_id"), pendingOrganizations as Expression<string[]>),
      ),
    )
    .$if(pendingProviders !== undefined, (some) =>
      some.where(ofProviders(pendingProviders as Expression<string[]>)),
    )
    .$if(pendingAccounts !== undefined, (some) =>
      some.where((of) =>
        isAnyOf(of.ref("s.connection_id"), pendingAccounts as Expression<string[]>),
      ),
    )
    .orderBy("s.id", "desc")
    .limit(MAX_PENDING);
  return db()
    .selectFrom(newest.as("s"))
    .innerJoin("connection as c", "c.id", "s.connection_id")
    .select(({ fn, lit }) =>
      fn
        .jsonAgg(pendingJson(fn("left", [plainMessage(), lit(MAX_EXCERPT)])))
        .orderBy("s.id", "desc")
        .as("submissions"),
    );
}

function servicesOf(scope: Placeholders<ScopeValues>) {
  return (
    db()
      .selectFrom("service as v")
      .innerJoin("connection as c", "c.id", "v.connection_id")
      .select(["v.id", "v.name", "v.kind", "v.external_id as externalId", "c.provider"])
      .select(listedName().as("listedName"))
      .where((eb) => inScope(scope, eb.ref("v.organization_id")))
      // Staff find services by name.
      .where((eb) => eb.lit(scope.all === undefined))
      .orderBy("v.kind")
      .orderBy(({ fn }) => fn.coalesce("v.name", "v.external_id"))
      .limit(MAX_SERVICES)
  );
}

/** Without archived tickets. Null for staff, who have no tabs with counts. */
function turnCounts({ connectionIds: _ids, ...scope }: Placeholders<ContextValues>) {
  const viewerId = scope.at ? undefined : scope.viewerId;
  const eb = expressionBuilder<DB>();
  const counted = (turn?: Turn) => {
    const some = ticketsAt(scope)
      .select((of) => of.lit(1).as("one"))
      .$if(viewerId !== undefined, (query) =>
        query.where((of) => of.not(isArchived(viewerId as Expression<string>))),
      )
      .$if(turn !== undefined, (query) => query.where("t.turn", "=", turn as Turn).where(hasTurn()))
      .limit(MAX_COUNTED + 1);
    return db().selectFrom(some.as("some")).select(countRows().as("count")).$asScalar();
  };
  const counts: Expression<TurnCounts | null> = scope.all
    ? eb.lit(null)
    : jsonBuildObject({
        yours: counted("yours"),
        theirs: counted("theirs"),
        paused: counted("paused"),
        done: counted("done"),
        unclear: counted("unclear"),
        all: counted(),
      });
  return sql<TurnCounts | null>`${counts}`;
}

function newestEvent() {
  return db()
    .selectFrom("event")
    .select(({ fn }) => fn.max("event.id").as("id"))
    .$asScalar();
}

function unclearStatuses(scope: Placeholders<ScopeValues>) {
  return scopedTickets(scope)
    .select(({ fn }) => fn.agg<string[]>("array_agg", ["t.status"]).distinct().as("statuses"))
    .where("t.turn", "=", "unclear");
}

/**
 * Offers a value shared by providers once; different values with one label get the provider's name.
 */
function mergeChoices(choices: Array<FilterChoice & { provider?: string }>): FilterChoice[] {
  const words = [
    ...new Map(choices.toReversed().map((choice) => [choice.value, choice])).values(),
  ].toReversed();
  return words.map(({ provider, ...choice }) => {
    const { value, label } = choice;
    const shared =
      provider !== undefined &&
      words.some((other) => other.value !== value && other.label === label);
    return shared ? { ...choice, label: `${label} (${provider})` } : choice;
  });
}
