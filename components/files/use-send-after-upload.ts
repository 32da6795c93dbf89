import { useEffect, useEffectEvent, useReducer } from "react";

import { markForeign } from "@/lib/i18n/foreign-words";
import type { Translate } from "@/lib/i18n/message";
import { visibleName } from "@/lib/i18n/visible-name";
import { useTexts } from "#texts";

import { isAwaited, nextSendStep, reduceSend } from "./send-after-upload";
import type { PendingUpload } from "./upload-entry";

interface SendAfterUploadOptions {
  /** False while the form offers no file picker. */
  takesFiles: boolean;
  /** Sends what the form holds. */
  send: () => void;
  /** Called with the reason why a submitted form is not sent. */
  stopped: (problem: string) => void;
}

interface SendAfterUpload {
  /** True from submitting the form until it is being sent or stopped. */
  isWaiting: boolean;
  /** The uploads that a submitted form waits for. */
  awaited: readonly PendingUpload[];
  /** Takes the file picker's state. */
  report(uploads: readonly PendingUpload[]): void;
  /** Returns the upload problem that prevents sending, or null. */
  problem(): string | null;
  /** Sends the form once all uploads are done. */
  submit(): void;
  cancel(): void;
}

function problemText(t: Translate, upload: PendingUpload): string {
  const name = markForeign(visibleName(upload.name));
  return upload.isRefused
    ? t("files.notAttached", { name, problem: upload.problem ?? "" })
    : t("files.notUploaded", { name, problem: upload.problem ?? t("files.tryOrRemove") });
}

/**
 * Lets a form be sent while files are uploading: sending waits for them, and is cancelled with a
 * reason for `stopped` when one fails.
 */
export function useSendAfterUpload(options: SendAfterUploadOptions): SendAfterUpload {
  const { takesFiles } = options;
  const t = useTexts();
  const [state, dispatch] = useReducer(reduceSend, { uploads: [], awaitedIds: null });
  const uploads = takesFiles ? state.uploads : [];
  const step = nextSendStep(state, takesFiles);

  const proceed = useEffectEvent(() => {
    if (!step || step.type === "wait") return;
    dispatch({ type: "end" });
    if (step.type === "send") options.send();
    else if (step.cause) options.stopped(problemText(t, step.cause));
  });
  useEffect(() => proceed(), [state, takesFiles]);

  return {
    isWaiting: step !== null,
    awaited: step?.type === "wait" ? uploads.filter(isAwaited) : [],
    report: (next) => dispatch({ type: "uploads", uploads: next }),
    problem() {
      const broken = uploads.find((upload) => upload.isBroken);
      return broken ? problemText(t, broken) : null;
    },
    submit: () => dispatch({ type: "submit", shown: takesFiles ? uploads : null }),
    cancel: () => dispatch({ type: "end" }),
  };
}
