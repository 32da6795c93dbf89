"use client";

import { useSyncExternalStore } from "react";

import { formatDuration, relativeTime } from "@/components/ui/time/durations";
import { useLanguage, useTexts } from "#texts";

const STEP_MS = 4_000;
const MINUTE_MS = 60_000;

function subscribe(listener: () => void): () => void {
  const timer = setInterval(listener, STEP_MS);
  return () => clearInterval(timer);
}

const clock = () => Math.floor(Date.now() / STEP_MS) * STEP_MS;

/** Shows the age of a save, "12 sec ago", in steps of 4 s. Renders nothing on the server. */
export function SavedAgo({ at }: { at: number }) {
  const t = useTexts();
  const language = useLanguage();
  const now = useSyncExternalStore(subscribe, clock, () => 0);
  const age = now - at;
  if (now === 0) return null;
  if (age < STEP_MS) return t("time.justNow");
  return age < MINUTE_MS
    ? t("time.ago", { duration: formatDuration(t, age, language) })
    : relativeTime(t, at, now, language);
}
