"use client";

import { useRouter, useSearchParams } from "next/navigation";
import { useEffect, useRef, useState, useTransition } from "react";

import { autoRefresh } from "@/components/polling/auto-refresh";
import { useUnread } from "@/components/shell/unread";
import { buttonVariants } from "@/components/ui/button";
import { type Audience, ticketListUpdatesUrl } from "@/lib/routes";
import { cn } from "@/lib/utils";
import { useTexts } from "#texts";

import {
  changedRows,
  marksDiffer,
  pollListUpdates,
  type RenderedListMarks,
} from "./poll-list-updates";

interface ListAutoRefreshProps {
  audience: Audience;
  marks: RenderedListMarks;
}

const SHOWN_MS = 6_000;
/** Pixels; beyond this scroll offset rows must not move. */
const MAX_SCROLL_AT_TOP = 160;

/** True at the top of the page while no row is in use. */
function canMoveRows(): boolean {
  const inUse = document.activeElement?.closest(".list-results, [role=search]");
  const isSelecting = document.querySelector(".pick :checked") !== null;
  return (
    window.scrollY <= MAX_SCROLL_AT_TOP &&
    !inUse &&
    !isSelecting &&
    (getSelection()?.isCollapsed ?? true)
  );
}

/**
 * Keeps a visible list up to date. Rows change in place unless they are in use; then a button
 * offers to show the changes.
 */
export function ListAutoRefresh({ audience, marks }: ListAutoRefreshProps) {
  const t = useTexts();
  const router = useRouter();
  const search = useSearchParams().toString();
  const shown = useRef(marks);
  const [offer, setOffer] = useState<{ count: number; search: string } | null>(null);
  const [announcement, setAnnouncement] = useState("");
  const [, startTransition] = useTransition();
  const { poll: pollUnread } = useUnread();

  useEffect(() => {
    shown.current = marks;
  }, [marks]);

  useEffect(() => {
    return pollListUpdates(ticketListUpdatesUrl(audience, search), (now) => {
      pollUnread(now.unread);
      if (!marksDiffer(shown.current, now)) return setOffer(null);
      const count = changedRows(shown.current, now);
      const isSameOrder = shown.current.rows.join() === now.rows.join();
      if (!isSameOrder && !canMoveRows()) return setOffer({ count, search });
      setOffer(null);
      if (!isSameOrder) setAnnouncement(t("listUpdates.changed", { count }));
      startTransition(() => autoRefresh(router));
    });
  }, [t, router, audience, search, pollUnread]);

  useEffect(() => {
    if (announcement === "") return;
    const timer = setTimeout(() => setAnnouncement(""), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [announcement]);

  const activeOffer = offer?.search === search ? offer : null;

  function show() {
    setOffer(null);
    window.scrollTo({ top: 0 });
    startTransition(() => router.refresh());
  }

  return (
    <div
      data-slot="announcement"
      className="pointer-events-none fixed inset-x-4 bottom-20 z-20 flex justify-center sm:bottom-6"
    >
      <div
        className={cn(
          "flex items-center gap-3 rounded-full border bg-card py-1.5 pr-1.5 pl-4",
          "text-[0.8125rem] shadow-lg has-[p:empty]:sr-only",
        )}
      >
        <p role="status" className="pr-2.5">
          {activeOffer ? t("listUpdates.changed", { count: activeOffer.count }) : announcement}
        </p>
        {activeOffer ? (
          <button
            type="button"
            onClick={show}
            className={buttonVariants({
              size: "small",
              className: "pointer-events-auto rounded-full",
            })}
          >
            {t("listUpdates.show")}
          </button>
        ) : null}
      </div>
    </div>
  );
}
