import { useState } from "react";
import type { PendingUpload } from "./upload-list";

export interface SendAfterUpload {
  /** True while the person's order to send waits for uploads. */
  isWaiting: boolean;
  uploads: readonly PendingUpload[];
  /** Takes what the file picker reports, and `send`s the form if that is all it waited for. */
  report(uploads: readonly PendingUpload[], send: () => void): void;
  /** Returns why an upload keeps the form from being sent at all; null when none does. */
  problem(): string | null;
  /** Has the form sent as soon as all uploads are done; false when there are none to wait for. */
  wait(): boolean;
  cancel(): void;
}

function problemOf(uploads: readonly PendingUpload[]): string | null {
  const broken = uploads.find((upload) => upload.isBroken);
  if (!broken) return null;
  return `“${broken.name}” is not uploaded. ${broken.problem ?? "Try again, or remove it."}`;
}

/**
 * Lets a form be sent while its files are still uploaded: the order waits, and is carried out by
 * itself. An upload that fails takes the order back and hands its reason to `stopped`.
 */
export function useSendAfterUpload(stopped: (problem: string) => void): SendAfterUpload {
  const [uploads, setUploads] = useState<readonly PendingUpload[]>([]);
  const [isWaiting, setIsWaiting] = useState(false);
  return {
    isWaiting,
    uploads,
    report(next, send) {
      setUploads(next);
      const problem = problemOf(next);
      if (!isWaiting || (problem === null && next.length > 0)) return;
      setIsWaiting(false);
      if (problem === null) send();
      else stopped(problem);
    },
    problem: () => problemOf(uploads),
    wait() {
      if (uploads.length > 0) setIsWaiting(true);
      return uploads.length > 0;
    },
    cancel: () => setIsWaiting(false),
  };
}
