import { expressionBuilder, sql } from "kysely";

import { actedBy } from "../auth/acted-by";
import { assertStaff } from "../auth/permissions";
import type { Viewer } from "../auth/types";
import { auditOnce } from "../db/audit";
import { countRows, fromNow } from "../db/expressions";
import { db } from "../db/kysely";
import type { DB } from "../db/table-types";
import type { Translate } from "../i18n/message";
import { renderStoredText } from "../i18n/stored-text";
import { textsOf } from "../i18n/texts";
import { isId } from "../ids";
import type { SyncStateFilter } from "./schemas";
import { syncStateColumns, toSyncState } from "./sync-state";
import type {
  SyncRunView,
  SyncStateDetail,
  SyncStatePage,
  UnwritableTicketView,
} from "./sync-types";

const PER_PAGE = 50;
const MAX_RUNS = 50;
const MAX_UNWRITABLE = 50;
const OVERDUE_AFTER_MS = 5 * 60_000;

const eb = expressionBuilder<{ c: DB["connection"] }, "c">();

/** Failing first, then by the oldest read. */
const WORST_FIRST = sql.join([
  eb("c.status", "=", "disconnected"),
  eb.and([eb("c.status", "<>", "needs_attention"), eb("c.last_error_at", "is", null)]),
  sql`${eb.ref("c.last_read_at")} NULLS FIRST`,
  eb.ref("c.id"),
]);

const CONDITIONS = {
  failing: eb.or([
    eb("c.status", "=", "needs_attention"),
    eb.and([eb("c.status", "=", "active"), eb("c.last_error_at", "is not", null)]),
  ]),
  overdue: eb.and([
    eb("c.status", "=", "active"),
    eb("c.paused_at", "is", null),
    eb("c.next_at", "<", fromNow(-OVERDUE_AFTER_MS)),
  ]),
  paused: eb.and([eb("c.status", "<>", "disconnected"), eb("c.paused_at", "is not", null)]),
} satisfies Record<SyncStateFilter, unknown>;

/** Throws `not_found` for anyone but staff. */
export async function listSyncStates(
  viewer: Viewer,
  page = 0,
  only?: SyncStateFilter,
): Promise<SyncStatePage> {
  assertStaff(viewer);
  await auditOnce({
    ...actedBy(viewer),
    organizationId: null,
    action: "connections.listed",
    targetType: "list",
    targetId: "connections",
    data: only ? { state: only } : {},
  });
  const listed = db()
    .selectFrom("connection as c")
    .selectAll()
    .where("c.erasing_at", "is", null)
    .where(only ? CONDITIONS[only] : eb.lit(true))
    .orderBy(WORST_FIRST)
    .limit(PER_PAGE + 1)
    .offset(page * PER_PAGE);
  const [rows, sums] = await Promise.all([
    db()
      .selectFrom(listed.as("c"))
      .innerJoin("organization as o", "o.id", "c.organization_id")
      .select(syncStateColumns())
      .orderBy(WORST_FIRST)
      .execute(),
    db()
      .selectFrom("connection as c")
      .select([
        countRows().as("connections"),
        countRows(CONDITIONS.failing).as("failing"),
        countRows(CONDITIONS.overdue).as("overdue"),
        countRows(CONDITIONS.paused).as("paused"),
      ])
      .where("c.status", "<>", "disconnected")
      .executeTakeFirstOrThrow(),
  ]);
  return {
    states: rows.slice(0, PER_PAGE).map((row) => toSyncState(textsOf(viewer.language), row)),
    more: rows.length > PER_PAGE,
    sums,
  };
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
