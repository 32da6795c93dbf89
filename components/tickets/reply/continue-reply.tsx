"use client";

import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from "react";

import { Button } from "@/components/ui/button";
import { ticketUrl } from "@/lib/routes";
import { useTexts } from "#texts";

import { useTicketFreshness } from "../detail/freshness/ticket-freshness";

interface ContinueState {
  isOpen: boolean;
  /** Counts requests; each one focuses the box. */
  requests: number;
  request: () => void;
}

const ContinueContext = createContext<ContinueState>({
  isOpen: true,
  requests: 0,
  request: () => undefined,
});

/** Element id of the hint about "Continue". */
export const CONTINUE_HINT = "continue-hint";

/** Holds whether the box that continues a closed ticket is open. */
export function ContinueScope({
  hasDraft,
  isRequested,
  children,
}: {
  hasDraft: boolean;
  /** "Continue" was pressed before a script ran. */
  isRequested: boolean;
  children: ReactNode;
}) {
  const [requests, setRequests] = useState(isRequested ? 1 : 0);
  return (
    <ContinueContext
      value={{
        isOpen: hasDraft || requests > 0,
        requests,
        request: () => setRequests((count) => count + 1),
      }}
    >
      {children}
    </ContinueContext>
  );
}

/** Opens the box; changes nothing at the provider. */
export function ContinueButton({ ticketId, disabled }: { ticketId: string; disabled: boolean }) {
  const t = useTexts();
  const { isOpen, request } = useContext(ContinueContext);
  return (
    <form noValidate action={ticketUrl("customer", ticketId, {}, "reply")} className="contents">
      <Button
        type="submit"
        name="continue"
        value="1"
        size="small"
        disabled={disabled}
        data-reply-instead="continue"
        aria-expanded={isOpen}
        aria-describedby={CONTINUE_HINT}
        onClick={(event) => {
          event.preventDefault();
          request();
        }}
      >
        {t("ticketLive.continue")}
      </Button>
    </form>
  );
}

/** Empty until "Continue" is pressed. */
export function ContinueBox({ children }: { children: ReactNode }) {
  const { isOpen, requests } = useContext(ContinueContext);
  const isMissing = useTicketFreshness()?.isMissing ?? false;
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (requests > 0)
      box.current?.querySelector<HTMLElement>("textarea, button:not([hidden]), a")?.focus();
  }, [requests]);
  return isOpen && !isMissing ? <div ref={box}>{children}</div> : null;
}
