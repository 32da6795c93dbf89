"use client";

import { useEffect, useState } from "react";

import { timeUntil } from "./format-time";

export function Countdown({ iso, initial }: { iso: string; initial: string }) {
  const [text, setText] = useState(initial);
  useEffect(() => {
    const timer = setInterval(() => setText(timeUntil(Date.parse(iso), Date.now())), 1_000);
    return () => clearInterval(timer);
  }, [iso]);
  return text;
}
