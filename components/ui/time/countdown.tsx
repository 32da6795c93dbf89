"use client";

import { useEffect, useState } from "react";

import { timeUntil } from "./format-time";

/** How long it is until a moment, counted down. `initial` is the server's word. */
export function Countdown({ iso, initial }: { iso: string; initial: string }) {
  const [said, setSaid] = useState(initial);
  useEffect(() => {
    const timer = setInterval(() => setSaid(timeUntil(Date.parse(iso), Date.now())), 1_000);
    return () => clearInterval(timer);
  }, [iso]);
  return said;
}
