"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

import { pollWithBackoff } from "@/components/polling/poll-with-backoff";

import { fetchStatus, hasChanged } from "./submission-status";

export interface PolledSubmission {
  id: string;
  /** How it stood when the page was made. */
  seen: string;
}

interface FollowSubmissionsProps {
  followed: readonly PolledSubmission[];
  /** Something is at the provider that the page cannot show from there yet. */
  unread?: boolean;
}

/** More at once are followed as these are settled. */
const AT_ONCE = 4;
/** How long the page is given to catch up before it is asked once more. */
const REFRESH_MS = 1_500;
/** After how many seconds a page with something unread is brought up to date. */
const LOOKS = [1, 3, 7, 15, 30];

/** Brings the page up to date when something on its way has moved on, and only while somebody looks. */
export function SubmissionsPoller({ followed, unread = false }: FollowSubmissionsProps) {
  const router = useRouter();
  const all = followed.map(({ id, seen }) => `${id}\t${seen}`).join("\n");

  useEffect(() => {
    if (all === "") return;
    let calmUntil = 0;
    const end = pollWithBackoff(async () => {
      let moved = false;
      for (const line of all.split("\n").slice(0, AT_ONCE)) {
        const [id = "", seen = ""] = line.split("\t");
        const standing = await fetchStatus(id);
        if (standing === "ended") return end();
        moved ||= standing === "gone" || hasChanged(seen, standing);
      }
      if (!moved || Date.now() < calmUntil) return;
      calmUntil = Date.now() + REFRESH_MS;
      router.refresh();
    });
    return end;
  }, [all, router]);

  useEffect(() => {
    if (!unread) return;
    const timers = LOOKS.map((seconds) =>
      setTimeout(() => {
        if (document.visibilityState === "visible") router.refresh();
      }, seconds * 1_000),
    );
    return () => timers.forEach(clearTimeout);
  }, [unread, router]);

  return null;
}
