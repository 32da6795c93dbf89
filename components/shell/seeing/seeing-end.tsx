"use client";

import { useEffect, useState } from "react";

import { SEEING_PAGE } from "@/lib/auth/seeing/paths";

export interface SeeingEndProps {
  secondsLeft: number;
  /** Shown and read out in the last minute. */
  warning: string;
}

const TICK_MS = 1_000;
const WARNING_MS = 60_000;

/** Warns in the last minute, then opens the page that says that the look has ended. */
export function SeeingEnd({ secondsLeft, warning }: SeeingEndProps) {
  const [isNear, setIsNear] = useState(false);
  useEffect(() => {
    const end = Date.now() + secondsLeft * 1_000;
    // A device that slept is late for a long timeout.
    const timer = setInterval(() => {
      const left = end - Date.now();
      setIsNear(left <= WARNING_MS);
      if (left > 0) return;
      clearInterval(timer);
      window.location.assign(SEEING_PAGE);
    }, TICK_MS);
    return () => clearInterval(timer);
  }, [secondsLeft]);
  return (
    <strong aria-live="polite" className="font-semibold">
      {isNear ? warning : null}
    </strong>
  );
}
