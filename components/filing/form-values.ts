import { fieldErrorsOf } from "@/lib/forms/field-errors";
import type { FormValues } from "@/lib/forms/form-values";
import { type Message, message } from "@/lib/i18n/message";
import type {
  FilingChoices,
  FilingFormDescription,
  FormField,
} from "@/lib/providers/forms/contract";

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

/**
 * Returns the first error of each field. Without a schema, only what the description says is
 * checked; the server checks everything again.
 */
export function validate(
  form: Fields,
  values: FormValues,
  schema: FilingFormDescription["schema"] | undefined,
): Record<string, Message> {
  const sent = sentValues(form, values);
  if (!schema) return errorsByDescription(form, sent, values);
  const parsed = schema.safeParse(sent);
  return parsed.success ? {} : fieldErrorsOf(parsed.error.issues);
}

function errorsByDescription(
  form: Fields,
  sent: FormValues,
  values: FormValues,
): Record<string, Message> {
  const errors: Record<string, Message> = {};
  for (const field of form.fields) {
    const { name, required, maxLength } = field;
    const label = { key: field.label };
    const text = sent[name] ?? "";
    if (required && text.trim() === "" && isVisible(field, values))
      errors[name] = message("validation.required", { label });
    else if (maxLength !== undefined && text.length > maxLength)
      errors[name] = message("validation.tooLong", { label, max: maxLength });
  }
  return errors;
}

/** Returns whether another field's choices depend on this one. */
export function decidesChoices(form: Fields, name: string): boolean {
  return form.fields.some((field) => field.dependsOn?.includes(name));
}

/** Returns the fields whose choices depend on this one. */
export function dependants(form: Fields, name: string): string[] {
  return form.fields.filter((field) => field.dependsOn?.includes(name)).map((field) => field.name);
}

/**
 * Removes chosen values that are no longer offered. A field whose choices failed to load, or are
 * the last known ones, keeps its value.
 */
export function keepOffered(values: FormValues, fresh: FilingChoices): FormValues {
  return Object.fromEntries(
    Object.entries(values).filter(([name, value]) => {
      const field = fresh[name];
      if (!field || !("choices" in field) || field.ageMinutes !== undefined) return true;
      return field.choices.some((choice) => choice.value === value);
    }),
  );
}
