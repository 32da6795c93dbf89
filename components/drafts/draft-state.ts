import type { DraftStatusView } from "@/lib/drafts/types";
import type { FormValues } from "@/lib/forms/form-values";

import { isBlankForm, sameValues } from "./draft-values";

/**
 * ended: no session. other_viewer: someone else is. unreachable: no answer, or one that is
 * not the portal's. refused: the portal's answer has a message. broken: by an error in this page.
 */
export type SaveFailure =
  | { state: "ended" }
  | { state: "other_viewer"; message: string }
  | { state: "unreachable" }
  | { state: "broken" }
  | { state: "refused"; message: string };

/** Another version of the same draft: from another device, or from this browser earlier. */
export interface DraftConflict {
  formKey: string;
  values: FormValues;
  /** When it was saved, in milliseconds. */
  at: number;
  /** False for a version that the server does not have as a draft yet. */
  onServer: boolean;
  /** Set for a form that was sent and came back. */
  returned?: true;
}

/** The part of the state that views show. */
export interface DraftSnapshot {
  values: FormValues;
  /** When the server last had all of it, by the browser's clock; null when it never had. */
  savedAt: number | null;
  dirty: boolean;
  failure: SaveFailure | null;
  /** True when the browser's storage has the unsaved changes. */
  backedUp: boolean;
  conflict: DraftConflict | null;
  /** Versions that were not chosen, until the page is left. The newest is first. */
  setAside: readonly FormValues[];
  /** Sent from here or elsewhere: saves are refused. */
  sent: boolean;
  /** The server has not confirmed the discard yet. */
  discarding: boolean;
  discarded: boolean;
}

export interface SavedDraft {
  formKey: string;
  values: FormValues;
  version: number;
  /** When it was saved, by the server's clock, in milliseconds. */
  at: number;
}

export interface ReturnedForm {
  formKey: string;
  values: FormValues;
}

interface Discarded extends Pick<DraftSnapshot, "setAside" | "values"> {
  wasSaved: boolean;
}

export interface DraftState extends DraftSnapshot {
  formKey: string;
  /** The newest known version on the server; 0 for none. */
  version: number;
  serverValues: FormValues | null;
  serverTime: number;
  /** What `undo` brings back. */
  undoable: Discarded | null;
  failures: number;
  /** Sent without a next form: changes are ignored. */
  closed: boolean;
}

/** The visible state of an unchanged draft. */
export const CLEAN_SNAPSHOT: Omit<DraftSnapshot, "values"> = {
  savedAt: null,
  dirty: false,
  failure: null,
  backedUp: true,
  conflict: null,
  setAside: [],
  sent: false,
  discarding: false,
  discarded: false,
};

/** The draft as the page was rendered with it. */
export function renderedDraft({ draft }: DraftStatusView): SavedDraft | null {
  if (!draft) return null;
  const { formKey, values, version, updatedAt } = draft;
  return { formKey, values, version, at: updatedAt.getTime() };
}

interface InitialDraft {
  saved: SavedDraft | null;
  returned: ReturnedForm | undefined;
  /** Used when neither of them has a key. */
  formKey: string;
  defaultValues: FormValues;
  /** Adapts values to the form's current fields and choices. */
  adapt: (values: FormValues) => FormValues;
}

/**
 * Shows the saved draft, the returned form or the default values; two different texts are a
 * conflict.
 */
export function initialDraftState(initial: InitialDraft): DraftState {
  const { saved, returned, formKey, defaultValues, adapt } = initial;
  const isConflict =
    saved !== null &&
    returned !== undefined &&
    saved.formKey !== returned.formKey &&
    !isBlankForm(saved.values) &&
    !sameValues(saved.values, returned.values);
  const useSaved = !returned || isConflict || saved?.formKey === returned.formKey;
  const shown = useSaved ? saved : null;
  return {
    ...CLEAN_SNAPSHOT,
    values: shown ? adapt(shown.values) : (returned?.values ?? defaultValues),
    savedAt: shown?.at ?? null,
    conflict: isConflict ? { ...returned, at: saved.at, onServer: false, returned: true } : null,
    formKey: shown?.formKey ?? returned?.formKey ?? formKey,
    version: saved?.version ?? 0,
    serverValues: saved?.values ?? null,
    serverTime: saved?.at ?? 0,
    undoable: null,
    failures: 0,
    closed: false,
  };
}
