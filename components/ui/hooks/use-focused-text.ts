"use client";

import { type RefObject, useEffect, useRef } from "react";

/** Moves the focus to a text once it appears: the button that caused it may be gone. */
export function useFocusedText(text: string): RefObject<HTMLParagraphElement | null> {
  const element = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (text !== "") element.current?.focus();
  }, [text]);
  return element;
}
