"use client";

import { usePathname } from "next/navigation";
import { useEffect, useRef } from "react";

import {
  focusFirstField,
  focusHeading,
  focusSearch,
  isFocusFree,
} from "./shortcuts/shortcut-targets";

const FORM_PATHS = new Set(["/tickets/new", "/connections/new"]);
const RETRY_MS = 100;
const MAX_ATTEMPTS = 30;

let focusSearchNext = false;

export function searchOnNextPage(): void {
  focusSearchNext = true;
}

function moveFocus(path: string): boolean {
  if (focusSearchNext) {
    focusSearchNext = false;
    return focusSearch();
  }
  return FORM_PATHS.has(path) ? focusFirstField() : focusHeading();
}

/** Moves the focus into a new page, which client navigation does not do. */
export function RouteFocus() {
  const path = usePathname();
  const shown = useRef(path);

  useEffect(() => {
    if (shown.current === path) return;
    shown.current = path;
    let attempts = 0;
    const timer = setInterval(tryFocus, RETRY_MS);
    function tryFocus() {
      attempts += 1;
      // The focus stays on a list row, or on a field that the person has chosen.
      if (!isFocusFree() || moveFocus(path) || attempts >= MAX_ATTEMPTS) clearInterval(timer);
    }
    tryFocus();
    return () => clearInterval(timer);
  }, [path]);

  return null;
}
