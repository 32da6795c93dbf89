"use client";

import { useCallback, useEffect, useRef, useSyncExternalStore, useTransition } from "react";

/** How long nothing starts: another button may have appeared under the pointer. */
const LOCK_MS = 1_000;

const listeners = new Set<() => void>();
let lockTimer: ReturnType<typeof setTimeout> | undefined;

/** Locks all buttons of the page: a double click may hit two different ones. */
function lockBriefly(): void {
  clearTimeout(lockTimer);
  lockTimer = setTimeout(() => {
    lockTimer = undefined;
    for (const listener of listeners) listener();
  }, LOCK_MS);
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

const isLocked = () => lockTimer !== undefined;
const never = () => false;

interface PendingActions {
  pending: boolean;
  /** True until shortly after the page shows the last action's result. */
  locked: boolean;
  run: (move: () => Promise<void>) => void;
}

/** Runs server actions one at a time, and guards against double clicks. */
export function usePendingActions(): PendingActions {
  const [pending, startTransition] = useTransition();
  const isPageLocked = useSyncExternalStore(subscribe, isLocked, never);
  const isRunning = useRef(false);

  const run = useCallback((move: () => Promise<void>) => {
    if (isRunning.current || isLocked()) return;
    isRunning.current = true;
    startTransition(async () => {
      await move().finally(() => {
        isRunning.current = false;
        lockBriefly();
      });
    });
  }, []);

  // The page may be updated some time after the answer.
  const wasPending = useRef(false);
  useEffect(() => {
    if (wasPending.current && !pending) lockBriefly();
    wasPending.current = pending;
  }, [pending]);

  return { pending, locked: pending || isPageLocked, run };
}
