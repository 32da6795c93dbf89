import type { OutgoingFileView } from "../files/types";

export interface DraftContent {
  formKey: string;
  /** Texts by field name. */
  values: Record<string, string>;
  version: number;
  updatedAt: Date;
}

export interface DraftView extends DraftContent {
  place: string;
  /** What has been added to the form and is not sent. */
  files: OutgoingFileView[];
}

/** A place as it stood at one time: nothing typed yet is a null draft, and there can be files without one. */
export interface DraftStatusView {
  place: string;
  draft: DraftContent | null;
  files: OutgoingFileView[];
  /** When this was read, by the database's clock, in milliseconds: what was saved later is not in it. */
  asOf: number;
}

/** What came of throwing away. */
export type DraftDiscarded =
  | { state: "discarded" }
  /** Another device saved something else meanwhile, which stays. */
  | { state: "changed"; newer: DraftContent };

/** `version` is 0, and `values` null, when only files come back. */
export interface DraftRestored {
  version: number;
  values: Record<string, string> | null;
  files: OutgoingFileView[];
}

/** What came of saving. Nothing was written unless it says "saved". */
export type DraftSaved =
  | { state: "saved"; version: number; savedAt: Date }
  /** Another device saved something else meanwhile. */
  | { state: "changed"; newer: DraftContent }
  /** The form of this key has been sent. */
  | { state: "sent" };
