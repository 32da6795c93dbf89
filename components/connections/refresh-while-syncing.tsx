"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

const STEP = 3_000;
/** A reading that takes long is looked at less often. */
const OFTEN = 20;
const SLOW = 5;

/** Brings the page up to date every few seconds while something is being read, and only while somebody looks. */
export function RefreshWhileSyncing({ running }: { running: boolean }) {
  const router = useRouter();
  useEffect(() => {
    if (!running) return;
    let steps = 0;
    const timer = setInterval(() => {
      if (document.visibilityState !== "visible") return;
      steps += 1;
      if (steps <= OFTEN || steps % SLOW === 0) router.refresh();
    }, STEP);
    return () => clearInterval(timer);
  }, [running, router]);
  return null;
}
