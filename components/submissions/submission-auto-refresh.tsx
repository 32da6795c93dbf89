"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

import { autoRefresh } from "@/components/polling/auto-refresh";
import { pollWithBackoff } from "@/components/polling/poll-with-backoff";

import { fetchStatus, hasChanged } from "./submission-status";

interface PolledSubmission {
  id: string;
  /** Of the status on the page. */
  fingerprint: string;
}

export interface SubmissionAutoRefreshProps {
  submissions: readonly PolledSubmission[];
  /** Something was sent that the mirror has not read back yet. */
  isAwaitingSync?: boolean;
}

/** Further submissions are polled as these are settled. */
const MAX_POLLED = 4;
const MIN_REFRESH_INTERVAL_MS = 1_500;
/** When a page that awaits a sync is refreshed. */
const REFRESH_AFTER_SECONDS = [1, 3, 7, 15, 30];

/** Refreshes the page when a submission has changed, while the page is visible. */
export function SubmissionAutoRefresh({
  submissions,
  isAwaitingSync = false,
}: SubmissionAutoRefreshProps) {
  const router = useRouter();
  const all = submissions.map(({ id, fingerprint }) => `${id}\t${fingerprint}`).join("\n");

  useEffect(() => {
    if (all === "") return;
    let nextRefreshAt = 0;
    const end = pollWithBackoff(async () => {
      let hasAnyChanged = false;
      for (const line of all.split("\n").slice(0, MAX_POLLED)) {
        const [id = "", fingerprint = ""] = line.split("\t");
        const status = await fetchStatus(id);
        if (status === "ended") return end();
        hasAnyChanged ||= status === "gone" || hasChanged(fingerprint, status);
      }
      if (!hasAnyChanged || Date.now() < nextRefreshAt) return;
      nextRefreshAt = Date.now() + MIN_REFRESH_INTERVAL_MS;
      autoRefresh(router);
    });
    return end;
  }, [all, router]);

  useEffect(() => {
    if (!isAwaitingSync) return;
    const timers = REFRESH_AFTER_SECONDS.map((seconds) =>
      setTimeout(() => {
        if (document.visibilityState === "visible") autoRefresh(router);
      }, seconds * 1_000),
    );
    return () => timers.forEach(clearTimeout);
  }, [isAwaitingSync, router]);

  return null;
}
