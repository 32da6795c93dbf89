import type { ReactNode } from "react";

import { Field } from "@/components/ui/form/field";
import { renderMessage, type Translate } from "@/lib/i18n/message";
import type { FilingChoices, FormField } from "@/lib/providers/forms/contract";
import { useTexts } from "#texts";

import { fieldId } from "./element-ids";
import { type ChoiceSource, OptionsLine } from "./fields/options-line";
import { FilingControl } from "./filing-control";

interface FilingFieldProps {
  field: FormField;
  value: string;
  error: string | undefined;
  /** The choices loaded from the provider; undefined until the first answer. */
  loaded: FilingChoices[string] | undefined;
  loading: boolean;
  disabled: boolean;
  onChange: (value: string) => void;
  onBlur: () => void;
  onRetry: () => void;
  /** A line for a field without live choices; its room is kept while it is blank. */
  note?: string;
  /** Rendered below the field. */
  children?: ReactNode;
}

function choicesOf(
  t: Translate,
  field: FormField,
  loaded: FilingFieldProps["loaded"],
): ChoiceSource {
  if (field.choices)
    return {
      choices: field.choices.map(({ value, label }) => ({
        value,
        label: renderMessage(t, { key: label }),
        isOurs: true,
      })),
    };
  if (!loaded) return { choices: [] };
  return "problem" in loaded ? { choices: [], problem: loaded.problem } : loaded;
}

/** Renders one field of a provider's filing form from its description. */
export function FilingField({
  field,
  value,
  error,
  loaded,
  loading,
  disabled,
  onChange,
  onBlur,
  onRetry,
  note,
  children,
}: FilingFieldProps) {
  const t = useTexts();
  const source = choicesOf(t, field, loaded);
  const labelled = (
    <Field
      id={fieldId(field.name)}
      label={renderMessage(t, { key: field.label })}
      optional={!field.required}
      error={error}
      help={field.help ? renderMessage(t, { key: field.help }) : undefined}
      line={
        field.live ? (
          <OptionsLine source={source} value={value} loading={loading} onRetry={onRetry} />
        ) : (
          note && (
            <span role="status" className="font-medium text-warning">
              {note}
            </span>
          )
        )
      }
    >
      {(control) => (
        <FilingControl
          control={control}
          field={field}
          value={value}
          choices={source.choices}
          loading={loading}
          disabled={disabled}
          onChange={onChange}
          onBlur={onBlur}
        />
      )}
    </Field>
  );
  return children ? (
    <div className="grid gap-3">
      {labelled}
      {children}
    </div>
  ) : (
    labelled
  );
}
