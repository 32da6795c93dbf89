import type { FormValues } from "@/lib/forms/form-values";
import type {
  FilingChoices,
  FilingFormDescription,
  ServiceChoice,
} from "@/lib/providers/forms/contract";

type Fields = Pick<FilingFormDescription, "fields">;

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

/** Returns the choice for a service. */
export function offeredService(
  choices: FilingChoices,
  { field, value, isEnd }: ServiceChoice,
): string | undefined {
  const offered = choices[field];
  if (!offered || !("choices" in offered)) return undefined;
  const fits = (each: string) => (isEnd ? each.endsWith(value) : each === value);
  return offered.choices.find((choice) => fits(choice.value))?.value;
}

export function fillEmpty(values: FormValues, first: FormValues): FormValues {
  const chosen = Object.entries(values).filter(([, value]) => value !== "");
  return { ...first, ...Object.fromEntries(chosen) };
}
