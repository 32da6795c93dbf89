interface Waiting {
  background: boolean;
  go: () => void;
}

/**
 * Lets only so many calls of one connection be in flight at once. Background work has fewer slots than there are, so that
 * what a person asks for never queues behind a sweep.
 */
export class CallSlots {
  #taken = 0;
  #byBackground = 0;
  #waiting: Waiting[] = [];

  constructor(
    private readonly all = 6,
    private readonly forBackground = 4,
  ) {}

  /** Resolves when there is a slot, with the function that gives it back (once, however often it is called). */
  async take(background: boolean): Promise<() => void> {
    if (this.#isFree(background)) this.#count(background, 1);
    else await new Promise<void>((go) => this.#waiting.push({ background, go }));
    let held = true;
    return () => {
      if (held) this.#giveBack(background);
      held = false;
    };
  }

  #isFree(background: boolean): boolean {
    return this.#taken < this.all && (!background || this.#byBackground < this.forBackground);
  }

  #count(background: boolean, by: 1 | -1): void {
    this.#taken += by;
    if (background) this.#byBackground += by;
  }

  #giveBack(background: boolean): void {
    this.#count(background, -1);
    const people = this.#waiting.findIndex((waiting) => !waiting.background);
    const index = people >= 0 ? people : 0;
    const next = this.#waiting[index];
    if (!next || !this.#isFree(next.background)) return;
    this.#waiting.splice(index, 1);
    // Counted for it here: whoever asks before it runs must not take the same slot.
    this.#count(next.background, 1);
    next.go();
  }
}
