"use client";

import { CircleCheck } from "lucide-react";
import { useEffect, useState } from "react";

import { cn } from "@/lib/utils";

const SHOWN_MS = 10_000;

export interface FiledToastProps {
  text: string | null;
}

/** Says once that the ticket was filed; the address is then the ticket's own. */
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
        "pointer-events-none fixed inset-x-4 bottom-32 z-20 mx-auto flex w-fit items-center gap-2",
        "max-w-[min(36rem,calc(100vw-2rem))] rounded-full border bg-card px-4 py-2 sm:bottom-20",
        "text-[0.8125rem] shadow-lg wrap-anywhere empty:border-0 empty:p-0 empty:shadow-none print:hidden",
      )}
    >
      {shown ? (
        <>
          <CircleCheck aria-hidden className="size-4 shrink-0 text-success" />
          {shown}
        </>
      ) : null}
    </p>
  );
}
