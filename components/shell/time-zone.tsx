"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

const YEAR_SECONDS = 365 * 24 * 60 * 60;

/** Stores the browser's time zone in a cookie. Returns false when it was stored already. */
export function rememberTimeZone(): boolean {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const cookie = `time-zone=${encodeURIComponent(timeZone)}`;
  if (!timeZone || document.cookie.split("; ").includes(cookie)) return false;
  const secure = location.protocol === "https:" ? "; secure" : "";
  document.cookie = `${cookie}; path=/; max-age=${YEAR_SECONDS}; samesite=lax${secure}`;
  return document.cookie.split("; ").includes(cookie);
}

/** Refreshes the page once if it was rendered in another time zone than the browser's. */
export function TimeZone({ shown }: { shown: string }) {
  const router = useRouter();
  useEffect(() => {
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    if (rememberTimeZone() && timeZone !== shown) router.refresh();
  }, [router, shown]);
  return null;
}
