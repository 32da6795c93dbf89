import { sql } from "kysely";

import { type Scope, scopedTickets } from "../../auth/scope";
import { startOfDay } from "../../clocks/business-time";
import { NO_CATEGORY } from "../../tickets/filter-names";
import { firstReplyKey } from "../../tickets/waits/first-reply";
import type { OverviewFilters } from "./overview-filters";
import type { Spread, WaitName, WaitTimes } from "./types";

const MAX_WAITS = 5_000;

interface Wait {
  ticketId: string;
  provider: string;
  category: string | null;
  services: string[] | null;
  from: Date | null;
  to: Date | null;
}

/** Sums by day have no medians. */
export async function loadWaitTimes(
  scope: Scope,
  filters: OverviewFilters,
): Promise<Record<WaitName, WaitTimes>> {
  const [replies, theirs, yours] = await Promise.all([
    repliesOf(scope, filters)
      .orderBy("l.first_answer_at", "desc")
      .limit(MAX_WAITS + 1)
      .execute(),
    turnsOf(scope, filters, "theirs"),
    turnsOf(scope, filters, "yours"),
  ]);
  return {
    firstAnswers: await withSlowestReply(waitTimes(replies), scope, filters),
    theirs: waitTimes(theirs),
    yours: waitTimes(yours),
  };
}

function waitTimes(rows: readonly Wait[]): WaitTimes {
  const latest = rows.length > MAX_WAITS ? MAX_WAITS : null;
  const total = new Group();
  const [providers, categories, services] = [new Groups(), new Groups(), new Groups()];
  for (const row of rows.slice(0, MAX_WAITS)) {
    const { provider, category } = row;
    total.add(row);
    providers.add(provider, row);
    categories.add(`${provider} ${category ?? ""}`, row);
    for (const id of row.services ?? []) services.add(id, row);
  }
  return {
    total: rows.length > 0 ? total.spread(latest === null) : null,
    providers: providers.spreads(latest === null),
    categories: categories.spreads(latest === null),
    services: services.spreads(latest === null),
    latest,
  };
}

/** An index finds the slowest reply, however many there are. */
async function withSlowestReply(
  times: WaitTimes,
  scope: Scope,
  filters: OverviewFilters,
): Promise<WaitTimes> {
  if (times.latest === null || !times.total) return times;
  const slowest = await repliesOf(scope, filters)
    .orderBy(({ ref }) => firstReplyKey(ref("l.first_asked_at"), ref("l.first_answer_at")), "desc")
    .orderBy("l.ticket_id", "desc")
    .limit(1)
    .execute();
  const [longest = times.total.longest] = slowest.map(waitOf);
  return { ...times, total: { ...times.total, longest, isLongestOfAll: true } };
}

const waitOf = ({ ticketId, from, to }: Wait) => ({
  ticketId,
  ms: Math.max(0, Number(to) - Number(from)),
});

class Group {
  readonly #waits: Array<ReturnType<typeof waitOf>> = [];

  add(wait: Wait): void {
    this.#waits.push(waitOf(wait));
  }

  /** The median of two is halfway. */
  spread(isOfAll: boolean): Spread {
    const sorted = this.#waits.toSorted((one, other) => one.ms - other.ms);
    const middle = (sorted.length - 1) / 2;
    const low = sorted[Math.floor(middle)]?.ms ?? 0;
    const high = sorted[Math.ceil(middle)]?.ms ?? 0;
    return {
      median: (low + high) / 2,
      longest: sorted.at(-1) ?? { ticketId: "", ms: 0 },
      isMedianOfAll: isOfAll,
      isLongestOfAll: isOfAll,
    };
  }
}

class Groups {
  readonly #groups = new Map<string, Group>();

  add(key: string, wait: Wait): void {
    const group = this.#groups.get(key) ?? new Group();
    this.#groups.set(key, group);
    group.add(wait);
  }

  spreads(isOfAll: boolean): ReadonlyMap<string, Spread> {
    return new Map([...this.#groups].map(([key, group]) => [key, group.spread(isOfAll)]));
  }
}

function timelinesOf(scope: Scope, filters: OverviewFilters) {
  const { provider, organization, category, service } = filters;
  let query = scopedTickets(scope)
    .innerJoin("ticket_timeline as l", "l.ticket_id", "t.id")
    .select(["t.id as ticketId", "t.provider"])
    .select(["l.category_id as category", "l.service_ids as services"]);
  if (provider) query = query.where("t.provider", "=", provider);
  if (organization) query = query.where("l.organization_id", "=", organization);
  if (category === NO_CATEGORY) query = query.where("l.category_id", "is", null);
  else if (category) query = query.where("l.category_id", "=", category);
  if (service) query = query.where((eb) => eb(eb.val(service), "=", eb.fn.any("l.service_ids")));
  return query;
}

const boundsOf = ({ period }: OverviewFilters): [Date, Date] => [
  startOfDay("UTC", period.from),
  startOfDay("UTC", period.to, 1),
];

function repliesOf(scope: Scope, filters: OverviewFilters) {
  const [first, end] = boundsOf(filters);
  return timelinesOf(scope, filters)
    .select(["l.first_asked_at as from", "l.first_answer_at as to"])
    .where("l.first_answer_at", ">=", first)
    .where("l.first_answer_at", "<", end)
    .where("l.first_asked_at", "is not", null);
}

/** Turns that ended in the period, the latest first. */
function turnsOf(scope: Scope, filters: OverviewFilters, turn: "theirs" | "yours") {
  const [first, end] = boundsOf(filters);
  return timelinesOf(scope, filters)
    .innerJoin("turn_segment as s", "s.ticket_id", "t.id")
    .select(["s.starts_at as from", "s.ends_at as to"])
    .where("s.turn", "=", sql.lit(turn))
    .where("s.ends_at", ">=", first)
    .where("s.ends_at", "<", end)
    .orderBy("s.ends_at", "desc")
    .limit(MAX_WAITS + 1)
    .execute();
}
