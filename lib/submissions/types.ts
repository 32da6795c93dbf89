import type { ErrorCode } from "../errors";
import type { OutgoingFileView } from "../files/types";
import type { SubmissionRow } from "./submission";

/** A stored submission that its caller or the queue will deliver. */
export interface AcceptedSubmission {
  submissionId: string;
  state: SubmissionRow["state"];
}

/** What somebody asked for and the provider has not confirmed yet. */
export interface PendingSubmission {
  id: string;
  kind: "create" | "reply" | "close" | "reopen" | "solve" | "collaborators";
  /** sent: the provider has it, the mirror has not read it back yet. */
  state: "queued" | "sending" | "sent" | "rejected" | "unknown" | "needs_decision";
  step: "reopen" | "write" | "files" | "attach_message";
  subject: string;
  /** The message as it was typed; null for an encrypted one, and where there is none. */
  text: string | null;
  encrypted: boolean;
  /** What ends the message at the provider, and can be quoted. */
  reference: string | null;
  ticketId: string | null;
  connectionId: string;
  connectionLabel: string;
  providerName: string;
  /** Who asked for it. */
  by: string;
  byUserId: string;
  createdAt: Date;
  /** Why it waits or was refused, in words; the provider's own among them. */
  message: string | null;
  code: ErrorCode | null;
  /** Queued: when it is tried next, if the provider turned it away. Unknown: when it is looked for next. */
  nextAt: Date | null;
  /** Asked: since when it has been looked for in vain. Otherwise when it went out last. */
  sentAt: Date | null;
  /** How often the provider was read in search of it, and when it was read last. */
  checks: number;
  lookedAt: Date | null;
  /** Of a reply: its message is at the provider, and the mirror has not read it back yet. */
  awaitsReading: boolean;
  /** Nothing has gone out: it can be taken back, or taken back and changed. */
  canCancel: boolean;
  files: OutgoingFileView[];
}
