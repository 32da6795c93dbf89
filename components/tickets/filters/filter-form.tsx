"use client";

import type { Route } from "next";
import { useRouter } from "next/navigation";
import type { FormEvent, KeyboardEvent, ReactNode } from "react";
import { useEffect, useRef, useTransition } from "react";

import { focusResults } from "@/components/shell/shortcuts/shortcut-targets";
import { type Audience, ticketsUrl } from "@/lib/routes";

/** Long enough for the next letter, short enough to feel at once. */
const TYPING_PAUSE_MS = 300;

interface FilterFormProps {
  audience: Audience;
  /** The filters as they stand in the address. */
  current: Record<string, string>;
  children: ReactNode;
}

/** The address that holds these filters and nothing empty. */
function filteredUrl(audience: Audience, form: HTMLFormElement): Route {
  const query: Record<string, string> = {};
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && value.trim() !== "") query[name] = value.trim();
  }
  return ticketsUrl(audience, query);
}

/** A GET form that applies itself: choices at once, typing after a pause, never mid-composition. */
export function FilterForm({ audience, current, children }: FilterFormProps) {
  const router = useRouter();
  const form = useRef<HTMLFormElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const composing = useRef(false);
  const wantsResults = useRef(false);
  const [pending, startTransition] = useTransition();

  // The address is the truth: after "Clear filters" or the back button the controls follow it, save the one being used.
  useEffect(() => {
    if (!(document.activeElement instanceof HTMLInputElement)) clearTimeout(timer.current);
    for (const control of form.current?.elements ?? []) {
      if (!(control instanceof HTMLInputElement || control instanceof HTMLSelectElement)) continue;
      const value = current[control.name] ?? "";
      const beingTyped = control === document.activeElement && control instanceof HTMLInputElement;
      if (control.name && !beingTyped && control.value !== value) control.value = value;
    }
  }, [current]);

  // Who pressed Enter goes on to what was found, once it is there.
  useEffect(() => {
    if (pending || !wantsResults.current) return;
    wantsResults.current = false;
    if (form.current?.contains(document.activeElement)) focusResults();
  });

  useEffect(() => () => clearTimeout(timer.current), []);

  function apply(mode: "push" | "replace") {
    clearTimeout(timer.current);
    const target = form.current;
    if (target)
      startTransition(() => router[mode](filteredUrl(audience, target), { scroll: false }));
  }

  function applySoon() {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => apply("replace"), TYPING_PAUSE_MS);
  }

  function onChange(event: FormEvent<HTMLFormElement>) {
    clearTimeout(timer.current);
    if (composing.current) return;
    if (event.target instanceof HTMLSelectElement) apply("push");
    else applySoon();
  }

  // Escape clears the box, and leaves it when there is nothing to clear.
  function onKeyDown(event: KeyboardEvent<HTMLFormElement>) {
    const box = event.target;
    if (event.key !== "Escape" || event.nativeEvent.isComposing) return;
    if (!(box instanceof HTMLInputElement)) return;
    event.preventDefault();
    if (box.value === "") return box.blur();
    box.value = "";
    apply("replace");
  }

  return (
    <form
      ref={form}
      role="search"
      action={ticketsUrl(audience)}
      data-pending={pending ? "" : undefined}
      onChange={onChange}
      onKeyDown={onKeyDown}
      onCompositionStart={() => {
        composing.current = true;
        clearTimeout(timer.current);
      }}
      onCompositionEnd={() => {
        composing.current = false;
        applySoon();
      }}
      onSubmit={(event) => {
        event.preventDefault();
        if (composing.current) return;
        wantsResults.current = true;
        apply("push");
      }}
    >
      {children}
    </form>
  );
}
