import type { FieldControl } from "@/components/ui/form/field";
import { Input } from "@/components/ui/form/input";
import { Select } from "@/components/ui/form/select";
import { Textarea } from "@/components/ui/form/textarea";
import { renderMessage } from "@/lib/i18n/message";
import type { Choice, FormField } from "@/lib/providers/forms/contract";
import { useTexts } from "#texts";

import { AddressChips } from "./address-chips";

interface FilingControlProps {
  /** From the surrounding `Field`. */
  control: FieldControl;
  field: FormField;
  value: string;
  choices: readonly Choice[];
  loading: boolean;
  disabled: boolean;
  onChange: (value: string) => void;
  onBlur: () => void;
}

/** Renders the control of a field's kind. */
export function FilingControl({
  control,
  field,
  value,
  choices,
  loading,
  disabled,
  onChange,
  onBlur,
}: FilingControlProps) {
  const t = useTexts();
  const { name, kind, required } = field;
  const shared = { ...control, name, value, required, disabled, onBlur };
  const handleChange = (event: { target: { value: string } }) => onChange(event.target.value);
  switch (kind) {
    case "select": {
      const isListed = value === "" || choices.some((choice) => choice.value === value);
      const isEmpty = loading && choices.length === 0;
      return (
        <Select {...shared} aria-busy={loading || undefined} onChange={handleChange}>
          <option value="">
            {isEmpty
              ? t("filing.loading")
              : renderMessage(t, { key: field.emptyChoice ?? "filing.choose" })}
          </option>
          {isListed ? null : <option value={value}>{t("filing.chosenBefore")}</option>}
          <Options choices={choices} />
        </Select>
      );
    }
    case "textarea":
      return (
        <Textarea
          {...shared}
          short={field.short}
          rows={field.short ? 3 : 8}
          onChange={handleChange}
        />
      );
    case "list":
      return <Textarea {...shared} short rows={2} onChange={handleChange} />;
    case "addresses":
      return (
        <>
          <Textarea
            {...shared}
            short
            rows={2}
            spellCheck={false}
            autoCapitalize="none"
            onChange={handleChange}
          />
          <AddressChips
            value={value}
            disabled={disabled}
            onChange={onChange}
            controlId={control.id}
          />
        </>
      );
    default:
      return (
        <Input
          {...shared}
          type={kind === "url" ? "url" : "text"}
          inputMode={kind === "url" ? "url" : undefined}
          autoComplete="off"
          onChange={handleChange}
        />
      );
  }
}

function Options({ choices }: { choices: readonly Choice[] }) {
  const groups = new Map<string | undefined, Choice[]>();
  for (const choice of choices)
    groups.set(choice.group, [...(groups.get(choice.group) ?? []), choice]);
  const options = (group: Choice[]) =>
    group.map((choice) => (
      <option key={choice.value} value={choice.value} lang={choice.isOurs ? undefined : ""}>
        {choice.label}
      </option>
    ));
  return [...groups].map(([label, group]) =>
    label === undefined ? (
      options(group)
    ) : (
      <optgroup key={label} label={label} lang={group[0]?.groupIsOurs ? undefined : ""}>
        {options(group)}
      </optgroup>
    ),
  );
}
