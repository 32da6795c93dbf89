"use client";

import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from "react";

import { Button } from "@/components/ui/button";

import { useTicketFreshness } from "../detail/ticket-freshness";

interface Opening {
  open: boolean;
  /** How often it was asked for: each time the box gets the focus. */
  asked: number;
  ask: () => void;
}

const OpeningContext = createContext<Opening>({ open: true, asked: 0, ask: () => undefined });

/** The id of the sentence that says what "Continue" does. */
export const CONTINUE_HINT = "continue-hint";

/** Holds whether the box with which a finished ticket is gone on with is open. `initially`: something has been typed into it already. */
export function ContinueScope({
  initially,
  children,
}: {
  initially: boolean;
  children: ReactNode;
}) {
  const [asked, setAsked] = useState(0);
  return (
    <OpeningContext
      value={{ open: initially || asked > 0, asked, ask: () => setAsked((count) => count + 1) }}
    >
      {children}
    </OpeningContext>
  );
}

/** Opens the box; changes nothing at the provider. */
export function ContinueButton({ disabled }: { disabled: boolean }) {
  const { open, ask } = useContext(OpeningContext);
  return (
    <Button
      size="small"
      disabled={disabled}
      aria-expanded={open}
      aria-describedby={CONTINUE_HINT}
      onClick={ask}
    >
      Continue
    </Button>
  );
}

/** The place of what goes on with the ticket: empty until somebody wants to continue. */
export function ContinueBox({ children }: { children: ReactNode }) {
  const { open, asked } = useContext(OpeningContext);
  const isMissing = useTicketFreshness()?.isMissing ?? false;
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (asked > 0) box.current?.querySelector<HTMLElement>("textarea, button, a")?.focus();
  }, [asked]);
  return open && !isMissing ? <div ref={box}>{children}</div> : null;
}
