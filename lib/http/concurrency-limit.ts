import { AppError } from "@/lib/errors";
import { message } from "@/lib/i18n/message";

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

/** Background work gets fewer slots, so that people never wait behind a sync. */
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

  /** Throws provider_timeout when the wait is over. */
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
    // Counted before it resumes, so that the slot is not taken twice.
    this.#count(next.background, 1);
    next.go();
  }
}

export function tooSlow(name: string): AppError {
  return new AppError("provider_timeout", {
    text: message("provider.slow", { name }),
  });
}
