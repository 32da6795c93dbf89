import { Field } from "@/components/ui/form/field";
import { Select } from "@/components/ui/form/select";
import { useTexts } from "#texts";

interface FilterFieldProps {
  name: string;
  label: string;
  value: string | undefined;
  choices: ReadonlyArray<{ value: string; label: string }>;
}

/** A filter of a GET form; empty: any. */
export function FilterField({ name, label, value, choices }: FilterFieldProps) {
  const t = useTexts();
  return (
    <Field id={`filter-${name}`} label={label}>
      {(control) => (
        <Select {...control} key={value} name={name} defaultValue={value ?? ""}>
          <option value="">{t("staffPeople.any")}</option>
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}
