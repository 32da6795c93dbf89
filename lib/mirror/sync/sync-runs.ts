import { type ExpressionBuilder, type QueryCreator, type Selectable, sql } from "kysely";

import { now } from "../../db/expressions";
import { db } from "../../db/kysely";
import type { DB } from "../../db/table-types";
import { toStoredText } from "../../i18n/stored-text";
import { newId } from "../../ids";
import type { OpenConnection } from "../connection/open-connection";
import type { SyncFailure } from "../connection/record-failure";

export type SyncTrigger = Selectable<DB["sync_run"]>["trigger"];

export interface SyncReport {
  runId: string | null;
  /** busy: another sync runs. partial: items were skipped. handed_on: the next run continues. */
  outcome: "complete" | "partial" | "failed" | "busy" | "handed_on";
  pages: number;
  ticketsRead: number;
  detailsRead: number;
  ticketsChanged: number;
  events: number;
  rows: number;
  gone: number;
  returned: number;
  /** Snapshots older than the mirrored row, skipped. */
  stale: number;
  full: boolean;
  /** Tickets stored from their list entry because the full read failed. */
  unreadable: number;
  /** Tickets that could not be written as received. */
  unwritable: number;
  /** Requests without any answer. */
  unanswered: number;
  /** List items, messages and files without a usable id, skipped. */
  unreadableItems: number;
  /** This run read every list from beginning to end. */
  finished: boolean;
  error?: SyncFailure;
}

export function newReport(): SyncReport {
  return {
    runId: null,
    outcome: "busy",
    pages: 0,
    ticketsRead: 0,
    detailsRead: 0,
    ticketsChanged: 0,
    events: 0,
    rows: 0,
    gone: 0,
    returned: 0,
    stale: 0,
    full: false,
    unreadable: 0,
    unwritable: 0,
    unanswered: 0,
    unreadableItems: 0,
    finished: false,
  };
}

export async function beginRun(connectionId: string, trigger: SyncTrigger): Promise<string> {
  const id = newId();
  await db()
    .insertInto("sync_run")
    .columns(["id", "connection_id", "organization_id", "trigger", "started_at"])
    .expression((eb) =>
      eb
        .selectFrom("connection")
        .where("connection.id", "=", connectionId)
        .select([
          eb.val(id).as("id"),
          "connection.id as connection_id",
          "connection.organization_id",
          eb.val(trigger).as("trigger"),
          sql<Date>`clock_timestamp()`.as("started_at"),
        ]),
    )
    .execute();
  return id;
}

/** A finished sweep has no backlog, whatever the row says. */
function hasNoBacklog({ outcome, error }: SyncReport): boolean {
  return (
    outcome === "complete" || (outcome === "partial" && error?.code !== "provider_rate_limited")
  );
}

function backlog(eb: ExpressionBuilder<DB, "sync_run">) {
  return eb
    .selectFrom("connection as c")
    .whereRef("c.id", "=", "sync_run.connection_id")
    .where("c.tickets_total", "is not", null)
    .select((of) => {
      const read = sql<number>`(${of.ref("c.checkpoint")} ->> 'tickets')::int`;
      const unread = sql<number>`${of.ref("c.tickets_total")} - coalesce(${read}, 0)`;
      return of.fn<number>("greatest", [of.lit(0), unread]).as("backlog");
    });
}

function rateLeft(eb: ExpressionBuilder<DB, "sync_run">) {
  return eb
    .selectFrom("connection as c")
    .whereRef("c.id", "=", "sync_run.connection_id")
    .where((of) => of.or([of("c.rate_reset_at", "is", null), of("c.rate_reset_at", ">", now())]))
    .select((of) =>
      sql<
        number | null
      >`${of.ref("c.rate_remaining")}::real / nullif(${of.ref("c.rate_limit")}, 0)`.as("rate_left"),
    );
}

/** Closes a run that still runs. */
export function closeRun(
  on: QueryCreator<DB>,
  report: SyncReport,
  open: OpenConnection | undefined,
) {
  const cost = open?.cost() ?? { calls: 0, bytes: 0, failedRequestIds: [] };
  return on
    .updateTable("sync_run")
    .set({
      outcome: report.outcome === "busy" ? "failed" : report.outcome,
      finished_at: now(),
      milliseconds: (eb) =>
        sql<number>`greatest(0, extract(epoch FROM now() - ${eb.ref("started_at")}) * 1000)::int`,
      pages: report.pages,
      tickets_read: report.ticketsRead,
      details_read: report.detailsRead,
      tickets_changed: report.ticketsChanged,
      events: report.events,
      rows: report.rows,
      gone: report.gone,
      returned: report.returned,
      full: report.full,
      calls: cost.calls,
      bytes: cost.bytes,
      request_ids: cost.failedRequestIds,
      error_code: report.error?.code ?? null,
      error_message: report.error ? toStoredText(report.error) : null,
      request_id: open?.lastRequestId() ?? null,
      unwritable_tickets: report.unwritable,
      backlog: hasNoBacklog(report) ? 0 : backlog,
      rate_left: rateLeft,
    })
    .where("id", "=", report.runId)
    .where("outcome", "=", "running");
}

export async function endRun(report: SyncReport, open: OpenConnection | undefined): Promise<void> {
  await closeRun(db(), report, open).execute();
}

/** Counts skipped items in the report and at once on the run, whose end may never be written. */
export async function countUnreadable(report: SyncReport, items: number): Promise<void> {
  if (items === 0) return;
  report.unreadableItems += items;
  await db()
    .updateTable("sync_run")
    .set({ unreadable_items: (eb) => eb("unreadable_items", "+", items) })
    .where("id", "=", report.runId)
    .execute();
}

export async function dropRun(report: SyncReport): Promise<void> {
  await db().deleteFrom("sync_run").where("id", "=", report.runId).execute();
}
