"use client";

import type { Route } from "next";
import { useRouter } from "next/navigation";
import type { FormEvent, KeyboardEvent, ReactNode } from "react";
import { useEffect, useRef, useTransition } from "react";

import { focusResults } from "@/components/shell/shortcuts/shortcut-targets";
import { VALUE_SEPARATOR } from "@/lib/forms/value-separator";
import { withSearch } from "@/lib/routes";
import type { JsonText } from "@/lib/text/json-text";
import type { FilterChoices } from "@/lib/tickets/list/types";

import { FilterChoicesContext } from "./filter-choices";

const TYPING_PAUSE_MS = 300;

interface FilterFormProps {
  /** Of the list. */
  path: Route;
  /** The filters in the address. */
  current: Record<string, string>;
  choices?: JsonText<FilterChoices>;
  children: ReactNode;
}

/** Returns the list's address with the form's non-empty filters. */
function filteredUrl(path: Route, form: HTMLFormElement): Route {
  const query = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (typeof value !== "string" || value.trim() === "") continue;
    const values = name === "q" ? [value.trim()] : value.split(VALUE_SEPARATOR);
    for (const one of values) query.append(name, one);
  }
  return withSearch(path, query.toString());
}

/** A GET form that submits itself: selections at once, typing after a pause. */
export function FilterForm({ path, current, choices, children }: FilterFormProps) {
  const router = useRouter();
  const form = useRef<HTMLFormElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const composing = useRef(false);
  const wantsResults = useRef(false);
  const [pending, startTransition] = useTransition();

  // Controls follow the address, e.g. after "Clear filters", except the one that has the focus.
  useEffect(() => {
    if (!(document.activeElement instanceof HTMLInputElement)) clearTimeout(timer.current);
    for (const control of form.current?.elements ?? []) {
      if (!(control instanceof HTMLInputElement || control instanceof HTMLSelectElement)) continue;
      const value = current[control.name] ?? "";
      const beingTyped = control === document.activeElement && control instanceof HTMLInputElement;
      if (control.name && !beingTyped && control.value !== value) control.value = value;
    }
  }, [current]);

  // Enter moves the focus to the results once they are loaded.
  useEffect(() => {
    if (pending || !wantsResults.current) return;
    wantsResults.current = false;
    if (form.current?.contains(document.activeElement)) focusResults();
  });

  useEffect(() => () => clearTimeout(timer.current), []);

  function apply(mode: "push" | "replace") {
    clearTimeout(timer.current);
    const target = form.current;
    if (target) startTransition(() => router[mode](filteredUrl(path, target), { scroll: false }));
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

  // Escape clears the search box, or leaves it when it is empty.
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
      noValidate
      ref={form}
      role="search"
      action={path}
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
      <FilterChoicesContext value={choices ?? null}>{children}</FilterChoicesContext>
    </form>
  );
}
