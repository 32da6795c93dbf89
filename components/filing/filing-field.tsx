import type { ReactNode } from "react";

import { Field } from "@/components/ui/form/field";
import type { Choice, FilingChoices, FormField } from "@/lib/providers/forms/contract";

import { fieldId } from "./element-ids";
import { FilingControl } from "./filing-control";

interface FilingFieldProps {
  field: FormField;
  value: string;
  error: string | undefined;
  /** The choices loaded from the provider; undefined until the first answer. */
  loaded: FilingChoices[string] | undefined;
  loading: boolean;
  /**
   * True when they loaded after the first paint; keeps a help line, so that the layout does not
   * shift.
   */
  isLate: boolean;
  disabled: boolean;
  onChange: (value: string) => void;
  onBlur: () => void;
  onRetry: () => void;
  /** Shown in place of the help, more prominently. */
  warning?: string;
  /** Rendered below the field. */
  children?: ReactNode;
}

interface ChoiceSource {
  choices: readonly Choice[];
  note?: string;
  asOf?: string;
  problem?: string;
}

function choicesOf(field: FormField, loaded: FilingFieldProps["loaded"]): ChoiceSource {
  if (field.choices) return { choices: field.choices };
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
  isLate,
  disabled,
  onChange,
  onBlur,
  onRetry,
  warning,
  children,
}: FilingFieldProps) {
  const source = choicesOf(field, loaded);
  const chosen = source.choices.find((choice) => choice.value === value);
  const age = source.asOf ? `Options as of ${source.asOf}.` : null;
  const reading = age ? "Loading…" : "Loading the options…";
  const texts = [
    source.note,
    age,
    loading ? reading : null,
    chosen?.description,
    warning ? null : field.help,
  ];
  const description = texts.filter(Boolean).join(" ") || (isLate ? "Options are up to date." : "");
  const problem =
    (source.problem || age) && !loading ? (
      <>
        {source.problem ?? description}{" "}
        <button type="button" onClick={onRetry} className="text-link font-medium">
          Load options again
        </button>
      </>
    ) : null;
  const help =
    problem ??
    (warning ? (
      <>
        <span className="font-medium text-warning">{warning}</span> {description}
      </>
    ) : (
      description || undefined
    ));
  const labelled = (
    <Field
      id={fieldId(field.name)}
      label={field.label}
      optional={!field.required}
      error={error}
      help={help}
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
