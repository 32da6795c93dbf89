import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";

import { autoRefresh } from "@/components/polling/auto-refresh";
import { useUnread } from "@/components/shell/unread";
import { MarkedText } from "@/components/ui/text/marked-text";
import { cn } from "@/lib/utils";
import { useTexts } from "#texts";

import { pollTicketUpdates } from "./poll-ticket-updates";
import { showWriting } from "./writing-now";

export interface TicketAutoRefreshProps {
  ticketId: string;
  /** ISO: later changes are not on the page. */
  since: string;
  /** The newest event on the page that someone else caused. */
  newest: { id: string; sentence: string } | null;
}

const SHOWN_MS = 15_000;

/**
 * Refreshes an open ticket when it has changed and announces the newest event. Typed text stays.
 */
export function TicketAutoRefresh({ ticketId, since, newest }: TicketAutoRefreshProps) {
  const t = useTexts();
  const router = useRouter();
  const { poll: pollUnread } = useUnread();
  const [announcement, setAnnouncement] = useState("");
  const currentSince = useRef(since);
  const seen = useRef(newest?.id);

  useEffect(() => {
    currentSince.current = since;
  }, [since]);

  useEffect(
    () =>
      pollTicketUpdates(
        ticketId,
        () => currentSince.current,
        () => autoRefresh(router),
        ({ unread, writing }) => {
          pollUnread(unread);
          showWriting(writing);
        },
      ),
    [ticketId, router, pollUnread],
  );

  useEffect(() => {
    if (!newest || newest.id === seen.current) return;
    seen.current = newest.id;
    setAnnouncement(t("ticketLive.news", { event: newest.sentence }));
  }, [t, newest]);

  useEffect(() => {
    if (announcement === "") return;
    const timer = setTimeout(() => setAnnouncement(""), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [announcement]);

  return (
    <p
      role="status"
      aria-live="polite"
      data-slot="announcement"
      className={cn(
        "pointer-events-none fixed inset-x-4 bottom-20 z-20 mx-auto w-fit",
        "max-w-[min(36rem,calc(100vw-2rem))] rounded-full border bg-card px-4 py-2",
        "text-[0.8125rem] shadow-lg [overflow-wrap:anywhere] empty:sr-only sm:bottom-6",
      )}
    >
      <MarkedText text={announcement} />
    </p>
  );
}
