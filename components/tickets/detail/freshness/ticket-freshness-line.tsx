"use client";

import { RefreshCw } from "lucide-react";
import { type ReactNode, useEffect, useRef } from "react";

import { Button } from "@/components/ui/button";
import { usePendingActions } from "@/components/ui/hooks/use-pending-actions";
import { lazyPart } from "@/components/ui/lazy-part";
import { Spinner } from "@/components/ui/spinner";
import { useTexts } from "#texts";

import { FailurePart } from "../../../feedback/failure-part";
import type { NoteLineProps } from "./note-line";
import { useTicketFreshness } from "./ticket-freshness";

/** Loaded when there is a note; its words do not wait for it. */
const NoteLine = lazyPart<NoteLineProps>(
  async () => (await import("./note-line")).NoteLine,
  ({ note }) => <span className="min-w-0 truncate">{note.text}</span>,
);

/** Always one line high, so that nothing below it moves. */
export function TicketFreshnessLine({
  providerName,
  children,
}: {
  providerName: string;
  children: ReactNode;
}) {
  const t = useTexts();
  const freshness = useTicketFreshness();
  const note = freshness?.note ?? null;
  return (
    <div className="flex min-h-6 items-start gap-x-3 leading-6">
      {note?.isFreshness ? null : <span className="min-w-0 truncate">{children}</span>}
      {/* Without a box of its own, it does not move when the text beside it goes. */}
      <div role="status" className="contents print:hidden">
        {freshness?.isChecking ? (
          <span className="flex min-w-0 items-center gap-1.5">
            <Spinner />
            <span className="truncate">{t("ticketLive.checking", { provider: providerName })}</span>
          </span>
        ) : null}
        {note && !freshness?.isChecking ? (
          <NoteLine note={note} providerName={providerName} />
        ) : null}
      </div>
    </div>
  );
}

/** Starts a sync; the header shows its result. */
export function SyncButton() {
  const t = useTexts();
  const freshness = useTicketFreshness();
  // Where lines wrap it may take the place of the button that was just pressed.
  const { locked } = usePendingActions();
  return (
    <Button
      variant="secondary"
      size="small"
      aria-disabled={freshness?.isChecking || locked}
      onClick={() => (locked ? undefined : freshness?.sync())}
    >
      {freshness?.isChecking ? <Spinner /> : <RefreshCw aria-hidden />}
      <span className="max-lg:sr-only">{t("syncNow.action")}</span>
    </Button>
  );
}

/** Shows why an action failed. Takes the focus, because the pressed button may be gone. */
export function RefreshFailure({ title }: { title: string }) {
  const t = useTexts();
  const failure = useTicketFreshness()?.failure ?? null;
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (failure) element.current?.focus();
  }, [failure]);
  return (
    <div ref={element} tabIndex={-1} aria-live="polite" className="outline-none empty:hidden">
      {failure ? (
        <FailurePart failure={failure} title={title} uncertainTitle={t("failure.uncertain")} />
      ) : null}
    </div>
  );
}
