import type { ErrorCode } from "../error-codes";
import type { OutgoingFileView } from "../files/types";
import type { SubmissionKind, SubmissionState, SubmissionStep } from "./submission";

export interface AcceptedSubmission {
  submissionId: string;
  state: SubmissionState;
}

/** unfiled: canceled, or rejected and dismissed. lost: dropped although it may have arrived. */
export type Abandonment = "unfiled" | "lost";

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
  /** The provider's own words, untranslated. */
  words?: string;
  code: ErrorCode | null;
  nextAt: Date | null;
  sentAt: Date | null;
  /** Searches in which the provider was read, and the time of the last read. */
  checks: number;
  lookedAt: Date | null;
  /** Sent, but not mirrored yet. */
  awaitsReading: boolean;
  /** Nothing was sent: it can be taken back or changed. */
  canCancel: boolean;
  files: OutgoingFileView[];
}
