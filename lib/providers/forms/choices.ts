import type { FilingChoices, FormField } from "./contract";

export function choicesWithProblem(fields: readonly FormField[], problem: string): FilingChoices {
  return Object.fromEntries(
    fields.filter((field) => field.live).map((field) => [field.name, { problem }]),
  );
}

export function withLastKnownChoices(choices: FilingChoices, known: FilingChoices): FilingChoices {
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
