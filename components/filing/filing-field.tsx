import { Fragment, type ReactNode } from "react";

import { Field } from "@/components/ui/form/field";
import { MarkedText } from "@/components/ui/text/marked-text";
import { relativeTime } from "@/components/ui/time/format-time";
import type { Language } from "@/lib/i18n/languages";
import { renderMessage, type Translate } from "@/lib/i18n/message";
import type { Choice, ChoiceNote, FilingChoices, FormField } from "@/lib/providers/forms/contract";
import { useLanguage, useTexts } from "#texts";

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
  /** Rendered below the field. */
  children?: ReactNode;
}

const MINUTE_MS = 60_000;

interface ChoiceSource {
  choices: readonly Choice[];
  notes?: readonly ChoiceNote[];
  ageMinutes?: number;
  problem?: ChoiceNote;
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

function ageOf(t: Translate, { ageMinutes }: ChoiceSource, language: Language): string | null {
  return ageMinutes === undefined ? null : relativeTime(t, 0, ageMinutes * MINUTE_MS, language);
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
  children,
}: FilingFieldProps) {
  const t = useTexts();
  const language = useLanguage();
  const source = choicesOf(t, field, loaded);
  const age = ageOf(t, source, language);
  const chosen = source.choices.find((choice) => choice.value === value);
  const ownHelp = field.help ? renderMessage(t, { key: field.help }) : null;
  const about = [
    ...(source.notes ?? []).map((note) => <Note key={note.message} note={note} />),
    age ? t("filing.optionsAge", { age }) : null,
    loading ? t(age ? "filing.loading" : "filing.loadingOptions") : null,
    chosen?.description ? <span lang="">{chosen.description}</span> : null,
    ownHelp,
  ].filter(Boolean);
  const isRetryable = (source.problem || age) && !loading;
  const description =
    about.length > 0 ? <Sentences parts={about} /> : isLate ? t("filing.optionsLoaded") : undefined;
  const problem = isRetryable ? (
    <>
      {source.problem ? <Note note={source.problem} /> : description}{" "}
      <button type="button" onClick={onRetry} className="text-link font-medium">
        {t("filing.reloadOptions")}
      </button>
    </>
  ) : null;
  const labelled = (
    <Field
      id={fieldId(field.name)}
      label={renderMessage(t, { key: field.label })}
      optional={!field.required}
      error={error}
      help={problem ?? description}
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

function Note({ note: { message, words } }: { note: ChoiceNote }) {
  return words ? (
    <>
      <MarkedText text={message} /> <q lang="">{words}</q>
    </>
  ) : (
    <MarkedText text={message} />
  );
}

function Sentences({ parts }: { parts: readonly ReactNode[] }) {
  return parts.map((part, index) => (
    <Fragment key={index}>
      {index > 0 ? " " : null}
      {part}
    </Fragment>
  ));
}
