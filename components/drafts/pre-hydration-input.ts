import type { FormValues } from "@/lib/forms/form-values";

const unix = (text: string) => text.replace(/\r\n?/g, "\n");

/**
 * What somebody has put into the form's fields before the page was alive, by the fields' names: on a slow line that can be a whole message, and nobody
 * was told of it. Nothing for fields that still hold what they held at first, or nothing.
 */
export function preHydrationInput(form: HTMLFormElement | null, first: FormValues): FormValues {
  const typed: FormValues = {};
  for (const control of form?.elements ?? []) {
    if (!(
      control instanceof HTMLInputElement ||
      control instanceof HTMLTextAreaElement ||
      control instanceof HTMLSelectElement
    ))
      continue;
    if (control.name === "" || ["checkbox", "radio", "file", "hidden"].includes(control.type))
      continue;
    if (control.value.trim() !== "" && control.value !== unix(first[control.name] ?? ""))
      typed[control.name] = control.value;
  }
  return typed;
}

/** What was typed early, put to what this browser had kept: of a message both stand, one after the other. */
export function withPreHydrationInput(
  kept: FormValues,
  typed: FormValues,
  first: FormValues,
): FormValues {
  const next = { ...kept, ...typed };
  const before = kept.message ?? "";
  if (
    typed.message &&
    before.trim() !== "" &&
    before !== (first.message ?? "") &&
    before !== typed.message
  )
    next.message = `${before}\n\n${typed.message}`;
  return next;
}
