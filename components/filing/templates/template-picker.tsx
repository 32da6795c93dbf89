"use client";

import { useState } from "react";

import { Field } from "@/components/ui/form/field";
import { Select } from "@/components/ui/form/select";
import type { FormValues } from "@/lib/forms/form-values";
import type { FilingTemplate } from "@/lib/tickets/templates/types";
import { useTexts } from "#texts";

import { fillEmpty } from "../form-values";
import type { FilingFormState } from "../use-filing-form";

interface TemplatePickerProps {
  templates: readonly FilingTemplate[];
  state: Pick<FilingFormState, "values" | "fill" | "disabled">;
}

/** Fills the empty fields of the form, and takes back what an earlier choice has filled. */
export function TemplatePicker({ templates, state }: TemplatePickerProps) {
  const t = useTexts();
  const { values } = state;
  const [chosen, setChosen] = useState<{ name: string; id: string; filled: FormValues } | null>(
    null,
  );
  const filled = Object.entries(chosen?.filled ?? {});
  const isFilled = filled.some(([name, value]) => values[name] === value);
  const isUnused = chosen !== null && filled.length === 0;

  function choose(id: string) {
    const untouched = filled.filter(([name, value]) => values[name] === value);
    const before = { ...values, ...Object.fromEntries(untouched.map(([name]) => [name, ""])) };
    const template = templates.find((each) => each.id === id);
    const added = Object.entries(template?.values ?? {}).filter(([name]) => !before[name]);
    const next = Object.fromEntries(added);
    setChosen(template ? { id, name: template.name, filled: next } : null);
    state.fill(fillEmpty(before, next));
  }

  return (
    <Field
      id="filing-template"
      label={t("templates.template")}
      optional
      help={
        isFilled && chosen ? (
          <>
            {t.rich("templates.filledFrom", { name: () => <bdi lang="">{chosen.name}</bdi> })}{" "}
            <button
              type="button"
              disabled={state.disabled}
              className="text-link font-medium"
              onClick={() => {
                choose("");
                document.getElementById("filing-template")?.focus();
              }}
            >
              {t("templates.undo")}
            </button>
          </>
        ) : isUnused ? (
          t("templates.nothing")
        ) : undefined
      }
    >
      {(control) => (
        <Select
          {...control}
          value={isFilled || isUnused ? (chosen?.id ?? "") : ""}
          disabled={state.disabled}
          onChange={(event) => choose(event.target.value)}
        >
          <option value="">{t("templates.none")}</option>
          {templates.map(({ id, name }) => (
            <option key={id} value={id} lang="">
              {name}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}
