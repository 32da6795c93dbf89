"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { poll } from "./poll";
import { gistOf, readStanding } from "./standing";

export interface Followed {
  id: string;
  /** How it stood when the page was made. */
  seen: string;
}

interface FollowSubmissionsProps {
  followed: readonly Followed[];
  /** Something is at the provider that the page cannot show from there yet. */
  unread?: boolean;
}

/** More at once are followed as these are settled. */
const AT_ONCE = 4;
/** After how many seconds a page with something unread is brought up to date. */
const LOOKS = [1, 3, 7, 15, 30];

/** Brings the page up to date when something on its way has moved on, and only while somebody looks. */
export function FollowSubmissions({ followed, unread = false }: FollowSubmissionsProps) {
  const router = useRouter();
  const all = followed.map(({ id, seen }) => `${id} ${seen}`).join("\n");

  useEffect(() => {
    if (all === "") return;
    const nextAt = new Map<string, string | null>();
    const end = poll(async () => {
      let moved = false;
      for (const line of all.split("\n").slice(0, AT_ONCE)) {
        const [id = ""] = line.split(" ", 1);
        const standing = await readStanding(id);
        if (standing === "ended") return end();
        if (standing === "gone") moved = true;
        else {
          const due = standing.state === "sending" ? null : standing.nextAt;
          if (`${id} ${gistOf(standing)}` !== line || (nextAt.has(id) && nextAt.get(id) !== due)) moved = true;
          nextAt.set(id, due);
        }
      }
      if (moved) router.refresh();
    });
    return end;
  }, [all, router]);

  useEffect(() => {
    if (!unread) return;
    const timers = LOOKS.map((seconds) => setTimeout(() => {
      if (document.visibilityState === "visible") router.refresh();
    }, seconds * 1_000));
    return () => timers.forEach(clearTimeout);
  }, [unread, router]);

  return null;
}
