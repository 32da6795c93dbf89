import type { FilingChoices } from "@/lib/providers/form-contract";
import { formOf } from "@/lib/providers/forms";

/** The answer of a provider that could not be asked: each live field says why it has no choices. */
export function choicesWithProblem(providerId: string, problem: string): FilingChoices {
  const live = formOf(providerId)?.fields.filter((field) => field.live) ?? [];
  return Object.fromEntries(live.map((field) => [field.name, { problem }]));
}
