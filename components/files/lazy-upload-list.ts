import { untilNextTry } from "@/components/ui/lazy-part";
import type { OutgoingFileView } from "@/lib/files/types";
import type { Translate } from "@/lib/i18n/message";

import { entryOf, newEntry, type UploadEntry } from "./upload-entry";
import type { Destination, UploadList } from "./upload-list";

/** The files of one form. The scripts that upload them are loaded with the first file. */
export class LazyUploadList {
  #shown: readonly UploadEntry[];
  #list: UploadList | null = null;
  #isLoading = false;
  #isClosed = false;
  #waiting: Array<(list: UploadList) => void> = [];
  readonly #listeners = new Set<() => void>();

  constructor(
    private readonly t: Translate,
    private readonly userId: string,
    private readonly initial: readonly OutgoingFileView[],
    private destination: Destination,
  ) {
    this.#shown = initial.map(entryOf);
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  /** Returns the same array until something changes. */
  readonly entries = (): readonly UploadEntry[] => this.#list?.entries() ?? this.#shown;

  setDestination(destination: Destination): void {
    this.destination = destination;
    this.#list?.setDestination(destination);
  }

  open(): void {
    this.#isClosed = false;
    this.#list?.open();
  }

  close(): void {
    this.#isClosed = true;
    this.#list?.close();
  }

  /** The files are listed at once, so that a form which is sent now waits for them. */
  add(files: readonly File[]): void {
    if (this.#list) return this.#list.add(files);
    const added = files.map((file) => newEntry(file, null));
    this.#shown = [...this.#shown, ...added];
    this.#tell();
    this.use((list) =>
      list.add(
        files,
        added.map(({ id }) => id),
      ),
    );
  }

  /** Does something with the files, as soon as it can. */
  use(move: (list: UploadList) => void): void {
    if (this.#list) return move(this.#list);
    this.#waiting.push(move);
    if (!this.#isLoading) void this.#load();
  }

  async #load(): Promise<void> {
    this.#isLoading = true;
    for (;;) {
      try {
        const { openUploadList } = await import("./upload-list");
        return this.#begin(openUploadList(this.t, this.userId, this.initial, this.destination));
      } catch {
        await untilNextTry();
      }
    }
  }

  #begin(list: UploadList): void {
    list.subscribe(() => this.#tell());
    if (this.#isClosed) list.close();
    this.#list = list;
    for (const move of this.#waiting.splice(0)) move(list);
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
