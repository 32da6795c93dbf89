import type { FormValues } from "@/lib/forms/form-values";
import type {
  FilingChoices,
  FilingFormDescription,
  FormField,
} from "@/lib/providers/forms/contract";

type Fields = Pick<FilingFormDescription, "fields">;

/** Whether a field is asked for as things stand. */
export function isVisible(field: FormField, values: FormValues): boolean {
  return !field.visibleWhen || values[field.visibleWhen.field] === field.visibleWhen.value;
}

/** What is sent: the visible fields that hold something. A hidden field's text is kept on the page, and stays there. */
export function sentValues(form: Fields, values: FormValues): FormValues {
  const sent: FormValues = {};
  for (const field of form.fields) {
    const value = values[field.name];
    if (value && isVisible(field, values)) sent[field.name] = value;
  }
  return sent;
}

/**
 * The first message of each field, empty when all is well. By the form's own schema where the browser knows it; for other forms, what
 * their description tells. The server checks everything again.
 */
export function validate(
  form: Fields,
  values: FormValues,
  schema: FilingFormDescription["schema"] | undefined,
): Record<string, string> {
  const sent = sentValues(form, values);
  if (!schema) return describedProblems(form, sent, values);
  const parsed = schema.safeParse(sent);
  const errors: Record<string, string> = {};
  for (const issue of parsed.success ? [] : parsed.error.issues)
    errors[String(issue.path[0] ?? "")] ??= issue.message;
  return errors;
}

function describedProblems(
  form: Fields,
  sent: FormValues,
  values: FormValues,
): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const { name, label, required, maxLength, ...field } of form.fields) {
    const text = sent[name] ?? "";
    if (required && text.trim() === "" && isVisible({ name, label, required, ...field }, values))
      errors[name] = `${label} is required.`;
    else if (maxLength !== undefined && text.length > maxLength)
      errors[name] = `${label} can have at most ${maxLength.toLocaleString("en")} characters.`;
  }
  return errors;
}

/** Whether another field's choices hang on this one. */
export function decidesChoices(form: Fields, name: string): boolean {
  return form.fields.some((field) => field.dependsOn?.includes(name));
}

/** The fields whose choices hang on this one, those behind them included. */
export function dependants(form: Fields, name: string): string[] {
  return form.fields.filter((field) => field.dependsOn?.includes(name)).map((field) => field.name);
}

/**
 * Lets go of choices that are not offered any more; everything typed stays. A field whose choices could not be read, or
 * are only the last known, keeps its own.
 */
export function keepOffered(values: FormValues, fresh: FilingChoices): FormValues {
  return Object.fromEntries(
    Object.entries(values).filter(([name, value]) => {
      const field = fresh[name];
      if (!field || !("choices" in field) || field.asOf) return true;
      return field.choices.some((choice) => choice.value === value);
    }),
  );
}
