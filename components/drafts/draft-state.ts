import type { FormValues } from "@/lib/forms/form-values";

import type { SaveTrouble } from "./draft-transport";

/** What another device, or this browser earlier, has of the same draft. */
export interface OtherDraft {
  formKey: string;
  values: FormValues;
  at: number;
  /** As the server's draft; otherwise it is no draft there yet. */
  onServer: boolean;
  /** What was sent and came back, rather than a draft. */
  returned?: true;
}

export interface DraftSnapshot {
  values: FormValues;
  /** When the server last had all of it, by the browser's clock; null when it never had. */
  savedAt: number | null;
  /** Something is not saved yet. */
  dirty: boolean;
  trouble: SaveTrouble | null;
  /** Whether what is not saved is kept in the browser. */
  kept: boolean;
  other: OtherDraft | null;
  /** The form was sent, here or elsewhere: nothing is saved any more. */
  sent: boolean;
  /** Just thrown away: the server has confirmed it. */
  discarded: boolean;
  /** Being thrown away: the form is empty, and the server has not answered yet. */
  discarding: boolean;
}

/** Nothing typed, nothing wrong. */
export const CALM = {
  savedAt: null,
  dirty: false,
  trouble: null,
  kept: true,
  other: null,
  sent: false,
  discarded: false,
  discarding: false,
};
