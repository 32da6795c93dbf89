import type { FormValues } from "@/lib/forms/form-values";

const IGNORED_TYPES = ["radio", "file", "hidden"];

const normalizeNewlines = (text: string) => text.replace(/\r\n?/g, "\n");

function isTextControl(
  control: Element,
): control is HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement {
  return (
    control instanceof HTMLInputElement ||
    control instanceof HTMLTextAreaElement ||
    control instanceof HTMLSelectElement
  );
}

/**
 * Returns what was typed into the form before React hydrated it, by field name: on a slow line that
 * can be a whole message.
 */
export function preHydrationInput(form: HTMLFormElement | null, initial: FormValues): FormValues {
  const typed: FormValues = {};
  for (const control of form?.elements ?? []) {
    if (!isTextControl(control)) continue;
    const { name, type, value } = control;
    if (name === "" || IGNORED_TYPES.includes(type)) continue;
    if (type === "checkbox") {
      const { checked } = control as HTMLInputElement;
      if (checked !== (initial[name] === "true")) typed[name] = checked ? "true" : "";
    } else if (value.trim() !== "" && value !== normalizeNewlines(initial[name] ?? ""))
      typed[name] = value;
  }
  return typed;
}

/** Merges it into the restored values. Of two different messages, both stay, one after the other. */
export function withPreHydrationInput(
  restored: FormValues,
  typed: FormValues,
  initial: FormValues,
): FormValues {
  const merged = { ...restored, ...typed };
  const before = restored.message ?? "";
  const isOther = before !== (initial.message ?? "") && before !== typed.message;
  if (typed.message && before.trim() !== "" && isOther)
    merged.message = `${before}\n\n${typed.message}`;
  return merged;
}
