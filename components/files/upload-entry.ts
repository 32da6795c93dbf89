import type { OutgoingFileView } from "@/lib/files/types";

/**
 * queued: waits for its turn. interrupted: can resume. incomplete: begun in an earlier visit,
 * needs the file again. refused: will not be attached.
 */
export type UploadPhase =
  "queued" | "uploading" | "ready" | "interrupted" | "incomplete" | "refused";

export interface UploadEntry {
  /** Also the file's id on the server. */
  id: string;
  name: string;
  size: number;
  phase: UploadPhase;
  sent: number;
  view: OutgoingFileView | null;
  problem: string | null;
  isFolder?: boolean;
  /** The local file; null for one of an earlier visit. */
  file: File | null;
}

const DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const TIME_DIGITS = 10;
const RANDOM_DIGITS = 16;

/** Returns a new ULID. The package that makes them elsewhere would double a form's file scripts. */
export function newUploadId(now = Date.now()): string {
  let id = "";
  for (let left = now; id.length < TIME_DIGITS; left = Math.floor(left / DIGITS.length))
    id = DIGITS.charAt(left % DIGITS.length) + id;
  for (const byte of crypto.getRandomValues(new Uint8Array(RANDOM_DIGITS)))
    id += DIGITS.charAt(byte % DIGITS.length);
  return id;
}

export interface PendingUpload {
  id: string;
  name: string;
  size: number;
  sent: number;
  /** Needs the person to resume it. */
  isBroken: boolean;
  /** Will not be attached; sending does not wait for it. */
  isRefused: boolean;
  problem: string | null;
}

/** Returns the unfinished uploads, which sending has to wait for. */
export function pendingUploads(entries: readonly UploadEntry[]): PendingUpload[] {
  const pending = entries.filter(({ phase }) => phase !== "ready");
  return pending.map(({ id, name, size, sent, phase, problem }) => ({
    id,
    name,
    size,
    sent,
    problem,
    isBroken: phase === "interrupted" || phase === "incomplete",
    isRefused: phase === "refused",
  }));
}

/** Returns the entry of an added file; `problem` is why it will not be attached. */
export function newEntry(file: File, problem: string | null, id = newUploadId()): UploadEntry {
  return {
    id,
    name: file.name,
    size: file.size,
    phase: problem ? "refused" : "queued",
    sent: 0,
    view: null,
    problem,
    file,
  };
}

/** Returns the entry of a file that an earlier visit uploaded or began to upload. */
export function entryOf(view: OutgoingFileView): UploadEntry {
  const phase: UploadPhase = view.state === "receiving" ? "incomplete" : "ready";
  return {
    id: view.id,
    name: view.filename,
    size: view.size,
    phase,
    sent: phase === "ready" ? view.size : 0,
    view,
    problem: null,
    file: null,
  };
}

/** Returns the entry as a file, also before the server knows it. */
export function fileViewOf(entry: UploadEntry): OutgoingFileView {
  return (
    entry.view ?? {
      id: entry.id,
      filename: entry.name,
      givenName: null,
      size: entry.size,
      mimeType: entry.file?.type || null,
      state: "receiving",
      reason: null,
    }
  );
}
