import type { PortalSeed } from "../../../scripts/portal";
import { assertNothingLeaked } from "./leaks";
import { startPortal, type TestPortal } from "./portal";

/** One portal for each seed and `portalEnv` in a worker, reset for each file to the demo's people. */
export class WorkerPortals {
  readonly #portals = new Map<string, TestPortal>();
  #file = "";
  #current: TestPortal | undefined;

  async of(file: string, env: Record<string, string>, seed: PortalSeed): Promise<TestPortal> {
    const key = JSON.stringify({ env, seed });
    const known = this.#portals.get(key);
    if (known && known === this.#current && file === this.#file) return known;
    const last = this.#current;
    this.#current = undefined;
    if (last) await assertNothingLeaked(last);
    const portal = known ?? (await startPortal(seed, env));
    this.#portals.set(key, portal);
    if (known) await known.reset();
    this.#file = file;
    this.#current = portal;
    return portal;
  }

  /** Throws if the last file leaked secrets. */
  async end(): Promise<void> {
    try {
      if (this.#current) await assertNothingLeaked(this.#current);
    } finally {
      await Promise.all([...this.#portals.values()].map((portal) => portal.stop()));
    }
  }
}
