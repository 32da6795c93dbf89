"use client";

import { useCallback, useEffect, useRef, useSyncExternalStore, useTransition } from "react";

/** What a move changed may put its opposite, or the next row's button, under the pointer: so long, nothing new begins. */
const REST_MS = 1_000;

const listeners = new Set<() => void>();
let rest: ReturnType<typeof setTimeout> | undefined;

/** All buttons of the page rest together: the second half of a double click may hit another one than the first. */
function beginRest(): void {
  clearTimeout(rest);
  rest = setTimeout(() => {
    rest = undefined;
    for (const listener of listeners) listener();
  }, REST_MS);
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

const isResting = () => rest !== undefined;
const never = () => false;

interface Moves {
  /** True while a move of this component is under way. */
  pending: boolean;
  /** True while no move may begin: until shortly after the page shows what the last one did. */
  locked: boolean;
  /** Runs a move; does nothing while it is locked. */
  run: (move: () => Promise<void>) => void;
}

/** Runs what a person does at the server one thing after the other, and never the opposite by the second half of a double click. */
export function usePendingActions(): Moves {
  const [pending, startTransition] = useTransition();
  const resting = useSyncExternalStore(subscribe, isResting, never);
  const isRunning = useRef(false);

  const run = useCallback((move: () => Promise<void>) => {
    if (isRunning.current || isResting()) return;
    isRunning.current = true;
    startTransition(async () => {
      await move().finally(() => {
        isRunning.current = false;
        beginRest();
      });
    });
  }, []);

  // The page may show what was done some moments after the answer.
  const wasPending = useRef(false);
  useEffect(() => {
    if (wasPending.current && !pending) beginRest();
    wasPending.current = pending;
  }, [pending]);

  return { pending, locked: pending || resting, run };
}
