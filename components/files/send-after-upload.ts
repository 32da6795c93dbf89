import type { PendingUpload } from "./upload-entry";

export interface SendState {
  uploads: readonly PendingUpload[];
  /** The ids of the files to send with the form; null unless it was submitted. */
  awaitedIds: ReadonlySet<string> | null;
}

export type SendEvent =
  /** The uploads have changed. */
  | { type: "uploads"; uploads: readonly PendingUpload[] }
  /** The form was submitted while it showed these uploads; null if it takes no files. */
  | { type: "submit"; shown: readonly PendingUpload[] | null }
  /** The form is being sent, or the submission was stopped or cancelled. */
  | { type: "end" };

/** The next step of a submitted form; `cause` is the file that stops it. */
export type SendStep =
  { type: "wait" } | { type: "send" } | { type: "stop"; cause: PendingUpload | null };

export const isAwaited = (upload: PendingUpload): boolean => !upload.isRefused;

const idsOf = (uploads: readonly PendingUpload[]) =>
  uploads.filter(isAwaited).map((upload) => upload.id);

export function reduceSend(state: SendState, event: SendEvent): SendState {
  switch (event.type) {
    case "uploads": {
      const { awaitedIds } = state;
      return {
        uploads: event.uploads,
        awaitedIds: awaitedIds && new Set([...awaitedIds, ...idsOf(event.uploads)]),
      };
    }
    case "submit":
      return {
        ...state,
        awaitedIds: new Set(event.shown ? [...idsOf(event.shown), ...idsOf(state.uploads)] : []),
      };
    case "end":
      return { ...state, awaitedIds: null };
  }
}

/**
 * Returns what to do now, or null unless the form was submitted. Depends on the state alone: an
 * upload may end before the form has rendered the submission, and no further event follows.
 */
export function nextSendStep(state: SendState, takesFiles: boolean): SendStep | null {
  const { uploads, awaitedIds } = state;
  if (!awaitedIds) return null;
  if (!takesFiles) return awaitedIds.size > 0 ? { type: "stop", cause: null } : { type: "send" };
  // The form must not be sent without an awaited file unless the person agrees.
  const cause = uploads.find(
    (upload) => upload.isBroken || (upload.isRefused && awaitedIds.has(upload.id)),
  );
  if (cause) return { type: "stop", cause };
  return { type: uploads.some(isAwaited) ? "wait" : "send" };
}
