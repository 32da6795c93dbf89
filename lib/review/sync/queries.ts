import { sql } from "kysely";

import { actedBy } from "../../auth/acted-by";
import { assertStaff } from "../../auth/permissions";
import type { Viewer } from "../../auth/types";
import { auditOnce } from "../../db/audit";
import { db } from "../../db/kysely";
import type { Translate } from "../../i18n/message";
import { renderStoredText } from "../../i18n/stored-text";
import { textsOf } from "../../i18n/texts";
import { isId } from "../../ids";
import type { SyncFilters } from "./filters";
import { syncStateColumns, toSyncState } from "./state";
import type { SyncRunView, SyncStateDetail, SyncStatePage, UnwritableTicketView } from "./types";
import { countStates, syncConditions, syncPlace, WORST_FIRST } from "./worst-first";

/** Each takes some 4.5 kB of the page: it is sent as HTML and as data. */
const PER_PAGE = 10;
const MAX_RUNS = 50;
const MAX_UNWRITABLE = 50;
/** Throws `not_found` for anyone but staff. */
export async function listSyncStates(
  viewer: Viewer,
  filters: Partial<SyncFilters> = {},
): Promise<SyncStatePage> {
  assertStaff(viewer);
  const { q, provider, state, after } = filters;
  const used = Object.entries({ q, provider, state }).flatMap(([name, value]) =>
    value ? [[name, value] as const] : [],
  );
  await auditOnce({
    ...actedBy(viewer),
    organizationId: null,
    action: q ? "connections.searched" : "connections.listed",
    targetType: "list",
    targetId: "connections",
    data: Object.fromEntries(used),
  });
  const [rows, sums] = await Promise.all([
    syncStatesQuery({ q, provider, state, after }).execute(),
    countStates(),
  ]);
  const page = rows.slice(0, PER_PAGE);
  return {
    states: page.map((row) => toSyncState(textsOf(viewer.language), row)),
    next: rows.length > PER_PAGE ? (page.at(-1)?.place ?? null) : null,
    sums,
  };
}

export function syncStatesQuery(filters: SyncFilters) {
  const listed = db()
    .selectFrom("connection as c")
    .selectAll()
    .where(syncConditions(filters))
    .orderBy(WORST_FIRST)
    .limit(PER_PAGE + 1);
  return db()
    .selectFrom(listed.as("c"))
    .innerJoin("organization as o", "o.id", "c.organization_id")
    .select(syncStateColumns())
    .select(syncPlace().as("place"))
    .orderBy(WORST_FIRST);
}

/** Staff only; audited. */
export async function getSyncState(
  viewer: Viewer,
  connectionId: string,
  before?: Date,
): Promise<SyncStateDetail | null> {
  assertStaff(viewer);
  if (!isId(connectionId)) return null;
  const [row, runs, unwritable] = await Promise.all([
    db()
      .selectFrom("connection as c")
      .innerJoin("organization as o", "o.id", "c.organization_id")
      .select(syncStateColumns())
      .select("o.id as organization_id")
      .where("c.id", "=", connectionId)
      .where("c.erasing_at", "is", null)
      .executeTakeFirst(),
    loadRuns(connectionId, before),
    loadUnwritable(connectionId),
  ]);
  if (!row) return null;
  await auditOnce({
    ...actedBy(viewer),
    organizationId: row.organization_id,
    action: "connection.viewed",
    targetType: "connection",
    targetId: connectionId,
  });
  const t = textsOf(viewer.language);
  return {
    state: toSyncState(t, row),
    runs: runs.slice(0, MAX_RUNS).map((run) => ({ ...run, ...errorText(t, run.errorMessage) })),
    more: runs.length > MAX_RUNS,
    unwritable: unwritable
      .slice(0, MAX_UNWRITABLE)
      .map((ticket) => ({ ...ticket, reason: renderStoredText(t, ticket.reason).message })),
    moreUnwritable: unwritable.length > MAX_UNWRITABLE,
  };
}

function errorText(
  t: Translate,
  stored: string | null,
): Pick<SyncRunView, "errorMessage" | "words"> {
  if (stored === null) return { errorMessage: null };
  const { message, words } = renderStoredText(t, stored);
  return { errorMessage: message, words };
}

/** Not with Prisma, which takes the times of a session for UTC. */
function loadRuns(connectionId: string, before: Date | undefined): Promise<SyncRunView[]> {
  return db()
    .selectFrom("sync_run")
    .select((run) => [
      "id",
      "trigger",
      "outcome",
      "started_at as startedAt",
      "finished_at as finishedAt",
      "milliseconds",
      "pages",
      "tickets_read as ticketsRead",
      "details_read as detailsRead",
      "tickets_changed as ticketsChanged",
      "events",
      "gone",
      "returned",
      "unwritable_tickets as unwritableTickets",
      "unreadable_items as unreadableItems",
      "rows",
      run.cast<number>("bytes", "float8").as("bytes"),
      "calls",
      "full",
      "error_code as errorCode",
      "error_message as errorMessage",
      sql<string[]>`array_remove(${run.ref("request_ids")} || ${run.ref("request_id")}, NULL)`.as(
        "requestIds",
      ),
    ])
    .where("connection_id", "=", connectionId)
    .$if(before !== undefined, (runs) => runs.where("started_at", "<", before ?? new Date()))
    .orderBy("started_at", "desc")
    .limit(MAX_RUNS + 1)
    .execute();
}

function loadUnwritable(connectionId: string): Promise<UnwritableTicketView[]> {
  return db()
    .selectFrom("unwritable_ticket as u")
    .leftJoin("ticket as t", (join) =>
      join
        .onRef("t.connection_id", "=", "u.connection_id")
        .onRef("t.external_id", "=", "u.external_id"),
    )
    .select([
      "u.number",
      "t.id as ticketId",
      "u.reason",
      "u.attempts",
      "u.first_at as firstAt",
      "u.retry_at as retryAt",
    ])
    .where("u.connection_id", "=", connectionId)
    .orderBy("u.first_at")
    .limit(MAX_UNWRITABLE + 1)
    .execute();
}
