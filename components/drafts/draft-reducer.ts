import type { FormValues } from "@/lib/forms/form-values";

import {
  CLEAN_SNAPSHOT,
  type DraftConflict,
  type DraftState,
  type SavedDraft,
  type SaveFailure,
} from "./draft-state";
import { isBlankForm, sameValues } from "./draft-values";
import type { LocalBackup } from "./local-backup";

/** `backedUp`: the browser's storage has the new values. Times are in milliseconds. */
export type DraftEvent =
  | { type: "changed"; values: FormValues; backedUp: boolean }
  /** Another form of this page has saved a newer version. */
  | { type: "caught_up"; draft: SavedDraft; values: FormValues }
  | { type: "backup_found"; backup: LocalBackup; values: FormValues }
  | { type: "saved"; values: FormValues; version: number; now: number }
  | { type: "version_found"; version: number }
  | { type: "conflict_found"; draft: SavedDraft }
  | { type: "sent_elsewhere" }
  | { type: "save_failed"; failure: SaveFailure }
  | { type: "conflict_resolved"; keep: "this" | "other"; values: FormValues }
  /** The form's version and one that was set aside were swapped. */
  | {
      type: "swapped";
      setAside: FormValues;
      values: FormValues;
      backedUp: boolean;
    }
  /** With a form key, the next form of the same draft key begins. */
  | { type: "sent"; nextFormKey: string | undefined; defaultValues: FormValues }
  | { type: "started_over"; formKey: string }
  | { type: "discard_started"; newFormKey: string; defaultValues: FormValues }
  | { type: "discard_confirmed" }
  | { type: "discard_refused"; reason: SaveFailure | SavedDraft; backedUp: boolean }
  | { type: "discard_undone"; values: FormValues; backedUp: boolean }
  | { type: "restored"; values: FormValues; backedUp: boolean };

/** Returns the next state of a draft. Has no side effects. */
export function draftReducer(state: DraftState, event: DraftEvent): DraftState {
  switch (event.type) {
    case "changed":
      return {
        ...state,
        values: event.values,
        dirty: true,
        backedUp: event.backedUp,
        discarding: false,
        discarded: false,
        undoable: null,
      };
    case "caught_up": {
      const { formKey, version, values, at } = event.draft;
      const server = { formKey, version, serverValues: values, serverTime: at };
      return { ...state, ...server, values: event.values, savedAt: at };
    }
    case "backup_found":
      return withBackup(state, event.backup, event.values);
    case "saved":
      return {
        ...state,
        version: event.version,
        serverValues: event.values,
        savedAt: event.now,
        dirty: !sameValues(event.values, state.values),
        failure: null,
        failures: 0,
        backedUp: true,
      };
    case "version_found":
      return { ...state, version: event.version };
    case "conflict_found":
      return {
        ...state,
        version: event.draft.version,
        failure: null,
        conflict: conflictWith(event.draft),
        setAside: keptAside(state, state.conflict?.values),
      };
    case "sent_elsewhere":
      return { ...state, sent: true, failure: null };
    case "save_failed":
      return {
        ...state,
        failure: event.failure,
        failures: state.failures + (isRetryable(event.failure) ? 1 : 0),
      };
    case "conflict_resolved":
      return resolved(state, event.keep, event.values);
    case "swapped":
      return {
        ...state,
        values: event.values,
        dirty: true,
        backedUp: event.backedUp,
        setAside: keptAside(
          {
            ...state,
            setAside: state.setAside.filter((one) => one !== event.setAside),
          },
          state.values,
        ),
      };
    case "sent": {
      const { nextFormKey, defaultValues } = event;
      return {
        ...state,
        ...CLEAN_SNAPSHOT,
        values: nextFormKey === undefined ? state.values : defaultValues,
        formKey: nextFormKey ?? state.formKey,
        version: 0,
        failures: 0,
        closed: nextFormKey === undefined,
      };
    }
    case "started_over":
      return { ...state, formKey: event.formKey, version: 0, sent: false, dirty: true };
    case "discard_started":
      return {
        ...state,
        ...CLEAN_SNAPSHOT,
        values: event.defaultValues,
        discarding: true,
        formKey: state.sent ? event.newFormKey : state.formKey,
        undoable: state.discarding
          ? state.undoable
          : {
              values: state.values,
              wasSaved: !state.dirty,
              setAside: keptAside(state, state.conflict?.values),
            },
      };
    case "discard_confirmed":
      return state.discarding ? { ...state, discarding: false, discarded: true } : state;
    case "discard_refused":
      return refused(state, event.reason, event.backedUp);
    case "discard_undone":
      return {
        ...state,
        setAside: state.undoable?.setAside ?? state.setAside,
        values: event.values,
        dirty: true,
        backedUp: event.backedUp,
        discarding: false,
        discarded: false,
        undoable: null,
      };
    case "restored":
      return { ...state, values: event.values, backedUp: event.backedUp };
  }
}

/** Returns false for failures that only signing in again ends. */
export function isRetryable(failure: SaveFailure): boolean {
  return failure.state !== "ended" && failure.state !== "other_viewer";
}

/** Shows the newer of the browser's and the server's version, and offers the other. */
function withBackup(state: DraftState, backup: LocalBackup, values: FormValues): DraftState {
  const { formKey, at } = backup;
  const shown = { ...state, formKey, values, dirty: true, backedUp: true };
  const isBasedOnServer = state.version === 0 || backup.version === state.version;
  if (isBasedOnServer) return shown;
  if (at <= state.serverTime)
    return { ...state, conflict: { formKey, values, at, onServer: false } };
  const { formKey: serverKey, values: serverValues, serverTime } = state;
  return {
    ...shown,
    conflict: { formKey: serverKey, values: serverValues, at: serverTime, onServer: true },
  };
}

function conflictWith({ formKey, values, at }: SavedDraft): DraftConflict {
  return { formKey, values, at, onServer: true };
}

/** Versions of a draft to set aside; older ones are dropped. */
export const MAX_SET_ASIDE = 5;

/** Adds a version to those set aside, unless it is blank or one of them. */
function keptAside(
  { setAside }: DraftState,
  values: FormValues | undefined,
): readonly FormValues[] {
  if (!values || isBlankForm(values)) return setAside;
  const others = setAside.filter((one) => !sameValues(one, values));
  return [values, ...others].slice(0, MAX_SET_ASIDE);
}

function resolved(state: DraftState, keep: "this" | "other", values: FormValues): DraftState {
  const { conflict } = state;
  if (!conflict) return state;
  const onServer = keep === "other" ? conflict.onServer : !conflict.onServer && !state.dirty;
  return {
    ...state,
    formKey: keep === "other" ? conflict.formKey : state.formKey,
    values,
    conflict: null,
    setAside: keptAside(state, keep === "other" ? state.values : conflict.values),
    dirty: !onServer,
    savedAt: onServer ? conflict.at : state.savedAt,
  };
}

/** Brings the text back, unless something else was typed meanwhile. */
function refused(
  state: DraftState,
  reason: SaveFailure | SavedDraft,
  backedUp: boolean,
): DraftState {
  const { undoable } = state;
  const { values, setAside } = undoable ?? state;
  const back = undoable
    ? { values, setAside, discarding: false, dirty: true, backedUp, undoable: null }
    : {};
  return "state" in reason
    ? { ...state, ...back, conflict: null, failure: reason }
    : { ...state, ...back, conflict: conflictWith(reason), failure: null };
}
