import type { FormValues } from "../../forms/form-values";
import { type Message, message } from "../../i18n/message";
import { isBlank } from "../../text/blank";
import { shorten } from "../../text/shorten";
import { isStorable } from "../../text/storable";
import { addressesProblem } from "./addresses";
import type { FilingFormDescription, FormField } from "./contract";

// The browser and the schemas refuse the same values: both ask these functions.

type Fields = Pick<FilingFormDescription, "fields">;

export function isVisible(field: FormField, values: FormValues): boolean {
  return !field.visibleWhen || values[field.visibleWhen.field] === field.visibleWhen.value;
}

/** Returns the non-empty values of the visible fields; hidden fields keep theirs in the form. */
export function sentValues(form: Fields, values: FormValues): FormValues {
  const sent: FormValues = {};
  for (const field of form.fields) {
    const value = values[field.name];
    if (value && isVisible(field, values)) sent[field.name] = value;
  }
  return sent;
}

/** Returns the error of each visible field; the server checks everything again. */
export function checkFields(form: Fields, values: FormValues): Record<string, Message> {
  const errors: Record<string, Message> = {};
  for (const field of form.fields) {
    const problem = isVisible(field, values) ? fieldProblem(field, values[field.name]) : null;
    if (problem) errors[field.name] = problem;
  }
  return errors;
}

export function fieldProblem(field: FormField, text = ""): Message | null {
  const { kind, maxEntries = Infinity } = field;
  if (isBlank(text)) return field.required ? requiredMessage(field) : null;
  if (kind === "addresses") return addressesProblem(text, field.label, maxEntries);
  if (kind === "list") return listProblem(field, text, maxEntries);
  return textProblem(field, text);
}

export function requiredMessage({ label, missing }: FormField): Message {
  return missing ? { key: missing } : message("validation.required", { label: { key: label } });
}

function textProblem(field: FormField, text: string): Message | null {
  const { maxLength = Infinity } = field;
  const label = { key: field.label };
  if (!isStorable(text)) return message("validation.unsendable", { label });
  if (text.length > maxLength) return message("validation.tooLong", { label, max: maxLength });
  if (matches(field, text)) return null;
  return field.invalid ? { key: field.invalid } : message("validation.notListed", { label });
}

function matches({ kind, choices, pattern }: FormField, text: string): boolean {
  if (kind === "url") return isWebAddress(text);
  if (choices && !choices.some(({ value }) => value === text)) return false;
  return !pattern || new RegExp(pattern, "u").test(text);
}

function isWebAddress(text: string): boolean {
  return !/\s/u.test(text) && URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}

export function splitList(text: string | undefined): string[] {
  return (text ?? "")
    .split(/[,\n\r]+/u)
    .map((entry) => entry.trim())
    .filter((entry) => entry !== "");
}

/** Names the first invalid entry. */
function listProblem(field: FormField, text: string, max: number): Message | null {
  const entries = splitList(text);
  const pattern = field.pattern ? new RegExp(field.pattern, "u") : null;
  const wrong = entries.find((entry) => pattern && !pattern.test(entry));
  if (wrong !== undefined) {
    const values = { entry: { words: shorten(wrong, 100) } };
    return { key: field.invalid ?? "validation.any", values };
  }
  if (entries.length <= max) return null;
  return message("validation.tooMany", { label: { key: field.label }, max });
}
