import type { ErrorCode } from "../errors";
import type { OutgoingFileView } from "../files/types";
import type { SubmissionKind, SubmissionState, SubmissionStep } from "./submission";

/** Stored, and to be delivered by the caller or the queue. */
export interface AcceptedSubmission {
  submissionId: string;
  state: SubmissionState;
}

/** A submission that the provider has not confirmed, or the mirror not read. */
export interface PendingSubmission {
  id: string;
  kind: SubmissionKind;
  /** `sent`: the mirror has not read it back yet. */
  state: Exclude<SubmissionState, "abandoned">;
  step: SubmissionStep;
  subject: string;
  text: string | null;
  encrypted: boolean;
  /** Ends the message at the provider. */
  reference: string | null;
  ticketId: string | null;
  connectionId: string;
  connectionLabel: string;
  providerName: string;
  by: string;
  byUserId: string;
  createdAt: Date;
  message: string | null;
  code: ErrorCode | null;
  /** Next attempt of a queued submission, or next search for an unknown one. */
  nextAt: Date | null;
  sentAt: Date | null;
  /** Searches at the provider, and the time of the last read. */
  checks: number;
  lookedAt: Date | null;
  /** A reply that the provider has and the mirror has not read yet. */
  awaitsReading: boolean;
  /** Nothing has been sent: it can be taken back or changed. */
  canCancel: boolean;
  files: OutgoingFileView[];
}
