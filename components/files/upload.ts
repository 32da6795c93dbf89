import type { OutgoingFileView } from "@/lib/files/types";
import type { Failure, Result } from "@/lib/result";
import { fileUrl } from "@/lib/routes";
import { visibleName } from "@/lib/text/visible-name";

import { NoAnswer, type Transport } from "./upload-transport";

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 8_000;
const TRIES = 6;

/** Refusals that signing in again or reloading ends: what has arrived is not lost. */
const RESUMABLE: ReadonlySet<string> = new Set(["unauthenticated", "other_viewer", "outdated"]);

/** Why an upload ended. What the server has refused is not tried again; for the rest, going on where it stopped makes sense. */
export class UploadStopped extends Error {
  override readonly name = "UploadStopped";
  constructor(
    message: string,
    readonly canGoOn: boolean,
  ) {
    super(message);
  }
}

/** How far an upload has come; handed to the next attempt, it goes on from there. */
export interface Progress {
  view: OutgoingFileView | null;
  pieceBytes: number;
  nextPiece: number;
}

export interface UploadHandle {
  /** Chosen here, so that a beginning whose answer was lost can be repeated without making a second file. */
  id: string;
  file: Blob;
  name: string;
  place: string;
  connectionId: string;
  transport: Transport;
  signal: AbortSignal;
  /** Continues an upload that was broken off. */
  from?: Progress;
  onProgress: (sentBytes: number, progress: Progress) => void;
}

interface Begun {
  file: OutgoingFileView;
  pieceBytes: number;
}

/**
 * Uploads one file in pieces, one after the other. A piece whose answer is lost or that the server cannot take just now is sent
 * again, a few times, with growing waits. Throws UploadStopped, or the signal's reason.
 */
export async function upload({
  id,
  file,
  name,
  place,
  connectionId,
  transport,
  signal,
  from,
  onProgress,
}: UploadHandle): Promise<OutgoingFileView> {
  const progress: Progress = from ? { ...from } : { view: null, pieceBytes: 0, nextPiece: 0 };
  if (!progress.view) {
    await readable(name, file.slice(0, 1));
    const begun = await persist(transport, signal, () =>
      transport.send<Begun>({
        method: "POST",
        path: fileUrl(),
        json: { id, place, connectionId, name, size: file.size },
        signal,
      }),
    );
    progress.view = begun.file;
    progress.pieceBytes = begun.pieceBytes;
    onProgress(0, { ...progress });
  }
  for (; progress.nextPiece * progress.pieceBytes < file.size; progress.nextPiece += 1) {
    const start = progress.nextPiece * progress.pieceBytes;
    const bytes = await readable(name, file.slice(start, start + progress.pieceBytes));
    await persist(transport, signal, () =>
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
  return persist(transport, signal, () =>
    transport.send<OutgoingFileView>({ method: "POST", path: fileUrl(id), signal }),
  );
}

/**
 * Reads a part of a file from the person's machine. A file that was moved, changed or is a folder
 * cannot be read, which must not look like a line that broke. Throws UploadStopped.
 */
async function readable(name: string, part: Blob): Promise<Blob> {
  try {
    return new Blob([await part.arrayBuffer()]);
  } catch {
    const why = "It may be a folder, or may have been moved or changed.";
    throw new UploadStopped(
      `“${visibleName(name)}” cannot be read from this device. ${why} Choose it again.`,
      false,
    );
  }
}

/** Every call of an upload may be repeated: the server takes the second one for the first. */
async function persist<T>(
  transport: Transport,
  signal: AbortSignal,
  call: () => Promise<Result<T>>,
): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    let failed: Failure | null = null;
    try {
      const result = await call();
      if (result.ok) return result.data;
      failed = result;
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
    }
    if (
      failed &&
      failed.code !== "internal" &&
      failed.code !== "throttled" &&
      failed.code !== "busy"
    ) {
      throw new UploadStopped(
        failed.fieldErrors.attachments ?? failed.message,
        RESUMABLE.has(failed.code),
      );
    }
    if (tries >= TRIES) throw new UploadStopped(failed?.message ?? "Connection lost.", true);
    await transport.wait(Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (tries - 1)), signal);
  }
}
