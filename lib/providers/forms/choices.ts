import type { FilingChoices, FormField } from "./contract";

/** The answer of a provider that could not be asked: each live field says why it has no choices. */
export function choicesWithProblem(fields: readonly FormField[], problem: string): FilingChoices {
  return Object.fromEntries(
    fields.filter((field) => field.live).map((field) => [field.name, { problem }]),
  );
}

/** These choices, and the last known ones where they could not be read: the reason becomes a note on them. */
export function orLastKnown(choices: FilingChoices, known: FilingChoices): FilingChoices {
  return Object.fromEntries(
    Object.entries(choices).map(([name, field]) => {
      const last = known[name];
      return [
        name,
        "problem" in field && last && "choices" in last && last.asOf
          ? { ...last, note: field.problem }
          : field,
      ];
    }),
  );
}
