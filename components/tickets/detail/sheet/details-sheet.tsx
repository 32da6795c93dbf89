"use client";

import { X } from "lucide-react";
import { type ReactNode, useEffect, useRef, useState } from "react";

import { Button } from "@/components/ui/button";
import { cn } from "@/lib/utils";
import { useTexts } from "#texts";

import type { HoldSheet } from "./hold-sheet";
import { WIDE } from "./wide";

const SHEET = cn(
  "data-open:fixed data-open:inset-x-0 data-open:bottom-0 data-open:z-50 data-open:max-h-[85dvh]",
  "data-open:content-start data-open:overflow-y-auto data-open:overscroll-contain",
  "data-open:rounded-t-xl data-open:border-t data-open:bg-background data-open:px-4",
  "data-open:pb-[max(1rem,env(safe-area-inset-bottom))]",
  "data-open:shadow-[0_0_0_100vmax_rgb(0_0_0/0.5)]",
);

const COLUMN = cn(
  "lg:sticky lg:top-40 lg:-mx-1 lg:max-h-[calc(100dvh-11rem)] lg:overflow-y-auto lg:px-1 lg:pb-1",
  "print:static print:max-h-none print:overflow-visible",
);

/**
 * A column beside the conversation. On a narrow screen it follows the conversation, and links to
 * `#details` open it as a sheet.
 */
export function DetailsSheet({ children }: { children: ReactNode }) {
  const t = useTexts();
  const [isOpen, setIsOpen] = useState(false);
  const hold = useRef<HoldSheet>(null);
  const place = useRef<HTMLDivElement>(null);
  const sheet = useRef<HTMLElement>(null);
  const close = useRef<HTMLButtonElement>(null);

  useEffect(() => {
    function openFromLink(event: MouseEvent) {
      const link = (event.target as Element).closest('a[href="#details"]');
      if (!link || window.matchMedia(WIDE).matches) return;
      event.preventDefault();
      void open();
    }
    async function open() {
      const loaded = await import("./hold-sheet").catch(() => null);
      if (!loaded) {
        // The link leads to the details below the conversation.
        location.hash = "details";
        return;
      }
      hold.current = loaded.holdSheet;
      // The page keeps its height while the sheet is out of it.
      if (place.current) place.current.style.minHeight = `${place.current.offsetHeight}px`;
      setIsOpen(true);
    }
    document.addEventListener("click", openFromLink);
    return () => document.removeEventListener("click", openFromLink);
  }, []);

  useEffect(() => {
    if (!isOpen || !sheet.current || !place.current) return;
    const [element, kept, opener] = [sheet.current, place.current, document.activeElement];
    const release = hold.current?.(element, () => setIsOpen(false));
    close.current?.focus();
    return () => {
      release?.();
      kept.style.minHeight = "";
      if (opener instanceof HTMLElement) opener.focus({ preventScroll: true });
    };
  }, [isOpen]);

  return (
    <div ref={place} className={COLUMN}>
      <aside
        ref={sheet}
        data-open={isOpen ? "" : undefined}
        role={isOpen ? "dialog" : undefined}
        aria-modal={isOpen || undefined}
        aria-label={t("ticketTools.about")}
        className={cn("grid gap-4", SHEET)}
      >
        {isOpen ? (
          <div className="sticky top-0 z-10 -mx-4 flex justify-end border-b bg-background px-4 py-2">
            <Button ref={close} variant="secondary" size="small" onClick={() => setIsOpen(false)}>
              <X aria-hidden />
              {t("ticketTools.closeDetails")}
            </Button>
          </div>
        ) : null}
        {children}
      </aside>
    </div>
  );
}
