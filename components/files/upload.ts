import type { OutgoingFileView } from "@/lib/files/types";
import { markForeign } from "@/lib/i18n/foreign-words";
import type { Translate } from "@/lib/i18n/message";
import { visibleName } from "@/lib/i18n/visible-name";
import type { Failure, Result } from "@/lib/result";
import { fileUrl } from "@/lib/routes";

import { UploadStopped } from "./upload-stopped";
import { NoAnswer, type UploadTransport } from "./upload-transport";

const MIN_RETRY_DELAY_MS = 500;
const MAX_RETRY_DELAY_MS = 8_000;
const MAX_ATTEMPTS = 6;

/** Failures after which signing in again or reloading lets the upload resume. */
const RESUMABLE: ReadonlySet<string> = new Set(["unauthenticated", "other_viewer", "outdated"]);

export interface UploadProgress {
  view: OutgoingFileView | null;
  pieceBytes: number;
  nextPiece: number;
}

interface UploadOptions {
  /** Chosen by the browser, so that a repeated request does not create a second file. */
  id: string;
  file: Blob;
  name: string;
  draftKey: string;
  connectionId: string;
  transport: UploadTransport;
  signal: AbortSignal;
  from?: UploadProgress;
  onProgress: (sentBytes: number, progress: UploadProgress) => void;
}

interface StartedUpload {
  file: OutgoingFileView;
  pieceBytes: number;
}

/**
 * Uploads one file in sequential pieces, with retries. Throws UploadStopped, or the signal's
 * reason.
 */
export async function upload(t: Translate, options: UploadOptions): Promise<OutgoingFileView> {
  const { id, file, name, draftKey, connectionId, transport, signal, from, onProgress } = options;
  const progress: UploadProgress = from ? { ...from } : { view: null, pieceBytes: 0, nextPiece: 0 };
  if (!progress.view) {
    await readPart(t, name, file.slice(0, 1));
    const started = await withRetries(t, transport, signal, () =>
      transport.send<StartedUpload>({
        method: "POST",
        path: fileUrl(),
        json: { id, draftKey, connectionId, name, size: file.size },
        signal,
      }),
    );
    progress.view = started.file;
    progress.pieceBytes = started.pieceBytes;
    onProgress(0, { ...progress });
  }
  for (; progress.nextPiece * progress.pieceBytes < file.size; progress.nextPiece += 1) {
    const start = progress.nextPiece * progress.pieceBytes;
    const bytes = await readPart(t, name, file.slice(start, start + progress.pieceBytes));
    await withRetries(t, transport, signal, () =>
      transport.send({
        method: "PUT",
        path: fileUrl(id, progress.nextPiece),
        bytes,
        signal,
        onProgress: (sent) => onProgress(start + Math.min(sent, bytes.size), { ...progress }),
      }),
    );
    onProgress(start + bytes.size, { ...progress, nextPiece: progress.nextPiece + 1 });
  }
  return withRetries(t, transport, signal, () =>
    transport.send<OutgoingFileView>({ method: "POST", path: fileUrl(id), signal }),
  );
}

/**
 * Reads a part of a local file. Throws UploadStopped when it was moved, changed or is a folder, so
 * that this does not look like a network error.
 */
async function readPart(t: Translate, name: string, part: Blob): Promise<Blob> {
  try {
    return new Blob([await part.arrayBuffer()]);
  } catch {
    throw new UploadStopped(t("files.unreadable", { name: markForeign(visibleName(name)) }), false);
  }
}

/** Retries with growing delays; all calls of an upload are idempotent. */
async function withRetries<T>(
  t: Translate,
  transport: UploadTransport,
  signal: AbortSignal,
  call: () => Promise<Result<T>>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    let failure: Failure | null = null;
    try {
      const result = await call();
      if (result.ok) return result.data;
      failure = result;
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
    }
    if (
      failure &&
      failure.code !== "internal" &&
      failure.code !== "throttled" &&
      failure.code !== "busy"
    ) {
      throw new UploadStopped(
        failure.fieldErrors.attachments ?? failure.message,
        RESUMABLE.has(failure.code),
      );
    }
    if (attempt >= MAX_ATTEMPTS)
      throw new UploadStopped(failure?.message ?? t("files.connectionLost"), true);
    await transport.wait(
      Math.min(MAX_RETRY_DELAY_MS, MIN_RETRY_DELAY_MS * 2 ** (attempt - 1)),
      signal,
    );
  }
}
