import { seal, type SealContext, unseal } from "../db/seal";
import { env } from "../env";
import { AppError, type ErrorCode, type FieldErrors } from "../errors";

export type SubmissionKind = "create" | "reply" | "close" | "reopen" | "solve" | "collaborators";
export type SubmissionState =
  "queued" | "sending" | "sent" | "rejected" | "unknown" | "needs_decision" | "abandoned";

/** What is done next: one write each, `files` one for each file. The order is the order of steps. */
export type SubmissionStep = "reopen" | "write" | "files" | "attach_message";

export type Payload = Record<string, string | boolean>;

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
  payload: Payload;
  firstStep: SubmissionStep;
  /** Of a new ticket that goes on where this closed one ended. */
  continuesTicketId?: string;
  /** Whether files are uploaded to the ticket and carried by a message of their own. */
  pinsFiles?: boolean;
  /** What else identifies the content: the files. */
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

export const SUBMISSION_COLUMNS = `id, user_id, organization_id, connection_id, form_key, kind, payload, sealed_message, payload_hash, state, step, step_begun_at, reference,
  files_reference, ticket_id, continues_ticket_id, external_id, attach_message_external_id, lease_token, attempts, checks, error_code, error_message, field_errors, provider_code, created_at, sending_at, due_at`;

type Place = Pick<SubmissionRow, "id" | "organization_id">;

function sealPlace(row: Place): SealContext {
  return { organizationId: row.organization_id, rowId: row.id, provider: "", field: "message" };
}

/** The message of an encrypted reply rests sealed. */
export function sealMessage(row: Place, message: string): string {
  return seal(message, sealPlace(row), env().CREDENTIAL_KEYS);
}

/** The message as it was typed, whether it rests sealed or not; empty where there is none. Throws invalid when it cannot be opened any more. */
export function messageOf(
  row: Pick<SubmissionRow, "id" | "organization_id" | "payload" | "sealed_message">,
): string {
  if (row.sealed_message !== null) return opened(row, row.sealed_message);
  return typeof row.payload.message === "string" ? row.payload.message : "";
}

function opened(row: Place, sealed: string): string {
  try {
    return unseal(sealed, sealPlace(row), env().CREDENTIAL_KEYS);
  } catch (cause) {
    // Nothing is wrong with the connection's own credential.
    throw new AppError("invalid", {
      message: "The text of this message can no longer be opened. Write it again.",
      cause,
    });
  }
}

/** Whom a submission adds to a ticket's collaborators and whom it removes; everybody else stays. */
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
