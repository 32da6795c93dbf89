import { busy } from "./busy";
import { CONNECTIONS } from "./limits";

export interface ConnectionRequest {
  isBackground: boolean;
  /** May wait for locks. */
  isWriter: boolean;
  account?: string;
}

interface Waiting {
  wanted: ConnectionRequest;
  go: () => void;
}

/**
 * Shares a process's database connections: background work and one account's writers never take all
 * of them. First come, first served; a request over its own limit does not block others.
 */
export class ConnectionGate {
  #all = 0;
  #writers = 0;
  #background = 0;
  readonly #accounts = new Map<string, number>();
  readonly #waiting = new Set<Waiting>();

  constructor(private readonly most: typeof CONNECTIONS = CONNECTIONS) {}

  /** Returns a release function, or null when no connection is free. */
  tryTake(wanted: ConnectionRequest): (() => void) | null {
    return this.#isFree(wanted) ? this.#hold(wanted) : null;
  }

  /** Throws `busy` after `waitMs`. */
  take(wanted: ConnectionRequest, waitMs: number): Promise<() => void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(waiting);
        reject(busy());
      }, waitMs);
      const waiting: Waiting = {
        wanted,
        go: () => {
          clearTimeout(timer);
          resolve(this.#hold(wanted));
        },
      };
      this.#waiting.add(waiting);
    });
  }

  #isFree({ isBackground, isWriter, account }: ConnectionRequest): boolean {
    return (
      this.#all < this.most.all &&
      (!isWriter || this.#writers < this.most.writers) &&
      (!isBackground || this.#background < this.most.background) &&
      (account === undefined || (this.#accounts.get(account) ?? 0) < this.most.account)
    );
  }

  #hold(wanted: ConnectionRequest): () => void {
    this.#count(wanted, 1);
    let isHeld = true;
    return () => {
      if (!isHeld) return;
      isHeld = false;
      this.#count(wanted, -1);
      for (const waiting of this.#waiting) {
        if (!this.#isFree(waiting.wanted)) continue;
        this.#waiting.delete(waiting);
        waiting.go();
      }
    };
  }

  #count({ isBackground, isWriter, account }: ConnectionRequest, by: 1 | -1): void {
    this.#all += by;
    if (isWriter) this.#writers += by;
    if (isBackground) this.#background += by;
    if (account === undefined) return;
    const left = (this.#accounts.get(account) ?? 0) + by;
    if (left > 0) this.#accounts.set(account, left);
    else this.#accounts.delete(account);
  }
}
