import type { ReactNode } from "react";

import { Field } from "@/components/ui/form/field";
import { Input } from "@/components/ui/form/input";
import { Select } from "@/components/ui/form/select";
import { Textarea } from "@/components/ui/form/textarea";
import type { Choice, FilingChoices, FormField } from "@/lib/providers/forms/contract";

import { AddressChips } from "./address-chips";
import { fieldId } from "./element-ids";

interface FilingFieldProps {
  field: FormField;
  value: string;
  error: string | undefined;
  /** The choices loaded from the provider; undefined until the first answer. */
  live: FilingChoices[string] | undefined;
  loading: boolean;
  /**
   * True when they loaded after the first paint; keeps a help line, so that the layout does not
   * shift.
   */
  cameLater: boolean;
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

function choicesOf(field: FormField, live: FilingFieldProps["live"]): ChoiceSource {
  if (field.choices) return { choices: field.choices };
  if (!live) return { choices: [] };
  return "problem" in live ? { choices: [], problem: live.problem } : live;
}

function Options({ choices }: { choices: readonly Choice[] }) {
  const groups = new Map<string | undefined, Choice[]>();
  for (const choice of choices)
    groups.set(choice.group, [...(groups.get(choice.group) ?? []), choice]);
  const options = (some: Choice[]) =>
    some.map((choice) => (
      <option key={choice.value} value={choice.value}>
        {choice.label}
      </option>
    ));
  return [...groups].map(([group, some]) =>
    group === undefined ? (
      options(some)
    ) : (
      <optgroup key={group} label={group}>
        {options(some)}
      </optgroup>
    ),
  );
}

/** Renders one field of a provider's filing form from its description. */
export function FilingField({
  field,
  value,
  error,
  live,
  loading,
  cameLater,
  disabled,
  onChange,
  onBlur,
  onRetry,
  warning,
  children,
}: FilingFieldProps) {
  const source = choicesOf(field, live);
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
  const explained = texts.filter(Boolean).join(" ") || (cameLater ? "Options are up to date." : "");
  const problem =
    (source.problem || age) && !loading ? (
      <>
        {source.problem ?? explained}{" "}
        <button type="button" onClick={onRetry} className="text-link font-medium">
          Load options again
        </button>
      </>
    ) : null;
  const isListed = value === "" || chosen !== undefined;
  const help =
    problem ??
    (warning ? (
      <>
        <span className="font-medium text-warning">{warning}</span> {explained}
      </>
    ) : (
      explained || undefined
    ));
  const shared = { name: field.name, value, required: field.required, disabled, onBlur };
  const control = (
    <Field
      id={fieldId(field.name)}
      label={field.label}
      optional={!field.required}
      error={error}
      help={help}
    >
      {(control) => {
        if (field.kind === "select") {
          return (
            <Select
              {...control}
              {...shared}
              aria-busy={loading || undefined}
              onChange={(event) => onChange(event.target.value)}
            >
              <option value="">
                {loading && source.choices.length === 0
                  ? "Loading…"
                  : (field.emptyChoice ?? "Choose…")}
              </option>
              {isListed ? null : <option value={value}>As chosen before</option>}
              <Options choices={source.choices} />
            </Select>
          );
        }
        if (field.kind === "textarea" || field.kind === "list") {
          return (
            <Textarea
              {...control}
              {...shared}
              short={field.kind === "list"}
              rows={field.kind === "list" ? 2 : 8}
              onChange={(event) => onChange(event.target.value)}
            />
          );
        }
        if (field.kind === "addresses") {
          return (
            <>
              <Textarea
                {...control}
                {...shared}
                short
                rows={2}
                spellCheck={false}
                autoCapitalize="none"
                onChange={(event) => onChange(event.target.value)}
              />
              <AddressChips
                value={value}
                disabled={disabled}
                onChange={onChange}
                controlId={control.id}
              />
            </>
          );
        }
        return (
          <Input
            {...control}
            {...shared}
            type={field.kind === "url" ? "url" : "text"}
            inputMode={field.kind === "url" ? "url" : undefined}
            autoComplete="off"
            onChange={(event) => onChange(event.target.value)}
          />
        );
      }}
    </Field>
  );
  return children ? (
    <div className="grid gap-3">
      {control}
      {children}
    </div>
  ) : (
    control
  );
}
