"use client";

import { createContext, useContext, useEffect, useRef, useState, type ReactNode } from "react";
import { Button } from "@/components/ui/button";

interface Opening {
  open: boolean;
  /** How often it was asked for: each time the text gets the focus. */
  asked: number;
  ask: () => void;
}

const OpeningContext = createContext<Opening>({ open: true, asked: 0, ask: () => undefined });

/** Holds whether the reply box of a finished ticket is open. `initially`: something has been typed into it already. */
export function ContinueScope({ initially, children }: { initially: boolean; children: ReactNode }) {
  const [asked, setAsked] = useState(0);
  return <OpeningContext value={{ open: initially || asked > 0, asked, ask: () => setAsked((count) => count + 1) }}>{children}</OpeningContext>;
}

export function ContinueReplyButton({ disabled }: { disabled: boolean }) {
  const { open, ask } = useContext(OpeningContext);
  return <Button size="small" disabled={disabled} aria-expanded={open} onClick={ask}>Continue</Button>;
}

/** The place of the reply box: empty until somebody wants to continue. */
export function ContinueReplyBox({ children }: { children: ReactNode }) {
  const { open, asked } = useContext(OpeningContext);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (asked > 0) box.current?.querySelector("textarea")?.focus();
  }, [asked]);
  return open ? <div ref={box}>{children}</div> : null;
}
