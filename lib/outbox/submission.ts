import type { ErrorCode, FieldErrors } from "../errors";

export type SubmissionKind = "create" | "reply" | "close" | "reopen" | "solve";
export type SubmissionState = "queued" | "sending" | "sent" | "rejected" | "unknown" | "asked" | "abandoned";

/** What a person wants done, before it is stored. Who may want it has been checked by the command that made it. */
export interface Intent {
  userId: string;
  organizationId: string;
  connectionId: string;
  /** One form is one submission, however often it is posted. */
  formKey: string;
  kind: SubmissionKind;
  /** Null for a new ticket. */
  ticketId: string | null;
  payload: Record<string, string | boolean>;
}

export interface SubmissionRow {
  id: string;
  user_id: string;
  organization_id: string;
  connection_id: string;
  kind: SubmissionKind;
  payload: Record<string, string | boolean>;
  payload_hash: string;
  state: SubmissionState;
  ticket_id: string | null;
  error_code: ErrorCode | null;
  error_message: string | null;
  field_errors: FieldErrors | null;
}

export const SUBMISSION_COLUMNS = "id, user_id, organization_id, connection_id, kind, payload, payload_hash, state, ticket_id, error_code, error_message, field_errors";
