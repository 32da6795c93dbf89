import type { Expression, ExpressionBuilder, SqlBool } from "kysely";

import { ownOrganizations } from "../auth/permissions";
import type { Viewer } from "../auth/types";
import { fromNow, isAnyOf, now } from "../db/expressions";
import { type ColumnChanges, dbWithin } from "../db/kysely";
import type { DB } from "../db/table-types";
import { workAs } from "../db/work";
import { isAppError } from "../errors";

const MAX_WAIT_MS = 1_000;
const DUE_WITHIN_MS = 45_000;
const RECENTLY_MS = 30_000;

type ConnectionBuilder = ExpressionBuilder<DB, "connection">;

const marked = (eb: ConnectionBuilder): ColumnChanges<"connection"> => ({
  sync_requested_at: now(),
  next_at: eb
    .case()
    .when("failures", "=", 0)
    .then(eb.fn<Date>("least", ["next_at", fromNow(DUE_WITHIN_MS)]))
    .else(eb.ref("next_at"))
    .end(),
});

function isNotYetMarked(eb: ConnectionBuilder): Expression<SqlBool> {
  const isOld = eb("sync_requested_at", "<", fromNow(-RECENTLY_MS));
  return eb.and([eb("status", "=", "active"), eb.fn.coalesce(isOld, eb.lit(true))]);
}

/** The holder of a busy row is a sync that is already running. */
async function ignoreBusy(update: Promise<unknown>): Promise<void> {
  await update.catch((error: unknown) => {
    if (!isAppError(error, "busy")) throw error;
  });
}

/** Makes the next sync due within 45 s; failures keep their backoff. The caller checks access. */
export async function requestSyncSoon(connectionId: string): Promise<void> {
  const update = dbWithin(MAX_WAIT_MS)
    .updateTable("connection")
    .set(marked)
    .where("id", "=", connectionId)
    .where(isNotYetMarked);
  await ignoreBusy(workAs({ account: connectionId }, () => update.execute()));
}

/** Skips locked rows. Not for staff who see as a customer. */
export async function requestSyncSoonForAll(viewer: Viewer): Promise<void> {
  if (viewer.seenBy) return;
  const unlocked = dbWithin(MAX_WAIT_MS)
    .selectFrom("connection")
    .select("id")
    .where((eb) => isAnyOf(eb.ref("organization_id"), ownOrganizations(viewer)))
    .where(isNotYetMarked)
    .forUpdate()
    .skipLocked();
  const update = dbWithin(MAX_WAIT_MS)
    .updateTable("connection")
    .set(marked)
    .where("id", "in", unlocked);
  await ignoreBusy(update.execute());
}
