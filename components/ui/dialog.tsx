"use client";

import { X } from "lucide-react";
import { type ReactNode, useEffect, useId, useRef } from "react";

import { cn } from "@/lib/utils";
import { useTexts } from "#texts";

import { buttonVariants } from "./button";

interface DialogProps {
  open: boolean;
  onClose: () => void;
  title: string;
  /** As wide as the screen allows, for pictures. */
  isWide?: boolean;
  children: ReactNode;
}

/** A modal on the native `<dialog>`, which handles focus and Escape. */
export function Dialog({ open, onClose, title, isWide = false, children }: DialogProps) {
  const t = useTexts();
  const element = useRef<HTMLDialogElement>(null);
  const titleId = useId();

  useEffect(() => {
    const dialog = element.current;
    if (!dialog) return;
    if (open && !dialog.open) {
      dialog.showModal();
      dialog
        .querySelector<HTMLElement>(
          "form :is(input:not([type=radio], [type=hidden]), select, textarea)",
        )
        ?.focus();
    }
    if (!open && dialog.open) dialog.close();
  }, [open]);

  return (
    <dialog
      ref={element}
      data-slot="dialog"
      aria-labelledby={titleId}
      onClose={onClose}
      onClick={(event) => {
        if (event.target === element.current) onClose();
      }}
      className={cn(
        "m-auto rounded-lg border bg-card p-0 text-foreground shadow-xl max-sm:mb-0",
        "max-sm:max-h-[calc(100dvh-2rem)] max-sm:w-full max-sm:max-w-none",
        "max-sm:rounded-b-none max-sm:border-x-0 max-sm:border-b-0",
        isWide ? "w-[min(64rem,calc(100vw-2rem))]" : "w-[min(30rem,calc(100vw-2rem))]",
      )}
    >
      {open ? (
        <div className="p-6 max-sm:p-4 max-sm:pb-[calc(1rem+env(safe-area-inset-bottom))]">
          <div className="mb-4 flex items-start justify-between gap-4">
            <h2 id={titleId} className="text-base font-semibold">
              {title}
            </h2>
            <button
              type="button"
              aria-label={t("common.close")}
              onClick={onClose}
              className={buttonVariants({
                variant: "ghost",
                size: "icon",
                className: "-mt-2 -mr-2",
              })}
            >
              <X aria-hidden />
            </button>
          </div>
          {children}
        </div>
      ) : (
        <h2 id={titleId} hidden>
          {title}
        </h2>
      )}
    </dialog>
  );
}
