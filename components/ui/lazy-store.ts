import { untilNextTry } from "./lazy-part";

interface Store {
  subscribe: (listener: () => void) => unknown;
}

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

  /** Called before each further try. */
  protected failed(): void {}

  protected use(loaded: Loaded): void {
    this.loaded = loaded;
    loaded.subscribe(() => this.notify());
  }

  protected notify(): void {
    for (const listener of this.#listeners) listener();
  }

  async #loadAtLast(): Promise<Loaded> {
    for (;;) {
      try {
        const loaded = await this.open();
        this.use(loaded);
        this.handOver(loaded);
        this.notify();
        return loaded;
      } catch {
        this.failed();
        await untilNextTry();
      }
    }
  }
}
