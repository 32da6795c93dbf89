"use client";

import { useSyncExternalStore } from "react";

import { relativeTime } from "@/components/ui/time/format-time";

const STEP = 4_000;
const MINUTE = 60_000;

function subscribe(listener: () => void): () => void {
  const timer = setInterval(listener, STEP);
  return () => clearInterval(timer);
}

const clock = () => Math.floor(Date.now() / STEP) * STEP;

/** "12 s ago", counted in calm steps. Nothing where there is no clock, as on the server. */
export function SavedAgo({ at }: { at: number }) {
  const now = useSyncExternalStore(subscribe, clock, () => 0);
  const age = now - at;
  if (now === 0) return null;
  if (age < STEP) return "just now";
  return age < MINUTE ? `${Math.floor(age / 1_000)} s ago` : relativeTime(at, now, "en-GB");
}
