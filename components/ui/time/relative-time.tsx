"use client";

import { useSyncExternalStore } from "react";

import { useLanguage, useTexts } from "#texts";

import { formatDuration, relativeTime } from "./durations";

const TICK_MS = 30_000;
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
let clock = 0;

function tick(): void {
  clock = Date.now();
  for (const listener of listeners) listener();
}

/** One clock for the page. It starts at its first tick, so that hydration changes nothing. */
function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(tick, TICK_MS);
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
  /** The server's text, shown until the first tick. */
  initial: string;
  /** Shows "3 hr" in place of "3 hr ago". */
  asDuration?: boolean;
}

/** For a list of times: formats each as `RelativeTime` does, with one subscription to the clock. */
export function useRelativeTimes(): (time: RelativeTimeProps) => string {
  const t = useTexts();
  const language = useLanguage();
  const now = useSyncExternalStore(
    subscribe,
    () => clock,
    () => 0,
  );
  return ({ iso, initial, asDuration = false }) => {
    if (now === 0) return initial;
    return asDuration
      ? formatDuration(t, now - Date.parse(iso), language)
      : relativeTime(t, Date.parse(iso), now, language);
  };
}

export function RelativeTime(time: RelativeTimeProps) {
  return useRelativeTimes()(time);
}
