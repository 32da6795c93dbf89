"use client";

import { lazyPart } from "@/components/ui/lazy-part";

const Refresher = lazyPart<object>(async () => (await import("./page-refresher")).PageRefresher);

/** Refreshes the page every few seconds while a sync runs. */
export function RefreshWhileSyncing({ running }: { running: boolean }) {
  return running ? <Refresher /> : null;
}
