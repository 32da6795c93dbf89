"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

import { autoRefresh } from "./auto-refresh";

const INTERVAL_MS = 3_000;
/** After this many refreshes, only every fifth interval refreshes the page. */
const MAX_FAST_REFRESHES = 20;
const SLOWDOWN = 5;

/** Refreshes the page every few seconds while the page is visible. */
export function PageRefresher() {
  const router = useRouter();
  useEffect(() => {
    let ticks = 0;
    const timer = setInterval(() => {
      if (document.visibilityState !== "visible") return;
      ticks += 1;
      if (ticks <= MAX_FAST_REFRESHES || ticks % SLOWDOWN === 0) autoRefresh(router);
    }, INTERVAL_MS);
    return () => clearInterval(timer);
  }, [router]);
  return null;
}
