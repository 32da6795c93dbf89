"use client";

import { useEffect, useState } from "react";

import { useLanguage, useTexts } from "#texts";

import { timeUntil } from "./durations";

export interface CountdownProps {
  iso: string;
  /** The server's text. */
  initial: string;
}

export function TickingCountdown({ iso, initial }: CountdownProps) {
  const t = useTexts();
  const language = useLanguage();
  const [now, setNow] = useState<number | null>(null);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  return now === null ? initial : timeUntil(t, Date.parse(iso), now, language);
}
