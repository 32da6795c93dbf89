"use client";

import { usePathname, useSearchParams } from "next/navigation";
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

/** Lead to another page of the same list or another version of a ticket. */
const PAGE_PARAMETERS = ["at", "before", "after", "page"];

/**
 * Moves the focus into a new page, which client navigation does not do: the clicked link may be
 * gone.
 */
export function RouteFocus() {
  const path = usePathname();
  const parameters = useSearchParams();
  const page = [path, ...PAGE_PARAMETERS.map((name) => parameters.get(name))].join(" ");
  const shown = useRef(page);

  useEffect(() => {
    if (shown.current === page) return;
    shown.current = page;
    let attempts = 0;
    const timer = setInterval(tryFocus, RETRY_MS);
    function tryFocus() {
      attempts += 1;
      // The focus stays on a list row, or on a field that the person has chosen.
      if (!isFocusFree() || attempts >= MAX_ATTEMPTS) return clearInterval(timer);
      // The heading of a loading page is replaced, and the focus is lost with it.
      if (!document.activeElement?.matches("main h1")) moveFocus(path);
    }
    tryFocus();
    return () => clearInterval(timer);
  }, [page, path]);

  return null;
}
