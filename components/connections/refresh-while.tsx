"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

const STEP = 3_000;
/** A reading that takes longer goes on; the page no longer watches it. */
const MOST_STEPS = 100;

/** Brings the page up to date every few seconds while something is being read, and only while somebody looks. */
export function RefreshWhile({ running }: { running: boolean }) {
  const router = useRouter();
  useEffect(() => {
    if (!running) return;
    let steps = 0;
    const timer = setInterval(() => {
      steps += 1;
      if (steps > MOST_STEPS) clearInterval(timer);
      else if (document.visibilityState === "visible") router.refresh();
    }, STEP);
    return () => clearInterval(timer);
  }, [running, router]);
  return null;
}
