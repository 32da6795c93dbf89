import type { EventView } from "../../../tickets/detail/types";

/** The certainty of an entry's time, as in a ticket's history. */
type EntryTime = Pick<EventView, "happenedAt" | "seenAt" | "notBefore" | "recordedAt">;

interface EntryOf {
  key: string;
  ticket: { id: string; number: string; subject: string; provider: string };
  time: EntryTime;
}

export interface MessageEntry extends EntryOf {
  kind: "message";
  /** The id of the message on the ticket's page. */
  messageId: string;
  /** Null if the provider gives no name. */
  author: string | null;
  sender: string;
  /** Null when encrypted or not sent. */
  text: string | null;
  isCut: boolean;
  isEncrypted: boolean;
  isRemoved: boolean;
}

interface EventEntry extends EntryOf {
  kind: "event";
  /** In the viewer's language, for `MarkedText`. */
  sentence: string;
  /** `isOfTimes`: the field's values are times. */
  change: Pick<EventView, "before" | "after" | "isOfTimes">;
}

interface SubmissionEntry extends EntryOf {
  kind: "submission";
  what: string;
  outcome: string;
  by: string | null;
}

export type CaseEntry = MessageEntry | EventEntry | SubmissionEntry;

export interface CaseTimelinePage {
  /** The newest last. */
  entries: CaseEntry[];
  /** The address parameter of the page before; null on the oldest. */
  older: string | null;
  isOlder: boolean;
}
