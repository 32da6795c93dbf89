"use client";

import { CircleCheck } from "lucide-react";
import { useEffect, useState } from "react";

import { cn } from "@/lib/utils";

const SHOWN_MS = 10_000;

export interface FiledToastProps {
  text: string | null;
}

/** Over the end of the page, as a phone has no empty strip above a ticket. */
const OF_PHONE = cn(
  "max-sm:fixed max-sm:inset-x-4 max-sm:bottom-32 max-sm:z-40 max-sm:h-auto max-sm:rounded-md",
  "max-sm:border max-sm:bg-card max-sm:p-3 max-sm:shadow-lg",
);

/**
 * Says once that the ticket was filed; the address is then the ticket's own. It fills the empty strip
 * above the ticket, so that it moves nothing.
 */
export function FiledToast({ text }: FiledToastProps) {
  const [shown, setShown] = useState("");

  useEffect(() => {
    if (text === null) return;
    const frame = requestAnimationFrame(() => {
      window.history.replaceState(null, "", window.location.pathname + window.location.hash);
      setShown(text);
    });
    return () => cancelAnimationFrame(frame);
  }, [text]);

  useEffect(() => {
    if (shown === "") return;
    const timer = setTimeout(() => setShown(""), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [shown]);

  return (
    <p
      role="status"
      className={cn(
        "pointer-events-none absolute -mt-6 flex h-6 max-w-[calc(100vw-2rem)] items-center gap-2",
        "text-[0.8125rem] print:hidden",
        shown && OF_PHONE,
      )}
    >
      {shown ? (
        <>
          <CircleCheck aria-hidden className="size-4 shrink-0 text-success" />
          <span className="sm:truncate">{shown}</span>
        </>
      ) : null}
    </p>
  );
}
