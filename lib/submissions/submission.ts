import type { SubmissionKind, SubmissionState, SubmissionStep } from "../db/generated/enums";
import { type ErrorCode, type FieldErrors } from "../errors";
import { type DraftKey, replyKey, resubmissionKey } from "../files/draft-key";

export type { SubmissionKind, SubmissionState, SubmissionStep };

export type Payload = Record<string, string | boolean>;

/** Not stored yet. The command that made it has checked access. */
export interface Intent {
  userId: string;
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
  /** Covered by the content digest. */
  fileIds?: readonly string[];
}

export interface SubmissionRow {
  id: string;
  user_id: string;
  organization_id: string;
  connection_id: string;
  form_key: string;
  kind: SubmissionKind;
  payload: Payload;
  sealed_message: string | null;
  payload_hash: string;
  state: SubmissionState;
  step: SubmissionStep;
  step_begun_at: Date | null;
  reference: string | null;
  files_reference: string | null;
  ticket_id: string | null;
  continues_ticket_id: string | null;
  external_id: string | null;
  attach_message_external_id: string | null;
  lease_token: number;
  attempts: number;
  checks: number;
  error_code: ErrorCode | null;
  error_message: string | null;
  field_errors: FieldErrors | null;
  provider_code: string | null;
  created_at: Date;
  sending_at: Date | null;
  due_at: Date | null;
}

export const SUBMISSION_COLUMNS = `
  id, user_id, organization_id, connection_id, form_key, kind, payload, sealed_message, payload_hash,
  state, step, step_begun_at, reference, files_reference, ticket_id, continues_ticket_id, external_id,
  attach_message_external_id, lease_token, attempts, checks, error_code, error_message, field_errors,
  provider_code, created_at, sending_at, due_at`;

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

/** The draft in which a rejected or canceled submission is edited again. */
export function draftKeyOf(row: Pick<SubmissionRow, "id" | "kind" | "ticket_id">): DraftKey {
  return row.kind === "create" || row.ticket_id === null
    ? resubmissionKey(row.id)
    : replyKey(row.ticket_id);
}
