import type { FilingChoices, FilingForm, FormField } from "@/lib/providers/form-contract";

export type Values = Record<string, string>;

/** Whether a field is asked for as things stand. */
export function isVisible(field: FormField, values: Values): boolean {
  return !field.visibleWhen || values[field.visibleWhen.field] === field.visibleWhen.value;
}

/** What is sent: the visible fields that hold something. A hidden field's text is kept on the page, and stays there. */
export function sentValues(form: FilingForm, values: Values): Values {
  const sent: Values = {};
  for (const field of form.fields) {
    const value = values[field.name];
    if (value && isVisible(field, values)) sent[field.name] = value;
  }
  return sent;
}

/** The first message of each field, from the same schema that the server uses. Empty when all is well. */
export function validate(form: FilingForm, values: Values): Record<string, string> {
  const parsed = form.schema.safeParse(sentValues(form, values));
  const errors: Record<string, string> = {};
  for (const issue of parsed.success ? [] : parsed.error.issues) errors[String(issue.path[0] ?? "")] ??= issue.message;
  return errors;
}

/** Whether another field's choices hang on this one. */
export function decidesChoices(form: FilingForm, name: string): boolean {
  return form.fields.some((field) => field.dependsOn?.includes(name));
}

/** The fields whose choices hang on this one, those behind them included. */
export function dependants(form: FilingForm, name: string): string[] {
  return form.fields.filter((field) => field.dependsOn?.includes(name)).map((field) => field.name);
}

/** Lets go of choices that are not offered any more; everything typed stays. A field whose choices could not be read keeps its own. */
export function keepOffered(values: Values, fresh: FilingChoices): Values {
  return Object.fromEntries(
    Object.entries(values).filter(([name, value]) => {
      const field = fresh[name];
      return !field || !("choices" in field) || field.choices.some((choice) => choice.value === value);
    }),
  );
}
