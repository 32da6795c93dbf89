import { createHash } from "node:crypto";

import { type InsertObject, sql } from "kysely";

import type { PersonAct } from "../acts/person-acts";
import { storableJsonb } from "./expressions";
import { type Db, db } from "./kysely";
import type { PrismaTransaction } from "./prisma";
import type { DB } from "./table-types";

export type AuditRecord = AuditTarget & AuditFacts;

/** `action`: object and verb. Acts on a person are named in advance, as their page shows them. */
type AuditTarget =
  | { targetType: "user"; action: PersonAct }
  | {
      targetType:
        | "case"
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

/** Writes all of them or none, in one statement. */
export async function auditAll(records: readonly AuditRecord[], on: Db = db()): Promise<void> {
  await on.insertInto("audit_entry").values(records.map(toEntry)).execute();
}

/**
 * Writes one row for each person, act, target, data, reason and outcome in an hour of the database's
 * clock: a page that refreshes itself is one view. Concurrent calls write one row as well. Several
 * records are written in one statement.
 */
export async function auditOnce(...records: readonly AuditRecord[]): Promise<void> {
  await db()
    .insertInto("audit_entry")
    .values(records.map(toOnceEntry))
    .onConflict((conflict) => conflict.column("once_key").doNothing())
    .execute();
}

/** The hour comes first, so that new keys are neighbours in the index. */
function onceKey(record: AuditRecord) {
  const { actorId, organizationId, action, targetType, targetId, data = {} } = record;
  const facts = Object.entries(data).sort(([one], [other]) => (one < other ? -1 : 1));
  const { reason = null, outcome = "done" } = record;
  const look = [actorId, organizationId, action, targetType, targetId, reason, outcome, facts];
  const digest = createHash("sha256").update(JSON.stringify(look)).digest("base64url");
  return sql<string>`date_part('epoch', date_trunc('hour', now(), 'UTC'))::bigint || ' ' || ${digest}`;
}

const toOnceEntry = (record: AuditRecord) =>
  ({ ...toEntry(record), once_key: onceKey(record) }) satisfies InsertObject<DB, "audit_entry">;

function toEntry(record: AuditRecord) {
  return {
    actor_id: record.actorId,
    organization_id: record.organizationId,
    action: record.action,
    target_type: record.targetType,
    target_id: record.targetId,
    data: storableJsonb(record.data ?? {}),
    session_id: record.sessionId ?? null,
    network: record.network ?? null,
    reason: record.reason ?? null,
    outcome: record.outcome ?? "done",
    count: record.count ?? null,
  } satisfies InsertObject<DB, "audit_entry">;
}
