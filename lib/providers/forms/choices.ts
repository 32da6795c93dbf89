import { renderMessage, type Translate } from "../../i18n/message";
import type {
  Choice,
  ChoiceNote,
  FilingChoices,
  FormField,
  ProviderChoice,
  ProviderChoices,
  ProviderNote,
} from "./contract";

export function choicesWithProblem(
  fields: readonly FormField[],
  problem: ChoiceNote,
): FilingChoices {
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
        "problem" in field && last && "choices" in last && last.ageMinutes !== undefined
          ? { ...last, notes: [field.problem] }
          : field,
      ];
    }),
  );
}

export function renderChoices(t: Translate, byField: ProviderChoices): FilingChoices {
  return Object.fromEntries(
    Object.entries(byField).map(([name, field]) => [
      name,
      "problem" in field
        ? { problem: renderNote(t, field.problem) }
        : {
            choices: field.choices.map((choice) => renderChoice(t, choice)),
            notes: field.notes?.map((note) => renderNote(t, note)),
          },
    ]),
  );
}

function renderNote(t: Translate, { text, words }: ProviderNote): ChoiceNote {
  return { message: renderMessage(t, text), words };
}

function renderChoice(t: Translate, { value, label, description, group }: ProviderChoice): Choice {
  const choice: Choice = { value, label: renderLabel(t, label) };
  if (typeof label !== "string") choice.isOurs = true;
  if (description !== undefined) choice.description = description;
  if (group !== undefined) choice.group = renderLabel(t, group);
  if (typeof group === "object") choice.groupIsOurs = true;
  return choice;
}

function renderLabel(t: Translate, label: ProviderChoice["label"]): string {
  return typeof label === "string" ? label : renderMessage(t, label);
}
