/** Above this, a sweep proves nothing about the tickets that it did not write. */
const MAX_LISTED = 50_000;

/** The ids that the list has shown since its beginning, each once. */
export class ListedTickets {
  #ids: Set<string> | null;

  /** `isWhole`: the sweep began with the first page. */
  constructor(isWhole: boolean) {
    this.#ids = isWhole ? new Set() : null;
  }

  add(tickets: ReadonlyArray<{ externalId: string }>): void {
    for (const { externalId } of tickets) this.#ids?.add(externalId);
    if (this.#ids && this.#ids.size > MAX_LISTED) this.#ids = null;
  }

  /** Null if they are not all known. */
  get ids(): string[] | null {
    return this.#ids && [...this.#ids];
  }
}
