import { workAs } from "../db/work";

const SOON_MS = 20_000;

/**
 * Makes a drain that requests may start: one at a time in a process, as receivers may be slow.
 * Resolves to false if nothing was due, or if a drain is running already.
 */
export function oneAtATime(drain: (endBy: number) => Promise<boolean>): () => Promise<boolean> {
  let isBusy = false;
  return async () => {
    if (isBusy) return false;
    isBusy = true;
    try {
      return await workAs({ as: "background" }, () => drain(Date.now() + SOON_MS));
    } finally {
      isBusy = false;
    }
  };
}
