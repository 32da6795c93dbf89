import { LazyStore } from "@/components/ui/lazy-store";
import type { OutgoingFileView } from "@/lib/files/types";
import type { Translate } from "@/lib/i18n/message";

import { entryOf, newEntry, type UploadEntry } from "./upload-entry";
import type { Destination, UploadList } from "./upload-list";

/** The files of one form. The scripts that upload them are loaded with the first file. */
export class LazyUploadList extends LazyStore<UploadList> {
  #shown: readonly UploadEntry[];
  #isClosed = false;
  #waiting: Array<(list: UploadList) => void> = [];

  constructor(
    private readonly t: Translate,
    private readonly userId: string,
    private readonly initial: readonly OutgoingFileView[],
    private destination: Destination,
  ) {
    super();
    this.#shown = initial.map(entryOf);
  }

  /** Returns the same array until something changes. */
  readonly entries = (): readonly UploadEntry[] => this.loaded?.entries() ?? this.#shown;

  setDestination(destination: Destination): void {
    this.destination = destination;
    this.loaded?.setDestination(destination);
  }

  resume(): void {
    this.#isClosed = false;
    this.loaded?.open();
  }

  close(): void {
    this.#isClosed = true;
    this.loaded?.close();
  }

  /** The files are listed at once, so that a form which is sent now waits for them. */
  add(files: readonly File[]): void {
    if (this.loaded) return this.loaded.add(files);
    const added = files.map((file) => newEntry(file, null));
    this.#shown = [...this.#shown, ...added];
    this.notify();
    this.change((list) =>
      list.add(
        files,
        added.map(({ id }) => id),
      ),
    );
  }

  /** Does something with the files, as soon as it can. */
  change(move: (list: UploadList) => void): void {
    if (this.loaded) return move(this.loaded);
    this.#waiting.push(move);
    void this.load();
  }

  protected async open(): Promise<UploadList> {
    const { openUploadList } = await import("./upload-list");
    return openUploadList(this.t, this.userId, this.initial, this.destination);
  }

  protected handOver(list: UploadList): void {
    if (this.#isClosed) list.close();
    for (const move of this.#waiting) move(list);
    this.#waiting = [];
  }

  protected override failed(isBroken: boolean): void {
    if (!isBroken) return;
    const problem = this.t("files.pageBroken");
    this.#shown = this.#shown.map((entry) =>
      entry.phase === "queued" ? { ...entry, phase: "interrupted", problem } : entry,
    );
    this.notify();
  }
}
