import { busy } from "../busy";
import { CONNECTIONS } from "../limits";

export interface ConnectionRequest {
  isBackground: boolean;
  /** May wait for locks. */
  isWriter: boolean;
  account?: string;
}

interface WaitingRequest {
  request: ConnectionRequest;
  go: () => void;
}

/** Keeps background work and one account's writers from taking all connections. */
export class ConnectionGate {
  #all = 0;
  #writers = 0;
  #background = 0;
  readonly #accounts = new Map<string, number>();
  readonly #waiting = new Set<WaitingRequest>();

  constructor(private readonly limits: typeof CONNECTIONS = CONNECTIONS) {}

  tryTake(request: ConnectionRequest): (() => void) | null {
    return this.#isFree(request) ? this.#hold(request) : null;
  }

  /** Throws `busy` after `waitMs`. */
  take(request: ConnectionRequest, waitMs: number): Promise<() => void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(waiting);
        reject(busy());
      }, waitMs);
      const waiting: WaitingRequest = {
        request,
        go: () => {
          clearTimeout(timer);
          resolve(this.#hold(request));
        },
      };
      this.#waiting.add(waiting);
    });
  }

  #isFree({ isBackground, isWriter, account }: ConnectionRequest): boolean {
    return (
      this.#all < this.limits.all &&
      (!isWriter || this.#writers < this.limits.writers) &&
      (!isBackground || this.#background < this.limits.background) &&
      (account === undefined || (this.#accounts.get(account) ?? 0) < this.limits.account)
    );
  }

  #hold(request: ConnectionRequest): () => void {
    this.#count(request, 1);
    let isHeld = true;
    return () => {
      if (!isHeld) return;
      isHeld = false;
      this.#count(request, -1);
      for (const waiting of this.#waiting) {
        if (!this.#isFree(waiting.request)) continue;
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
