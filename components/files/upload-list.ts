import { PIECE_BYTES, rulesProblem } from "@/lib/files/rules";
import type { OutgoingFileView } from "@/lib/files/types";
import { markForeign } from "@/lib/i18n/foreign-words";
import { renderMessage, type Translate } from "@/lib/i18n/message";
import { visibleName } from "@/lib/i18n/visible-name";
import type { FileRules } from "@/lib/providers/forms/contract";
import type { Result } from "@/lib/result";
import { fileUrl } from "@/lib/routes";

import { lazyTransportFor } from "./lazy-transport";
import type { UploadProgress } from "./upload";
import { entryOf, newEntry, newUploadId, type UploadEntry } from "./upload-entry";
import { UploadStopped } from "./upload-stopped";
import type { UploadTransport } from "./upload-transport";

export interface Destination {
  draftKey: string;
  connectionId: string;
  rules: FileRules;
}

interface ActiveUpload {
  controller: AbortController;
  progress?: UploadProgress;
}

function folderEntry(t: Translate, name: string): UploadEntry {
  return {
    id: newUploadId(),
    name,
    size: 0,
    phase: "refused",
    sent: 0,
    view: null,
    file: null,
    isFolder: true,
    problem: t("files.folder", { name: markForeign(visibleName(name)) }),
  };
}

/** The files of one form, uploaded one after the other. */
export class UploadList {
  readonly #t: Translate;
  #entries: readonly UploadEntry[];
  #destination: Destination;
  readonly #transport: UploadTransport;
  readonly #active = new Map<string, ActiveUpload>();
  readonly #listeners = new Set<() => void>();
  #running = false;
  #closed = false;

  constructor(
    t: Translate,
    initial: readonly OutgoingFileView[],
    destination: Destination,
    transport: UploadTransport,
  ) {
    this.#t = t;
    this.#destination = destination;
    this.#transport = transport;
    this.#entries = initial.map(entryOf);
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  /** Returns the same array until something changes. */
  readonly entries = (): readonly UploadEntry[] => this.#entries;

  setDestination(destination: Destination): void {
    this.#destination = destination;
  }

  /** Adds files. Those that break the rules are listed with the reason and not uploaded. */
  add(files: readonly File[], ids: readonly string[] = []): void {
    for (const [index, file] of files.entries()) {
      const left = this.#entries.find(
        (entry) =>
          entry.phase === "incomplete" &&
          entry.size === file.size &&
          (entry.view?.givenName ?? entry.name) === file.name,
      );
      if (left) {
        this.#active.set(left.id, {
          controller: new AbortController(),
          progress: { view: left.view, pieceBytes: PIECE_BYTES, nextPiece: 0 },
        });
        this.#change(left.id, { phase: "queued", file, problem: null });
        continue;
      }
      const problem = rulesProblem(this.#destination.rules, [
        ...this.#attachable().map((entry) => entry.size),
        file.size,
      ]);
      const reason = problem && renderMessage(this.#t, problem);
      this.#set([...this.#entries, newEntry(file, reason, ids[index])]);
    }
    void this.#run();
  }

  refuseFolders(names: readonly string[]): void {
    const refused = names.map((name) => folderEntry(this.#t, name));
    this.#set([...this.#entries, ...refused]);
  }

  /** Removes a file, also from the server. If that fails, the file stays with the reason. */
  async remove(id: string): Promise<void> {
    const entry = this.#find(id);
    if (!entry) return;
    this.#active.get(id)?.controller.abort(new Error("removed"));
    this.#set(this.#entries.filter((other) => other.id !== id));
    if (!entry.view && entry.phase !== "uploading" && entry.phase !== "interrupted") return;
    const result = await this.#deleteOnServer(id);
    if (result?.ok || result?.code === "not_found") return;
    this.#set([
      ...this.#entries,
      {
        ...entry,
        phase: entry.phase === "ready" ? "ready" : "interrupted",
        problem: result?.message ?? this.#t("files.notRemoved"),
      },
    ]);
  }

  retry(id: string): void {
    if (this.#find(id)?.phase !== "interrupted") return;
    this.#change(id, { phase: "queued", problem: null });
    void this.#run();
  }

  open(): void {
    this.#closed = false;
    void this.#run();
  }

  /** Aborts uploads when the form is removed. The server keeps what has arrived. */
  close(): void {
    this.#closed = true;
    for (const { controller } of this.#active.values()) controller.abort(new Error("closed"));
  }

  #deleteOnServer(id: string): Promise<Result<unknown> | null> {
    return this.#transport.send({ method: "DELETE", path: fileUrl(id) }).catch(() => null);
  }

  #attachable(): UploadEntry[] {
    return this.#entries.filter((entry) => entry.phase !== "refused");
  }

  #find(id: string): UploadEntry | undefined {
    return this.#entries.find((entry) => entry.id === id);
  }

  #set(entries: readonly UploadEntry[]): void {
    this.#entries = entries;
    for (const listener of this.#listeners) listener();
  }

  #change(id: string, change: Partial<UploadEntry>): void {
    this.#set(this.#entries.map((entry) => (entry.id === id ? { ...entry, ...change } : entry)));
  }

  async #run(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    for (let next = this.#nextQueued(); next; next = this.#nextQueued()) await this.#upload(next);
    this.#running = false;
  }

  #nextQueued(): UploadEntry | undefined {
    return this.#closed ? undefined : this.#entries.find((entry) => entry.phase === "queued");
  }

  async #upload({ id, file, name }: UploadEntry): Promise<void> {
    if (!file) return this.#change(id, { phase: "incomplete" });
    const active: ActiveUpload = {
      controller: new AbortController(),
      progress: this.#active.get(id)?.progress,
    };
    this.#active.set(id, active);
    this.#change(id, { phase: "uploading" });
    const { draftKey, connectionId } = this.#destination;
    try {
      const { upload } = await import("./upload");
      const view = await upload(this.#t, {
        id,
        file,
        name,
        draftKey,
        connectionId,
        transport: this.#transport,
        signal: active.controller.signal,
        from: active.progress,
        onProgress: (sent, progress) => {
          active.progress = progress;
          this.#change(id, { sent, view: progress.view });
        },
      });
      this.#change(id, { phase: "ready", sent: view.size, view, problem: null });
      this.#active.delete(id);
    } catch (error) {
      if (active.controller.signal.aborted) return;
      const isFinal = error instanceof UploadStopped && !error.isResumable;
      // Frees the server's space; the file is gone after a reload.
      if (isFinal && active.progress?.view && (await this.#deleteOnServer(id))?.ok) {
        this.#change(id, { view: null });
      }
      this.#change(id, {
        phase: isFinal ? "refused" : "interrupted",
        problem: error instanceof UploadStopped ? error.message : this.#t("files.failed"),
      });
    }
  }
}

export function openUploadList(
  t: Translate,
  userId: string,
  initial: readonly OutgoingFileView[],
  destination: Destination,
): UploadList {
  return new UploadList(t, initial, destination, lazyTransportFor(t, userId));
}
