"use client";

import { useSyncExternalStore } from "react";

function subscribe(onChange: () => void) {
  window.addEventListener("hashchange", onChange);
  return () => window.removeEventListener("hashchange", onChange);
}

/**
 * The page to open after signing in, with the fragment of a deep link: browsers keep it through
 * redirects, and servers never see it.
 */
export function useNextPage(next: string): string {
  const hash = useSyncExternalStore(
    subscribe,
    () => window.location.hash,
    () => "",
  );
  return next.includes("#") ? next : `${next}${hash}`;
}
