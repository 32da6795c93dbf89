import { createHash } from "node:crypto";

import type { Viewer } from "../../auth/types";
import { requestSyncSoonForAll } from "../../connections/request-sync-soon";
import { listTickets } from "../queries";
import type { TicketFilters } from "../schemas";
import type { TicketPageView } from "./types";

/** Fingerprints of a page: one per row, one for the rest. */
export interface ListMarks {
  rows: string[];
  around: string;
}

function fingerprint(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("base64url").slice(0, 8);
}

export function listMarks(view: Omit<TicketPageView, "choices">): ListMarks {
  const { items, nextCursor, previousCursor, freshness, pending, counts } = view;
  const rows = items.map(({ readAt: _read, messageCount: _count, ...shown }) => fingerprint(shown));
  const accounts = freshness.map(
    ({ progress: _part, nextAt: _next, running: _now, ...shown }) => shown,
  );
  const submissions = pending.map(({ id, state, step, nextAt }) => [id, state, step, nextAt]);
  return {
    rows,
    around: fingerprint([
      accounts,
      submissions,
      nextCursor === null,
      previousCursor === null,
      counts,
    ]),
  };
}

/** Fingerprints the viewer's page, and marks its connections active. */
export async function listUpdates(viewer: Viewer, filters: TicketFilters): Promise<ListMarks> {
  const [view] = await Promise.all([listTickets(viewer, filters), requestSyncSoonForAll(viewer)]);
  return listMarks(view);
}
