import { type Queryable, sql } from "./sql";

export interface AuditRecord {
  actorId: string | null;
  organizationId: string | null;
  /** Object and verb, e.g. "ticket.viewed". */
  action: string;
  targetType: string;
  targetId: string;
  /** Never a credential or the text of a message. */
  data?: Record<string, string | number | boolean | null>;
}

export async function audit(record: AuditRecord, on?: Queryable): Promise<void> {
  await sql(
    `INSERT INTO audit_entry (actor_id, organization_id, action, target_type, target_id, data)
     VALUES ($1, $2, $3, $4, $5, $6)`,
    [
      record.actorId,
      record.organizationId,
      record.action,
      record.targetType,
      record.targetId,
      JSON.stringify(record.data ?? {}),
    ],
    on,
  );
}

const ONE_VIEW = "15 minutes";

/** Skips recent duplicates: a page that refreshes itself is one view. */
export async function auditOnce(record: AuditRecord): Promise<void> {
  await sql(
    `INSERT INTO audit_entry (actor_id, organization_id, action, target_type, target_id, data)
     SELECT $1, $2, $3, $4, $5, $6::jsonb
     WHERE NOT EXISTS (
       SELECT 1
       FROM (SELECT * FROM audit_entry ORDER BY id DESC LIMIT 500) recent
       WHERE recent.at > now() - interval '${ONE_VIEW}' AND recent.action = $3
          AND recent.actor_id IS NOT DISTINCT FROM $1 AND recent.target_id IS NOT DISTINCT FROM $5
          AND recent.data = $6::jsonb)`,
    [
      record.actorId,
      record.organizationId,
      record.action,
      record.targetType,
      record.targetId,
      JSON.stringify(record.data ?? {}),
    ],
  );
}
