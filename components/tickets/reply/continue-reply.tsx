"use client";

import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from "react";

import { Button } from "@/components/ui/button";

import { useTicketFreshness } from "../detail/ticket-freshness";

interface ContinueState {
  isOpen: boolean;
  /** How often the box was requested; each time the box gets the focus. */
  requests: number;
  request: () => void;
}

const ContinueContext = createContext<ContinueState>({
  isOpen: true,
  requests: 0,
  request: () => undefined,
});

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
  const [requests, setRequests] = useState(0);
  return (
    <ContinueContext
      value={{
        isOpen: initially || requests > 0,
        requests,
        request: () => setRequests((count) => count + 1),
      }}
    >
      {children}
    </ContinueContext>
  );
}

/** Opens the box; changes nothing at the provider. */
export function ContinueButton({ disabled }: { disabled: boolean }) {
  const { isOpen, request } = useContext(ContinueContext);
  return (
    <Button
      size="small"
      disabled={disabled}
      aria-expanded={isOpen}
      aria-describedby={CONTINUE_HINT}
      onClick={request}
    >
      Continue
    </Button>
  );
}

/** The place of what goes on with the ticket: empty until somebody wants to continue. */
export function ContinueBox({ children }: { children: ReactNode }) {
  const { isOpen, requests } = useContext(ContinueContext);
  const isMissing = useTicketFreshness()?.isMissing ?? false;
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (requests > 0) box.current?.querySelector<HTMLElement>("textarea, button, a")?.focus();
  }, [requests]);
  return isOpen && !isMissing ? <div ref={box}>{children}</div> : null;
}
