import { useState } from "react";

import { markForeign } from "@/lib/i18n/foreign-words";
import type { Translate } from "@/lib/i18n/message";
import { visibleName } from "@/lib/i18n/visible-name";
import { useTexts } from "#texts";

import type { PendingUpload } from "./upload-entry";

interface SendAfterUpload {
  isWaiting: boolean;
  uploads: readonly PendingUpload[];
  /** Takes the file picker's state, and calls `send` if that was awaited. */
  report(uploads: readonly PendingUpload[], send: () => void): void;
  /** Returns the upload problem that prevents sending, or null. */
  problem(): string | null;
  /** Sends once all uploads are done; returns false when there is nothing to wait for. */
  wait(): boolean;
  cancel(): void;
}

function uploadProblem(t: Translate, uploads: readonly PendingUpload[]): string | null {
  const broken = uploads.find((upload) => upload.isBroken);
  if (!broken) return null;
  const problem = broken.problem ?? t("files.tryOrRemove");
  return t("files.notUploaded", { name: markForeign(visibleName(broken.name)), problem });
}

/** Returns why an awaited file was lost; the form must not be sent without it unasked. */
function lossProblem(
  t: Translate,
  before: readonly PendingUpload[],
  now: readonly PendingUpload[],
): string | null {
  const awaitedIds = new Set(before.filter((upload) => !upload.isRefused).map(({ id }) => id));
  const lost = now.find((upload) => upload.isRefused && awaitedIds.has(upload.id));
  if (!lost) return null;
  return t("files.notAttached", {
    name: markForeign(visibleName(lost.name)),
    problem: lost.problem ?? "",
  });
}

const isAwaited = (upload: PendingUpload) => !upload.isRefused;

/**
 * Lets a form be sent while files are uploading: sending waits for them, and is cancelled with a
 * reason for `stopped` when one fails.
 */
export function useSendAfterUpload(stopped: (problem: string) => void): SendAfterUpload {
  const t = useTexts();
  const [uploads, setUploads] = useState<readonly PendingUpload[]>([]);
  const [isWaiting, setIsWaiting] = useState(false);
  return {
    isWaiting,
    uploads: uploads.filter(isAwaited),
    report(next, send) {
      setUploads(next);
      const problem = uploadProblem(t, next) ?? lossProblem(t, uploads, next);
      if (!isWaiting || (problem === null && next.some(isAwaited))) return;
      setIsWaiting(false);
      if (problem === null) send();
      else stopped(problem);
    },
    problem: () => uploadProblem(t, uploads),
    wait() {
      const isNeeded = uploads.some(isAwaited);
      if (isNeeded) setIsWaiting(true);
      return isNeeded;
    },
    cancel: () => setIsWaiting(false),
  };
}
