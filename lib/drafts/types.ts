import type { OutgoingFileView } from "../files/types";

export interface DraftContent {
  formKey: string;
  values: Record<string, string>;
  version: number;
  updatedAt: Date;
}

export interface DraftView extends DraftContent {
  draftKey: string;
  files: OutgoingFileView[];
}

/** Null without text, possibly with files. */
export interface DraftStatusView {
  draftKey: string;
  draft: DraftContent | null;
  files: OutgoingFileView[];
  /** Milliseconds of the database's clock. */
  asOf: number;
}

export type DraftDiscarded =
  | { state: "discarded" }
  /** Another device saved something else; nothing was discarded. */
  | { state: "changed"; newer: DraftContent };

/** `version` is 0 and `values` null when only files are restored. */
export interface DraftRestored {
  version: number;
  values: Record<string, string> | null;
  files: OutgoingFileView[];
}

/** Only "saved" has written anything. */
export type DraftSaved =
  | { state: "saved"; version: number; savedAt: Date }
  | { state: "changed"; newer: DraftContent }
  | { state: "sent" };
