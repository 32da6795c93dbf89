import { LRUCache } from "lru-cache";

import { countRows, isAnyOf } from "../../../db/expressions";
import { db } from "../../../db/kysely";
import type { Turn } from "../../../providers/contract";
import { providers } from "../../../providers/registry";
import { turnOf } from "../../../providers/turn";
import type { TicketFilters } from "../../schemas";
import type { FilterValues } from "../filter-values";

const MAX_RARE = 2_000;

/** They only choose a plan, so they may be a minute old. */
const recent = new LRUCache<string, Promise<boolean>>({ max: 500, ttl: 60_000 });

/**
 * True if so few tickets of all organizations have these values that they are found before they are
 * sorted. PostgreSQL expects each provider to have every status and priority.
 */
export async function areRare(
  { provider, status, priority }: FilterValues,
  sort: TicketFilters["sort"],
): Promise<boolean> {
  if (sort === "activity" || sort === "oldest" || provider === undefined) return false;
  if (status === undefined && (priority === undefined || sort === "priority")) return false;
  const key = JSON.stringify([provider, status, priority]);
  let answer = recent.get(key);
  if (!answer) {
    answer = countsAsRare({ provider, status, priority });
    recent.set(key, answer);
    answer.catch(() => recent.delete(key));
  }
  return answer;
}

/** Two indexes have all of the columns. */
async function countsAsRare(values: { provider: string; status?: string; priority?: string }) {
  const { provider, status, priority } = values;
  const some = db()
    .selectFrom("ticket as t")
    .select("t.id")
    .where("t.provider", "=", provider)
    .$if(status !== undefined, (of) => of.where("t.status", "=", status as string))
    .$if(priority !== undefined, (of) => of.where("t.priority", "=", priority as string))
    .limit(MAX_RARE + 1);
  const { count } = await db()
    .selectFrom(some.as("some"))
    .select(countRows().as("count"))
    .executeTakeFirstOrThrow();
  return count <= MAX_RARE;
}

const valuesOf = (one: string | undefined, several: readonly string[] = []) =>
  one === undefined ? several : [one];

/** The turns that tickets with a status of the filter can have. */
function turnsOf({ status, statusIn, provider, providerIn }: FilterValues) {
  const sought = valuesOf(provider, providerIn);
  const asked = providers().filter(({ id }) => sought.length === 0 || sought.includes(id));
  const statuses = valuesOf(status, statusIn);
  return new Set(statuses.flatMap((code) => asked.map((one) => turnOf(one, code))));
}

/**
 * True if every ticket with a status of the filter has a turn of that status. An older portal may
 * have stored others: it knew fewer statuses.
 */
export async function haveOwnTurns(values: FilterValues): Promise<boolean> {
  const { status, statusIn } = values;
  const statuses = valuesOf(status, statusIn);
  const turns = [...turnsOf(values)];
  if (turns.length === 0) return true;
  const key = JSON.stringify([statuses, turns]);
  let answer = recent.get(key);
  if (!answer) {
    answer = lackOther(statuses, turns);
    recent.set(key, answer);
    answer.catch(() => recent.delete(key));
  }
  return answer;
}

async function lackOther(statuses: readonly string[], turns: readonly Turn[]) {
  const other = await db()
    .selectFrom("ticket as t")
    .select("t.id")
    .where((eb) => isAnyOf(eb.ref("t.status"), statuses))
    .where("t.turn", "not in", turns)
    .limit(1)
    .executeTakeFirst();
  return other === undefined;
}

/** True if every ticket with a status of the filter is done. */
export function areDone(values: FilterValues): boolean {
  const turns = turnsOf(values);
  return turns.size === 1 && turns.has("done");
}

/** True if the filters exclude each other, so that no ticket is looked for. */
export function areImpossible(values: FilterValues): boolean {
  const { since, until, turn, turnIn } = values;
  if (since !== undefined && until !== undefined && since >= until) return true;
  const turns = turnsOf(values);
  const wanted = valuesOf(turn, turnIn);
  return turns.size > 0 && wanted.length > 0 && !wanted.some((one) => turns.has(one as never));
}
