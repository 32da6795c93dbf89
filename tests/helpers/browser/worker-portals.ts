import { assertNothingLeaked } from "./leaks";
import { startPortal, type TestPortal } from "./portal";

/**
 * The portals of one worker, one for each environment. Each file gets it as new: with the demo's
 * people, without what other files left behind.
 */
export class WorkerPortals {
  readonly #portals = new Map<string, TestPortal>();
  #file = "";
  #current: TestPortal | undefined;

  async of(file: string, env: Record<string, string>): Promise<TestPortal> {
    const key = JSON.stringify(env);
    const known = this.#portals.get(key);
    if (known && known === this.#current && file === this.#file) return known;
    const last = this.#current;
    this.#current = undefined;
    if (last) await assertNothingLeaked(last);
    const portal = known ?? (await startPortal("people", env));
    this.#portals.set(key, portal);
    if (known) await known.renew();
    this.#file = file;
    this.#current = portal;
    return portal;
  }

  /** Throws if the last file has left secrets behind. */
  async end(): Promise<void> {
    try {
      if (this.#current) await assertNothingLeaked(this.#current);
    } finally {
      await Promise.all([...this.#portals.values()].map((portal) => portal.stop()));
    }
  }
}
