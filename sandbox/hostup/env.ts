import type { HttpBindings } from "@hono/node-server";
import type { MiddlewareHandler } from "hono";

import type { SandboxContext } from "../shared/context";
import type { SandboxKey } from "../shared/state";
import { HostupRefusal, invalid, notFound } from "./problem";
import type { HostupAccount, HostupState, StoredHostupTicket } from "./state";

export type HostupContext = SandboxContext<HostupState>;

export interface HostupEnv {
  Bindings: HttpBindings;
  Variables: { requestId: string; pageShift: number; key: SandboxKey; account: HostupAccount };
}

/** Lets a request pass only when its key has the scope; else 403, the scope named. */
export function needsScope(scope: string): MiddlewareHandler<HostupEnv> {
  return async (c, next) => {
    if (!c.get("key").scopes.includes(scope)) {
      throw new HostupRefusal(403, "forbidden", {
        detail: `The API key lacks the required scope ${scope}.`,
        extensions: { requiredScope: scope },
      });
    }
    await next();
  };
}

/** The caller's ticket; 404 when it does not exist or belongs to another account. */
export function ownHostupTicket(
  context: HostupContext,
  account: HostupAccount,
  id: string,
): StoredHostupTicket {
  const ticket = context.state.tickets.find((one) => one.id === id && one.accountId === account.id);
  if (ticket === undefined) throw notFound(`Ticket ${id}`);
  return ticket;
}

/** Cuts a page out of an ordered list. Cursors are opaque and hold the last item, not an offset. */
export function pageOf<T>(
  items: readonly T[],
  cursor: string | undefined,
  limit: number,
  place: (item: T) => string,
  shift = 0,
) {
  let start = 0;
  if (cursor !== undefined) {
    const after = Buffer.from(cursor, "base64url").toString();
    if (!after.startsWith("after:"))
      throw invalid([
        { pointer: "?cursor", detail: "The cursor is not valid.", code: "invalid_value" },
      ]);
    start = firstAfter(items, after.slice(6), place);
    // New items at the head push known ones over the page's edge; vanished items pull unseen ones out of reach.
    start = Math.max(0, start - shift);
  }
  const data = items.slice(start, start + limit);
  const last = data.at(-1);
  const more = last !== undefined && start + limit < items.length;
  return {
    data,
    nextCursor: more ? Buffer.from(`after:${place(last)}`).toString("base64url") : null,
  };
}

/** The index of the first item behind that place, found by halving. */
function firstAfter<T>(items: readonly T[], after: string, place: (item: T) => string): number {
  let [low, high] = [0, items.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const item = items[middle];
    if (item !== undefined && place(item) <= after) low = middle + 1;
    else high = middle;
  }
  return low;
}
