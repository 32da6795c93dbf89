"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useTransition, type FormEvent, type ReactNode } from "react";

/** Long enough for the next letter, short enough to feel at once. */
const TYPING_PAUSE = 300;

interface FilterFormProps {
  /** The page's own path; without JavaScript the form asks it with GET. */
  action: string;
  /** The filters as they stand in the address. */
  current: Record<string, string>;
  children: ReactNode;
}

/** The address that holds these filters and nothing empty. */
function addressOf(action: string, form: HTMLFormElement): string {
  const query = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && value.trim() !== "") query.set(name, value.trim());
  }
  const text = query.toString();
  return text === "" ? action : `${action}?${text}`;
}

/** A GET form that applies itself: a choice at once, typing after a pause. */
export function FilterForm({ action, current, children }: FilterFormProps) {
  const router = useRouter();
  const form = useRef<HTMLFormElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
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

  useEffect(() => () => clearTimeout(timer.current), []);

  function apply(mode: "push" | "replace") {
    clearTimeout(timer.current);
    const target = form.current;
    if (target) startTransition(() => router[mode](addressOf(action, target), { scroll: false }));
  }

  function onChange(event: FormEvent<HTMLFormElement>) {
    clearTimeout(timer.current);
    if (event.target instanceof HTMLSelectElement) apply("push");
    else timer.current = setTimeout(() => apply("replace"), TYPING_PAUSE);
  }

  return (
    <form
      ref={form}
      role="search"
      action={action}
      data-pending={pending ? "" : undefined}
      onChange={onChange}
      onSubmit={(event) => {
        event.preventDefault();
        apply("push");
      }}
    >
      {children}
      <span aria-live="polite" className="sr-only">{pending ? "Applying the filters" : ""}</span>
    </form>
  );
}
