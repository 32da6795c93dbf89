import { type Expression, type RawBuilder, type Selectable, sql } from "kysely";

import type { AuditActor } from "../db/audit";
import type { SubmissionKind, SubmissionState, SubmissionStep } from "../db/generated/enums";
import type { ColumnChanges } from "../db/kysely";
import type { DB } from "../db/table-types";
import type { ErrorCode } from "../error-codes";
import { type DraftKey, replyKey, resubmissionKey } from "../files/draft-key";
import type { FieldErrors } from "../i18n/message";

export type { SubmissionKind, SubmissionState, SubmissionStep };

export type Payload = Record<string, string | boolean>;

/** Not stored yet. The command that made it has checked access. */
export interface Intent {
  actor: AuditActor;
  organizationId: string;
  connectionId: string;
  formKey: string;
  kind: SubmissionKind;
  ticketId: string | null;
  payload: Payload;
  firstStep: SubmissionStep;
  continuesTicketId?: string;
  /** Files are uploaded to the ticket and attached by a separate message. */
  pinsFiles?: boolean;
  /** Of a new ticket: only its author sees it. */
  isPrivate?: boolean;
  /** Covered by the content digest. */
  fileIds?: readonly string[];
}

/** Something is still to be done about them. */
export const OPEN_STATES = ["queued", "sending", "unknown"] as const satisfies SubmissionState[];

export const SUBMISSION_COLUMNS = [
  "id",
  "user_id",
  "organization_id",
  "connection_id",
  "form_key",
  "kind",
  "payload",
  "sealed_message",
  "payload_hash",
  "state",
  "step",
  "step_begun_at",
  "reference",
  "files_reference",
  "ticket_id",
  "continues_ticket_id",
  "external_id",
  "attach_message_external_id",
  "lease_token",
  "attempts",
  "checks",
  "error_code",
  "error_message",
  "field_errors",
  "provider_code",
  "created_at",
  "sending_at",
  "due_at",
] as const satisfies Array<keyof DB["submission"]>;

/** Types that the database does not know, for `$narrowType`. */
export interface StoredTypes {
  payload: Payload;
  error_code: ErrorCode | null;
  field_errors: FieldErrors | null;
}

type Columns = Pick<Selectable<DB["submission"]>, (typeof SUBMISSION_COLUMNS)[number]>;

export interface SubmissionRow extends Omit<Columns, keyof StoredTypes>, StoredTypes {}

/** Values or expressions for columns of `submission`. */
export type SubmissionChange = ColumnChanges<"submission">;

/** All other collaborators stay. */
export function collaboratorChange(row: Pick<SubmissionRow, "payload">): {
  add: string[];
  remove: string[];
} {
  const list = (value: string | boolean | undefined) =>
    String(value ?? "")
      .split("\n")
      .filter(Boolean);
  return { add: list(row.payload.add), remove: list(row.payload.remove) };
}

export function isEncrypted(row: Pick<SubmissionRow, "payload">): boolean {
  return row.payload.encrypted === true;
}

/** The same in a query. */
export const isPayloadEncrypted = (payload: Expression<unknown>): RawBuilder<boolean> =>
  sql`coalesce((${payload} ->> 'encrypted')::boolean, false)`;

/** Null for a submission that files no ticket. */
export const filedSubject = (payload: Expression<unknown>): RawBuilder<string | null> =>
  sql`nullif(btrim(${payload} ->> 'subject'), '')`;

/** The draft in which a rejected or canceled submission is edited again. */
export function draftKeyOf(row: Pick<SubmissionRow, "id" | "kind" | "ticket_id">): DraftKey {
  return row.kind === "create" || row.ticket_id === null
    ? resubmissionKey(row.id)
    : replyKey(row.ticket_id);
}
