import { PIECE_BYTES, rulesProblem } from "@/lib/files/schemas";
import type { OutgoingFileView } from "@/lib/files/types";
import type { FileRules } from "@/lib/providers/forms/contract";
import type { Result } from "@/lib/result";
import { fileUrl } from "@/lib/routes";
import { newId } from "@/lib/text/id";
import { visibleName } from "@/lib/text/visible-name";

import { type Progress, upload, UploadStopped } from "./upload";
import type { Transport } from "./upload-transport";

/**
 * queued: its turn comes. uploading: bytes are on their way. ready: all there. stopped: broken off, can go on. left: begun in an
 * earlier visit, whose file must be chosen again. refused: will not be attached.
 */
export type EntryPhase = "queued" | "uploading" | "ready" | "stopped" | "left" | "refused";

/** One file of the list, as it stands. */
export interface Entry {
  /** The file's id, here and on the server. */
  id: string;
  name: string;
  size: number;
  phase: EntryPhase;
  sent: number;
  view: OutgoingFileView | null;
  problem: string | null;
  /** Dropped, and no file at all. */
  isFolder?: boolean;
  /** The file itself, for a preview; null for one of an earlier visit. */
  file: File | null;
}

/** A file that is not all there. */
export interface PendingUpload {
  id: string;
  name: string;
  size: number;
  sent: number;
  /** It needs the person to resume it. */
  isBroken: boolean;
  /** It will not be attached: no form waits for it. */
  isRefused: boolean;
  problem: string | null;
}

/** Returns the files that are not all there, for a form that is to be sent. */
export function pendingUploads(entries: readonly Entry[]): PendingUpload[] {
  const pending = entries.filter(({ phase }) => phase !== "ready");
  return pending.map(({ id, name, size, sent, phase, problem }) => ({
    id,
    name,
    size,
    sent,
    problem,
    isBroken: phase === "stopped" || phase === "left",
    isRefused: phase === "refused",
  }));
}

export interface Destination {
  place: string;
  connectionId: string;
  rules: FileRules;
}

interface Work {
  stop: AbortController;
  progress?: Progress;
}

/** The files of one form, uploaded one after the other while the person goes on writing. */
export class UploadList {
  #entries: readonly Entry[];
  #destination: Destination;
  readonly #transport: Transport;
  readonly #work = new Map<string, Work>();
  readonly #listeners = new Set<() => void>();
  #running = false;
  #closed = false;

  constructor(
    initial: readonly OutgoingFileView[],
    destination: Destination,
    transport: Transport,
  ) {
    this.#destination = destination;
    this.#transport = transport;
    this.#entries = initial.map((view) => entryOf(view));
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  /** The same array until something changes. */
  readonly entries = (): readonly Entry[] => this.#entries;

  /** Where files go that are added from now on. */
  direct(destination: Destination): void {
    this.#destination = destination;
  }

  /** Takes files in. Those that the rules forbid stand in the list with the reason, and go no further. */
  add(files: readonly File[]): void {
    for (const file of files) {
      const left = this.#entries.find(
        (entry) =>
          entry.phase === "left" &&
          entry.size === file.size &&
          (entry.view?.givenName ?? entry.name) === file.name,
      );
      if (left) {
        this.#work.set(left.id, {
          stop: new AbortController(),
          progress: { view: left.view, pieceBytes: PIECE_BYTES, nextPiece: 0 },
        });
        this.#change(left.id, { phase: "queued", file, problem: null });
        continue;
      }
      const problem = rulesProblem(this.#destination.rules, [
        ...this.#counted().map((entry) => entry.size),
        file.size,
      ]);
      const entry: Entry = {
        id: newId(),
        name: file.name,
        size: file.size,
        phase: problem ? "refused" : "queued",
        sent: 0,
        view: null,
        problem,
        file,
      };
      this.#set([...this.#entries, entry]);
    }
    void this.#run();
  }

  /** Rejects dropped folders with a message. They do not block sending. */
  refuseFolders(names: readonly string[]): void {
    const refused = names.map((name): Entry => ({
      id: newId(),
      name,
      size: 0,
      phase: "refused",
      sent: 0,
      view: null,
      file: null,
      isFolder: true,
      problem: `“${visibleName(name)}” is a folder. Drop its files instead.`,
    }));
    this.#set([...this.#entries, ...refused]);
  }

  /** Takes a file out, wherever it stands. What the server has of it is deleted; if that fails, the file stays and says so. */
  async remove(id: string): Promise<void> {
    const entry = this.#find(id);
    if (!entry) return;
    this.#work.get(id)?.stop.abort(new Error("removed"));
    this.#set(this.#entries.filter((other) => other.id !== id));
    // One that was refused before it began, or never had its turn, is nowhere but here.
    if (!entry.view && entry.phase !== "uploading" && entry.phase !== "stopped") return;
    const result = await this.#forget(id);
    if (result?.ok || result?.code === "not_found") return;
    this.#set([
      ...this.#entries,
      {
        ...entry,
        phase: entry.phase === "ready" ? "ready" : "stopped",
        problem: result?.message ?? "It could not be removed: no answer came. Try again.",
      },
    ]);
  }

  /** Goes on with an upload that was broken off. */
  retry(id: string): void {
    if (this.#find(id)?.phase !== "stopped") return;
    this.#change(id, { phase: "queued", problem: null });
    void this.#run();
  }

  /** Lets uploads run; they do from the beginning, until `close`. */
  open(): void {
    this.#closed = false;
    void this.#run();
  }

  /** Stops what is under way, when the form goes away. The server keeps what has arrived. */
  close(): void {
    this.#closed = true;
    for (const { stop } of this.#work.values()) stop.abort(new Error("closed"));
  }

  #forget(id: string): Promise<Result<unknown> | null> {
    return this.#transport.send({ method: "DELETE", path: fileUrl(id) }).catch(() => null);
  }

  #counted(): Entry[] {
    return this.#entries.filter((entry) => entry.phase !== "refused");
  }

  #find(id: string): Entry | undefined {
    return this.#entries.find((entry) => entry.id === id);
  }

  #set(entries: readonly Entry[]): void {
    this.#entries = entries;
    for (const listener of this.#listeners) listener();
  }

  #change(id: string, change: Partial<Entry>): void {
    this.#set(this.#entries.map((entry) => (entry.id === id ? { ...entry, ...change } : entry)));
  }

  async #run(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    for (let next = this.#nextQueued(); next; next = this.#nextQueued()) await this.#upload(next);
    this.#running = false;
  }

  #nextQueued(): Entry | undefined {
    return this.#closed ? undefined : this.#entries.find((entry) => entry.phase === "queued");
  }

  async #upload({ id, file, name }: Entry): Promise<void> {
    if (!file) return this.#change(id, { phase: "left" });
    const work: Work = { stop: new AbortController(), progress: this.#work.get(id)?.progress };
    this.#work.set(id, work);
    this.#change(id, { phase: "uploading" });
    const { place, connectionId } = this.#destination;
    try {
      const view = await upload({
        id,
        file,
        name,
        place,
        connectionId,
        transport: this.#transport,
        signal: work.stop.signal,
        from: work.progress,
        onProgress: (sent, progress) => {
          work.progress = progress;
          this.#change(id, { sent, view: progress.view });
        },
      });
      this.#change(id, { phase: "ready", sent: view.size, view, problem: null });
      this.#work.delete(id);
    } catch (error) {
      // Removed or closed: whoever stopped it has said what becomes of it.
      if (work.stop.signal.aborted) return;
      const isFinal = error instanceof UploadStopped && !error.canGoOn;
      // What is refused takes no room on the server, and is not there after a reload.
      if (isFinal && work.progress?.view && (await this.#forget(id))?.ok) {
        this.#change(id, { view: null });
      }
      this.#change(id, {
        phase: isFinal ? "refused" : "stopped",
        problem: error instanceof UploadStopped ? error.message : "Upload failed.",
      });
    }
  }
}

function entryOf(view: OutgoingFileView): Entry {
  const phase: EntryPhase = view.state === "receiving" ? "left" : "ready";
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
