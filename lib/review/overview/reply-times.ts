import { type Scope, scopedTickets } from "../../auth/scope";
import { startOfDay } from "../../clocks/business-time";
import { NO_CATEGORY } from "../../tickets/filter-names";
import type { OverviewFilters } from "./overview-filters";
import type { ReplyTimes, Spread } from "./types";

const MAX_REPLIES = 5_000;

/** Sums by day have no medians. */
export async function loadReplyTimes(scope: Scope, filters: OverviewFilters): Promise<ReplyTimes> {
  const rows = await repliesOf(scope, filters)
    .orderBy("l.first_answer_at", "desc")
    .limit(MAX_REPLIES + 1)
    .execute();
  const total: number[] = [];
  const providers = new Groups();
  const categories = new Groups();
  const services = new Groups();
  for (const row of rows.slice(0, MAX_REPLIES)) {
    const { provider } = row;
    const ms = Number(row.answered) - Number(row.asked);
    const waited = Math.max(0, ms);
    total.push(waited);
    providers.add(provider, waited);
    const category = row.category ?? "";
    categories.add(`${provider} ${category}`, waited);
    for (const id of row.services ?? []) services.add(id, waited);
  }
  return {
    total: total.length > 0 ? spreadOf(total) : null,
    providers: providers.spreads(),
    categories: categories.spreads(),
    services: services.spreads(),
    latest: rows.length > MAX_REPLIES ? MAX_REPLIES : null,
  };
}

class Groups {
  readonly #times = new Map<string, number[]>();

  add(key: string, time: number): void {
    const times = this.#times.get(key);
    if (times) times.push(time);
    else this.#times.set(key, [time]);
  }

  spreads(): ReadonlyMap<string, Spread> {
    const all = new Map<string, Spread>();
    for (const [key, times] of this.#times) all.set(key, spreadOf(times));
    return all;
  }
}

function repliesOf(scope: Scope, filters: OverviewFilters) {
  const { period, provider, organization, category, service } = filters;
  const first = startOfDay("UTC", period.from);
  const end = startOfDay("UTC", period.to, 1);
  let query = scopedTickets(scope)
    .innerJoin("ticket_timeline as l", "l.ticket_id", "t.id")
    .select("t.provider")
    .select("l.category_id as category")
    .select("l.service_ids as services")
    .select("l.first_asked_at as asked")
    .select("l.first_answer_at as answered")
    .where("l.first_answer_at", ">=", first)
    .where("l.first_answer_at", "<", end)
    .where("l.first_asked_at", "is not", null);
  if (provider) query = query.where("t.provider", "=", provider);
  if (organization) query = query.where("l.organization_id", "=", organization);
  if (category === NO_CATEGORY) query = query.where("l.category_id", "is", null);
  else if (category) query = query.where("l.category_id", "=", category);
  if (service) query = query.where((eb) => eb(eb.val(service), "=", eb.fn.any("l.service_ids")));
  return query;
}

/** The median of two is halfway. */
function spreadOf(times: readonly number[]): Spread {
  const sorted = times.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  const low = sorted[Math.floor(middle)] ?? 0;
  const high = sorted[Math.ceil(middle)] ?? 0;
  return {
    median: (low + high) / 2,
    longest: sorted.at(-1) ?? 0,
  };
}
