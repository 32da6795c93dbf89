import { useState } from "react";

import { visibleName } from "@/lib/text/visible-name";

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
  return `“${visibleName(broken.name)}” is not uploaded. ${broken.problem ?? "Try again, or remove it."}`;
}

/** Why an awaited file will not be attached; a form must not be sent without it unasked. */
function lossOf(before: readonly PendingUpload[], now: readonly PendingUpload[]): string | null {
  const awaited = new Set(before.filter((upload) => !upload.isRefused).map(({ id }) => id));
  const lost = now.find((upload) => upload.isRefused && awaited.has(upload.id));
  return lost
    ? `“${visibleName(lost.name)}” is not attached. ${lost.problem ?? ""}`.trimEnd()
    : null;
}

const isComing = (upload: PendingUpload) => !upload.isRefused;

/**
 * Lets a form be sent while its files are still uploaded: the order waits, and is carried out by
 * itself. An upload that fails takes the order back and hands its reason to `stopped`.
 */
export function useSendAfterUpload(stopped: (problem: string) => void): SendAfterUpload {
  const [uploads, setUploads] = useState<readonly PendingUpload[]>([]);
  const [isWaiting, setIsWaiting] = useState(false);
  return {
    isWaiting,
    uploads: uploads.filter(isComing),
    report(next, send) {
      setUploads(next);
      const problem = problemOf(next) ?? lossOf(uploads, next);
      if (!isWaiting || (problem === null && next.some(isComing))) return;
      setIsWaiting(false);
      if (problem === null) send();
      else stopped(problem);
    },
    problem: () => problemOf(uploads),
    wait() {
      const isNeeded = uploads.some(isComing);
      if (isNeeded) setIsWaiting(true);
      return isNeeded;
    },
    cancel: () => setIsWaiting(false),
  };
}
