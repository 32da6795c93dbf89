import type { FilingChoices, FormField } from "@/lib/providers/form-contract";

/** The answer of a provider that could not be asked: each live field says why it has no choices. */
export function choicesWithProblem(fields: readonly FormField[], problem: string): FilingChoices {
  return Object.fromEntries(fields.filter((field) => field.live).map((field) => [field.name, { problem }]));
}
