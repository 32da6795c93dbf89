"use client";

import { useSyncExternalStore } from "react";

import { formatDuration, relativeTime } from "./format-time";

const STEP = 30_000;
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
let clock = 0;

function tick(): void {
  clock = Date.now();
  for (const listener of listeners) listener();
}

/** One clock for all times on the page. It starts with its first tick, so that nothing changes while the page wakes up. */
function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(tick, STEP);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
    clock = 0;
  };
}

interface RelativeTimeProps {
  iso: string;
  /** The server's words, shown until the clock has ticked. */
  initial: string;
  language: string;
  /** "3 h" in place of "3 hr ago". */
  lasts?: boolean;
}

/** A relative time that stays true while the page is open. */
export function RelativeTime({ iso, initial, language, lasts = false }: RelativeTimeProps) {
  const now = useSyncExternalStore(
    subscribe,
    () => clock,
    () => 0,
  );
  if (now === 0) return initial;
  return lasts
    ? formatDuration(now - Date.parse(iso))
    : relativeTime(Date.parse(iso), now, language);
}
