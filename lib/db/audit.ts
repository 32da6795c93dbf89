import { type InsertObject, sql } from "kysely";

import type { PersonAct } from "../person-acts";
import { fromNow, json } from "./expressions";
import { type Db, db } from "./kysely";
import type { PrismaTransaction } from "./prisma";
import type { DB } from "./table-types";

export type AuditRecord = AuditTarget & AuditFacts;

/** `action`: object and verb. Acts on a person are named in advance, as their page shows them. */
type AuditTarget =
  | { targetType: "user"; action: PersonAct }
  | {
      targetType:
        | "connection"
        | "identity"
        | "invitation"
        | "list"
        | "organization"
        /** A person whose data staff have read. Acts on a person have the type "user". */
        | "person"
        | "service"
        | "session"
        | "submission"
        | "ticket"
        | "webhook";
      action: string;
    };

export interface AuditFacts {
  actorId: string | null;
  organizationId: string | null;
  targetId: string;
  /** Never a credential or the text of a message. */
  data?: Record<string, string | number | boolean | null>;
  /** The actor's session, see `actedBy`. */
  sessionId?: string | null;
  /** The network part of their address. */
  network?: string | null;
  /** A code, or the actor's own words. */
  reason?: string | null;
  /** Default: done. */
  outcome?: "done" | "refused" | "failed";
  /** Rows that it concerned, e.g. of an export. */
  count?: number | null;
}

/** A person who acts, see `actedBy`. */
export interface AuditActor {
  actorId: string;
  sessionId: string | null;
  network: string | null;
}

/** `on`: the transaction, of either kind, that makes the change. */
export async function audit(record: AuditRecord, on: Db | PrismaTransaction = db()): Promise<void> {
  if ("auditEntry" in on) await on.auditEntry.createMany({ data: record });
  else await on.insertInto("audit_entry").values(toEntry(record)).execute();
}

const ONE_VIEW_MS = 15 * 60_000;
const MAX_COMPARED = 500;

/** Skips recent duplicates: a page that refreshes itself is one view. */
export async function auditOnce(record: AuditRecord): Promise<void> {
  const entry = toEntry(record);
  const newest = db()
    .selectFrom("audit_entry")
    .selectAll()
    .orderBy("id", "desc")
    .limit(MAX_COMPARED);
  const duplicates = db()
    .selectFrom(newest.as("recent"))
    .select("recent.id")
    .where("recent.at", ">", fromNow(-ONE_VIEW_MS))
    .where("recent.action", "=", entry.action)
    .where("recent.actor_id", "is not distinct from", entry.actor_id)
    .where("recent.target_id", "is not distinct from", entry.target_id)
    .where("recent.data", "=", entry.data);
  await db()
    .insertInto("audit_entry")
    .columns([
      "actor_id",
      "organization_id",
      "action",
      "target_type",
      "target_id",
      "data",
      "session_id",
      "network",
      "reason",
      "outcome",
      "count",
    ])
    .expression(
      db()
        .selectNoFrom((eb) => [
          eb.val(entry.actor_id).as("actor_id"),
          eb.val(entry.organization_id).as("organization_id"),
          eb.val(entry.action).as("action"),
          eb.val(entry.target_type).as("target_type"),
          eb.val(entry.target_id).as("target_id"),
          entry.data.as("data"),
          eb.val(entry.session_id).as("session_id"),
          eb.val(entry.network).as("network"),
          eb.val(entry.reason).as("reason"),
          sql<"done" | "refused" | "failed">`${entry.outcome}::"AuditOutcome"`.as("outcome"),
          sql<number | null>`${entry.count}::int`.as("count"),
        ])
        .where((eb) => eb.not(eb.exists(duplicates))),
    )
    .execute();
}

function toEntry(record: AuditRecord) {
  return {
    actor_id: record.actorId,
    organization_id: record.organizationId,
    action: record.action,
    target_type: record.targetType,
    target_id: record.targetId,
    data: json(record.data ?? {}),
    session_id: record.sessionId ?? null,
    network: record.network ?? null,
    reason: record.reason ?? null,
    outcome: record.outcome ?? "done",
    count: record.count ?? null,
  } satisfies InsertObject<DB, "audit_entry">;
}
