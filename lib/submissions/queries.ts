import { ownOrganizations } from "../auth/permissions";
import { type Scope, scopeCondition } from "../auth/scope";
import type { Viewer } from "../auth/types";
import { sql } from "../db/sql";
import { SqlParameters } from "../db/sql-parameters";
import type { ErrorCode } from "../errors";
import type { OutgoingFileView } from "../files/types";
import { isId } from "../ids";
import { providerName } from "../providers/labels";
import { visibleOr } from "../text/blank";
import { NO_NAME, NO_SUBJECT } from "../text/blank";
import { canTakeBack } from "./decide";
import { messageOf } from "./sealed-message";
import { type SubmissionRow } from "./submission";
import type { PendingSubmission } from "./types";

/** From the database, so times are texts. */
export interface PendingJson extends Omit<
  PendingSubmission,
  "createdAt" | "nextAt" | "sentAt" | "lookedAt" | "providerName" | "canCancel"
> {
  provider: string;
  createdAt: string;
  nextAt: string | null;
  sentAt: string | null;
  lookedAt: string | null;
}

const FILE_JSON = `jsonb_build_object(
  'id', f.id,
  'filename', f.filename,
  'givenName', f.original_filename,
  'size', f.size,
  'mimeType', f.mime_type,
  'state', f.state,
  'reason', f.reason)`;

const FILES_JSON = `(
  SELECT coalesce(jsonb_agg(${FILE_JSON} ORDER BY f.position, f.id), '[]')
    FROM outgoing_file f
   WHERE f.submission_id = s.id)`;

/** When `s` is retried or looked for next; null while a process works on it. */
const NEXT_AT = `
  CASE WHEN (s.state = 'unknown'
             OR s.state = 'queued' AND (s.attempts > 0 OR s.error_code = 'conflict'))
        AND coalesce(s.lease_until <= now(), true)
       THEN s.due_at
  END`;

const HAS_MESSAGE = `EXISTS (
  SELECT 1
    FROM message m
   WHERE m.ticket_id = s.ticket_id
     AND m.external_id = s.external_id)`;

/** For submission `s` of connection `c`. Never contains an encrypted text. */
function pendingJson(text: string): string {
  return `jsonb_build_object(
    'id', s.id,
    'kind', s.kind,
    'state', s.state,
    'step', s.step,
    'subject', coalesce(s.payload->>'subject',
                        (SELECT subject FROM ticket WHERE id = s.ticket_id),
                        ''),
    'text', ${text},
    'encrypted', coalesce((s.payload->>'encrypted')::boolean, false),
    'reference', s.reference,
    'ticketId', s.ticket_id,
    'connectionId', c.id,
    'connectionLabel', c.label,
    'provider', c.provider,
    'by', (SELECT name FROM "user" WHERE id = s.user_id),
    'byUserId', s.user_id,
    'createdAt', s.created_at,
    'message', CASE WHEN s.state <> 'sending' THEN s.error_message END,
    'code', s.error_code,
    'checks', s.checks,
    'lookedAt', (SELECT greatest(t.read_at, c.last_read_at)
                   FROM (SELECT 1) one
                   LEFT JOIN ticket t ON t.id = s.ticket_id),
    'awaitsReading', s.kind = 'reply' AND s.external_id IS NOT NULL AND NOT ${HAS_MESSAGE},
    'nextAt', ${NEXT_AT},
    'sentAt', s.sending_at,
    'files', ${FILES_JSON})`;
}

export const PENDING_JSON = pendingJson("NULL");

/** Not settled, or rejected and not dropped yet. */
export const IS_PENDING =
  "s.state IN ('queued', 'sending', 'unknown', 'needs_decision', 'rejected')";

/** Shown from here until the mirror has read it. */
const IS_UNREAD_REPLY = `
  s.state = 'sent'
  AND s.kind = 'reply'
  AND s.step <> 'files'
  AND s.external_id IS NOT NULL
  AND s.settled_at > now() - interval '1 day'
  AND NOT ${HAS_MESSAGE}`;

export function pendingView({
  provider,
  createdAt,
  nextAt,
  sentAt,
  lookedAt,
  ...rest
}: PendingJson): PendingSubmission {
  return {
    ...rest,
    subject: visibleOr(rest.subject, NO_SUBJECT),
    by: visibleOr(rest.by, NO_NAME),
    providerName: providerName(provider),
    createdAt: new Date(createdAt),
    nextAt: nextAt === null ? null : new Date(nextAt),
    sentAt: sentAt === null ? null : new Date(sentAt),
    lookedAt: lookedAt === null ? null : new Date(lookedAt),
    canCancel: canTakeBack(rest),
  };
}

/** Newest last. The caller checks access. */
export async function pendingOf(ticketId: string): Promise<PendingSubmission[]> {
  const rows = await sql<{ pending: PendingJson }>(
    `SELECT ${pendingJson("s.payload->>'message'")} AS pending
       FROM submission s
       JOIN connection c ON c.id = s.connection_id
      WHERE s.ticket_id = $1
        AND (${IS_PENDING} OR ${IS_UNREAD_REPLY})
      ORDER BY s.created_at, s.id`,
    [ticketId],
  );
  return rows.map(({ pending }) => pendingView(pending));
}

/** What arrived differently from how it was sent. The caller checks access. */
export async function noticesOf(ticketId: string): Promise<string[]> {
  const rows = await sql<{ notice: string }>(
    `SELECT notice
       FROM submission
      WHERE ticket_id = $1
        AND notice IS NOT NULL
        AND created_at > now() - interval '30 days'
      ORDER BY created_at DESC
      LIMIT 5`,
    [ticketId],
  );
  return rows.map(({ notice }) => notice);
}

/** Files not on the ticket (yet), or on another message. The caller checks access. */
export async function outgoingOf(ticketId: string): Promise<OutgoingFileView[]> {
  const rows = await sql<{ file: OutgoingFileView }>(
    `SELECT ${FILE_JSON} AS file
       FROM outgoing_file f
       JOIN submission s ON s.id = f.submission_id
      WHERE s.ticket_id = $1
        AND f.state NOT IN ('ready', 'receiving')
        AND (f.state <> 'confirmed'
             OR f.reason IS NOT NULL AND f.settled_at > now() - interval '30 days')
        AND s.state NOT IN ('rejected', 'abandoned')
      ORDER BY f.created_at, f.position, f.id`,
    [ticketId],
  );
  return rows.map(({ file }) => file);
}

export async function submissionInScope(
  scope: Scope,
  submissionId: string,
): Promise<(PendingSubmission & { abandoned: boolean }) | null> {
  if (!isId(submissionId)) return null;
  const parameters = new SqlParameters();
  const [row] = await sql<{ pending: PendingJson; abandoned: boolean }>(
    `SELECT ${pendingJson("s.payload->>'message'")} AS pending, s.state = 'abandoned' AS abandoned
       FROM submission s
       JOIN connection c ON c.id = s.connection_id
      WHERE s.id = ${parameters.add(submissionId)}
        AND ${scopeCondition(scope, "s.organization_id", parameters)}`,
    parameters.values,
  );
  return row ? { ...pendingView(row.pending), abandoned: row.abandoned } : null;
}

export interface SubmissionStatus {
  state: SubmissionRow["state"];
  step: SubmissionRow["step"];
  ticketId: string | null;
  code: ErrorCode | null;
  message: string | null;
  fieldErrors: Record<string, string>;
  /** Next retry of a queued one or search for an unknown one; null during the attempt. */
  nextAt: Date | null;
  /** The request that reads this may process it. */
  isDue: boolean;
}

/** Null outside the viewer's organizations. */
export async function submissionStatus(
  viewer: Viewer,
  submissionId: string,
): Promise<SubmissionStatus | null> {
  if (!isId(submissionId)) return null;
  const [row] = await sql<SubmissionRow & { is_due: boolean; next_at: Date | null }>(
    `SELECT s.*, ${NEXT_AT} AS next_at,
            s.state IN ('queued', 'sending', 'unknown')
              AND coalesce(s.due_at <= now(), false) AS is_due
       FROM submission s
      WHERE s.id = $1
        AND s.organization_id = ANY($2)`,
    [submissionId, ownOrganizations(viewer)],
  );
  return row
    ? {
        state: row.state,
        step: row.step,
        ticketId: row.ticket_id,
        code: row.error_code,
        message: row.error_message,
        fieldErrors: row.field_errors ?? {},
        nextAt: row.next_at,
        isDue: row.is_due,
      }
    : null;
}

export interface SubmissionForm {
  id: string;
  formKey: string;
  kind: SubmissionRow["kind"];
  connectionId: string;
  ticketId: string | null;
  /** A reply has `message`, and `encrypted` as "true" or "". */
  values: Record<string, string>;
  continues: string | null;
  state: SubmissionRow["state"];
  code: ErrorCode | null;
  message: string | null;
  fieldErrors: Record<string, string>;
}

/** Null unless it is the viewer's own and rejected or canceled. */
export async function submissionForm(
  viewer: Viewer,
  submissionId: string,
): Promise<SubmissionForm | null> {
  if (!isId(submissionId)) return null;
  const [row] = await sql<SubmissionRow>(
    `SELECT *
       FROM submission
      WHERE id = $1
        AND user_id = $2
        AND organization_id = ANY($3)
        AND state IN ('rejected', 'abandoned')
        AND kind IN ('create', 'reply')`,
    [submissionId, viewer.userId, ownOrganizations(viewer)],
  );
  if (!row) return null;
  const texts = Object.entries(row.payload).filter(
    (entry): entry is [string, string] => typeof entry[1] === "string",
  );
  const values = {
    ...Object.fromEntries(texts),
    ...(row.kind === "reply"
      ? { message: messageOf(row), encrypted: row.payload.encrypted === true ? "true" : "" }
      : {}),
  };
  return {
    id: row.id,
    formKey: row.form_key,
    kind: row.kind,
    connectionId: row.connection_id,
    ticketId: row.ticket_id,
    values,
    continues: row.continues_ticket_id,
    state: row.state,
    code: row.error_code,
    message: row.error_message,
    fieldErrors: row.field_errors ?? {},
  };
}
