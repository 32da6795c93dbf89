import { useState } from "react";

import { visibleName } from "@/lib/text/visible-name";

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

function uploadProblem(uploads: readonly PendingUpload[]): string | null {
  const broken = uploads.find((upload) => upload.isBroken);
  if (!broken) return null;
  return `“${visibleName(broken.name)}” is not uploaded. ${broken.problem ?? "Try again, or remove it."}`;
}

/** Returns why an awaited file was lost; the form must not be sent without it unasked. */
function lossProblem(
  before: readonly PendingUpload[],
  now: readonly PendingUpload[],
): string | null {
  const awaitedIds = new Set(before.filter((upload) => !upload.isRefused).map(({ id }) => id));
  const lost = now.find((upload) => upload.isRefused && awaitedIds.has(upload.id));
  return lost
    ? `“${visibleName(lost.name)}” is not attached. ${lost.problem ?? ""}`.trimEnd()
    : null;
}

const isAwaited = (upload: PendingUpload) => !upload.isRefused;

/**
 * Lets a form be sent while files are uploading: sending waits for them, and is cancelled with a
 * reason for `stopped` when one fails.
 */
export function useSendAfterUpload(stopped: (problem: string) => void): SendAfterUpload {
  const [uploads, setUploads] = useState<readonly PendingUpload[]>([]);
  const [isWaiting, setIsWaiting] = useState(false);
  return {
    isWaiting,
    uploads: uploads.filter(isAwaited),
    report(next, send) {
      setUploads(next);
      const problem = uploadProblem(next) ?? lossProblem(uploads, next);
      if (!isWaiting || (problem === null && next.some(isAwaited))) return;
      setIsWaiting(false);
      if (problem === null) send();
      else stopped(problem);
    },
    problem: () => uploadProblem(uploads),
    wait() {
      const isNeeded = uploads.some(isAwaited);
      if (isNeeded) setIsWaiting(true);
      return isNeeded;
    },
    cancel: () => setIsWaiting(false),
  };
}
