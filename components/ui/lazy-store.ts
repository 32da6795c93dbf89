import { untilNextTry } from "./lazy-part";

interface Store {
  subscribe: (listener: () => void) => unknown;
}

const MAX_HAND_OVERS = 3;

/**
 * A store for React whose scripts are loaded when it is first used, as soon as there is a
 * connection. Until then the subclass keeps what is done to it.
 */
export abstract class LazyStore<Loaded extends Store> {
  protected loaded: Loaded | null = null;
  #loading: Promise<Loaded> | null = null;
  readonly #listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  load(): Promise<Loaded> {
    this.#loading ??= this.loaded ? Promise.resolve(this.loaded) : this.#loadAtLast();
    return this.#loading;
  }

  /** Rejects if the scripts cannot be loaded now. */
  protected abstract open(): Promise<Loaded>;

  /** Hands over what was done so far. Listeners are called afterwards. */
  protected abstract handOver(loaded: Loaded): void;

  /** Called after each failure. A hand-over that failed too often `isBroken`, and is not tried again. */
  protected failed(_isBroken: boolean): void {}

  protected use(loaded: Loaded): void {
    this.loaded = loaded;
    loaded.subscribe(() => this.notify());
  }

  protected notify(): void {
    for (const listener of this.#listeners) listener();
  }

  async #loadAtLast(): Promise<Loaded> {
    for (let broken = 0; ;) {
      let loaded: Loaded | undefined;
      try {
        loaded = await this.open();
        this.handOver(loaded);
        this.use(loaded);
        this.notify();
        return loaded;
      } catch {
        const isBroken = loaded !== undefined && ++broken === MAX_HAND_OVERS;
        this.failed(isBroken);
        await (isBroken ? new Promise(() => undefined) : untilNextTry());
      }
    }
  }
}
