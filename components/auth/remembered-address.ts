"use client";

import { type FormEvent, type RefObject, useEffect, useRef } from "react";

const KEY = "typed-address";

export function rememberAddress(address: string): void {
  try {
    sessionStorage.setItem(KEY, address);
  } catch {
    return;
  }
}

function remembered(): string {
  try {
    return sessionStorage.getItem(KEY) ?? "";
  } catch {
    return "";
  }
}

/** Forgets the address after a sign-in. */
export function forgetAddress(): void {
  try {
    sessionStorage.removeItem(KEY);
  } catch {
    return;
  }
}

interface RememberedField {
  ref: RefObject<HTMLInputElement | null>;
  onInput: (event: FormEvent<HTMLInputElement>) => void;
}

/** A field that keeps the typed address from page to page within a tab. */
export function useRememberedAddress(): RememberedField {
  const ref = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const field = ref.current;
    if (!field) return;
    if (field.value) return rememberAddress(field.value);
    field.value = remembered();
    // Selected, so that typing replaces it.
    if (field === document.activeElement) field.select();
  }, []);
  return { ref, onInput: ({ currentTarget }) => rememberAddress(currentTarget.value) };
}
