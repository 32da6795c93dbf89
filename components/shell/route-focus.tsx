"use client";

import { usePathname } from "next/navigation";
import { useEffect, useRef } from "react";

import {
  focusFirstField,
  focusHeading,
  focusSearch,
  isFocusFree,
} from "./shortcuts/shortcut-targets";

/** Pages whose first field is what a person came for. */
const FORMS = new Set(["/tickets/new", "/connections/new"]);
const STEP_MS = 100;
const STEPS = 30;

let wantsSearch = false;

/** Makes the next page begin in its search box. */
export function searchOnNextPage(): void {
  wantsSearch = true;
}

function place(path: string): boolean {
  if (wantsSearch) {
    wantsSearch = false;
    return focusSearch();
  }
  return FORMS.has(path) ? focusFirstField() : focusHeading();
}

/** Moves the focus along when a link leads to another page, which otherwise leaves it nowhere. */
export function RouteFocus() {
  const path = usePathname();
  const shown = useRef(path);

  useEffect(() => {
    if (shown.current === path) return;
    shown.current = path;
    let steps = 0;
    const timer = setInterval(look, STEP_MS);
    function look() {
      steps += 1;
      // A row of the list that was left, or a field that a person chose meanwhile, keeps the focus.
      if (!isFocusFree() || place(path) || steps >= STEPS) clearInterval(timer);
    }
    look();
    return () => clearInterval(timer);
  }, [path]);

  return null;
}
