import type { FilingFormDescription, FormField } from "../../providers/forms/contract";

/** Every provider's form has it; no provider gets it. */
export const VISIBILITY: FormField & { name: "visibility" } = {
  name: "visibility",
  label: "privacy.label",
  kind: "select",
  required: false,
  group: "more",
  choices: [{ value: "me", label: "privacy.me" }],
  emptyChoice: "privacy.organization",
  help: "privacy.filingHelp",
};

export const isPrivateChoice = (values: Readonly<Record<string, string>>): boolean =>
  values[VISIBILITY.name] === "me";

export function withVisibility<Form extends Pick<FilingFormDescription, "fields">>(
  form: Form,
): Form {
  return { ...form, fields: [...form.fields, VISIBILITY] };
}
