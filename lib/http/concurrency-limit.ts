import { AppError } from "@/lib/errors";

import { type Clock, systemClock } from "./clock";
import { CREDENTIAL_LIMITS } from "./limits";

type SlotLimits = Pick<
  typeof CREDENTIAL_LIMITS,
  "slots" | "backgroundSlots" | "personSlotMs" | "backgroundSlotMs"
>;

interface Waiting {
  background: boolean;
  go: () => void;
}

/**
 * Limits how many calls of one connection are in flight at once. Background work has fewer slots than there are, so that what a
 * person asks for never queues behind a sweep. Nobody waits for a slot without end.
 */
export class ConcurrencyLimit {
  readonly #limits: { readonly [K in keyof SlotLimits]: number };
  #taken = 0;
  #byBackground = 0;
  #waiting: Waiting[] = [];

  constructor(
    limits: { readonly [K in keyof SlotLimits]?: number } = {},
    private readonly clock: Clock = systemClock,
  ) {
    this.#limits = { ...CREDENTIAL_LIMITS, ...limits };
  }

  /**
   * Resolves when there is a slot, with the function that gives it back (once, however often it is called). Throws
   * provider_timeout when the wait is over before. `name`: of the provider, for people.
   */
  async take(background: boolean, name: string): Promise<() => void> {
    if (this.#isFree(background)) this.#count(background, 1);
    else await this.#queue(background, name);
    let held = true;
    return () => {
      if (held) this.#giveBack(background);
      held = false;
    };
  }

  #queue(background: boolean, name: string): Promise<void> {
    const { personSlotMs, backgroundSlotMs } = this.#limits;
    return new Promise((resolve, reject) => {
      const waiting: Waiting = {
        background,
        go: () => {
          cancelTimer();
          resolve();
        },
      };
      const cancelTimer = this.clock.after(background ? backgroundSlotMs : personSlotMs, () => {
        this.#waiting = this.#waiting.filter((each) => each !== waiting);
        reject(tooSlow(name));
      });
      this.#waiting.push(waiting);
    });
  }

  #isFree(background: boolean): boolean {
    const { slots, backgroundSlots } = this.#limits;
    return this.#taken < slots && (!background || this.#byBackground < backgroundSlots);
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

/** What a call ends with that nothing was sent of, because others are still waiting for their answers. */
export function tooSlow(name: string): AppError {
  return new AppError("provider_timeout", {
    message: `${name} is responding slowly: earlier requests for this account are still waiting. Try again in a moment.`,
  });
}
