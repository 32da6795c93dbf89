import { type Scope, scopedTickets } from "../../auth/scope";
import { startOfDay } from "../../clocks/business-time";
import { NO_CATEGORY } from "../../tickets/filter-names";
import type { OverviewFilters } from "./overview-filters";
import type { ReplyTimes, Spread } from "./types";

/** Read of a period: the latest ones. */
const MAX_REPLIES = 5_000;

/** How long the first replies of a period took. The sums by day have no medians. */
export async function loadReplyTimes(scope: Scope, filters: OverviewFilters): Promise<ReplyTimes> {
  const { period, provider, organization, category, service } = filters;
  const rows = await scopedTickets(scope)
    .innerJoin("ticket_timeline as l", "l.ticket_id", "t.id")
    .where("l.first_answer_at", ">=", startOfDay("UTC", period.from))
    .where("l.first_answer_at", "<", startOfDay("UTC", period.to, 1))
    .where("l.first_asked_at", "is not", null)
    .$if(provider !== undefined, (some) => some.where("t.provider", "=", provider ?? ""))
    .$if(organization !== undefined, (some) =>
      some.where("l.organization_id", "=", organization ?? ""),
    )
    .$if(category === NO_CATEGORY, (some) => some.where("l.category_id", "is", null))
    .$if(category !== undefined && category !== NO_CATEGORY, (some) =>
      some.where("l.category_id", "=", category ?? ""),
    )
    .$if(service !== undefined, (some) =>
      some.where((eb) => eb(eb.val(service ?? ""), "=", eb.fn.any("l.service_ids"))),
    )
    .orderBy("l.first_answer_at", "desc")
    .limit(MAX_REPLIES + 1)
    .select(["t.provider", "l.category_id as category", "l.service_ids as services"])
    .select(["l.first_asked_at as asked", "l.first_answer_at as answered"])
    .execute();
  const replies = rows.slice(0, MAX_REPLIES).map(({ asked, answered, ...of }) => ({
    ...of,
    ms: Math.max(0, Number(answered) - Number(asked)),
  }));
  const spreads = (keys: (reply: (typeof replies)[number]) => readonly string[]) => {
    const groups = new Map<string, number[]>();
    for (const reply of replies)
      for (const key of keys(reply)) {
        const group = groups.get(key);
        if (group) group.push(reply.ms);
        else groups.set(key, [reply.ms]);
      }
    return new Map([...groups].map(([key, times]) => [key, spreadOf(times)]));
  };
  return {
    total: spreads(() => [""]).get("") ?? null,
    providers: spreads((one) => [one.provider]),
    categories: spreads((one) => [`${one.provider} ${one.category ?? ""}`]),
    services: spreads((one) => one.services ?? []),
    latest: rows.length > MAX_REPLIES ? MAX_REPLIES : null,
  };
}

/** The median of an even number of times is halfway between the two in the middle. */
function spreadOf(times: readonly number[]): Spread {
  const sorted = times.toSorted((one, other) => one - other);
  const middle = (sorted.length - 1) / 2;
  const [low = 0, high = 0] = [sorted[Math.floor(middle)], sorted[Math.ceil(middle)]];
  return { median: (low + high) / 2, longest: sorted.at(-1) ?? 0 };
}
