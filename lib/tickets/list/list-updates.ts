import { createHash } from "node:crypto";

import type { Viewer } from "../../auth/types";
import { requestSyncSoonForAll } from "../../connections/request-sync-soon";
import { listTickets } from "../queries";
import type { TicketFilters } from "../schemas";
import type { TicketPageView } from "./types";

/** What a page of the list shows, as marks to compare: one for each row, one for all the rest. */
export interface ListMarks {
  rows: string[];
  around: string;
}

function mark(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("base64url").slice(0, 8);
}

/** Marks what is shown of each ticket, of the accounts' state and of what is on its way. */
export function listMarks(view: Omit<TicketPageView, "choices">): ListMarks {
  const { items, nextCursor, freshness, pending } = view;
  const rows = items.map(({ readAt: _read, messageCount: _count, ...shown }) => mark(shown));
  const accounts = freshness.map(
    ({ progress: _part, nextAt: _next, running: _now, ...shown }) => shown,
  );
  const onTheirWay = pending.map(({ id, state, step, nextAt }) => [id, state, step, nextAt]);
  return { rows, around: mark([accounts, onTheirWay, nextCursor === null]) };
}

/** Reads the marks of a page of the viewer's list, and has its accounts read more often for a while. */
export async function listUpdates(viewer: Viewer, filters: TicketFilters): Promise<ListMarks> {
  const [view] = await Promise.all([listTickets(viewer, filters), requestSyncSoonForAll(viewer)]);
  return listMarks(view);
}
