import type { ReactNode } from "react";

import { Button } from "@/components/ui/button";
import { PLAIN } from "@/lib/forms/plain-form";
import { renderMessage } from "@/lib/i18n/message";
import type { FormField } from "@/lib/providers/forms/contract";
import { cn } from "@/lib/utils";
import { useTexts } from "#texts";

import { secretsNoticeId } from "../element-ids";
import { FilingField } from "../filing-field";
import type { FilingFormProps } from "../filing-form-props";
import { insteadOf } from "../filing-problems";
import { SecretsNotice } from "../secrets-notice";
import type { FilingFormState } from "../use-filing-form";
import { MoreOptions } from "./more-options";

interface FilingFieldsProps extends Pick<FilingFormProps, "form" | "providerName"> {
  state: FilingFormState;
  /** Shown after the subject. */
  known: ReactNode;
  /** Shown after the message. */
  attachments: ReactNode;
}

/** Shows the fields in their groups. */
export function FilingFields({ state, form, providerName, known, attachments }: FilingFieldsProps) {
  const t = useTexts();
  const { values, errors, choices, secrets, disabled } = state;
  const instead = insteadOf(form, state);
  const first = state.fields.filter(({ group }) => group === "first");
  const more = state.fields.filter(({ group }) => group === "more");
  const secretsAdvice = t(form.encryptsReplies ? "filing.secretsLater" : "filing.secretsRead", {
    provider: providerName,
  });

  const cost = instead ? renderMessage(t, { key: instead.cost }) : " ";

  function draw(field: FormField) {
    const { name } = field;
    const findings = secrets.found[name];
    return (
      <FilingField
        key={name}
        field={field}
        value={values[name] ?? ""}
        error={errors[name] || undefined}
        loaded={choices.byField[name]}
        loading={choices.isLoading(name)}
        disabled={disabled}
        onChange={(value) => state.change(name, value)}
        onBlur={state.validateAgain}
        onRetry={() => state.reloadField(name)}
        note={form.instead?.field === name ? cost : undefined}
      >
        {findings ? (
          <SecretsNotice
            id={secretsNoticeId(name)}
            findings={findings}
            advice={secretsAdvice}
            disabled={disabled}
            onAnyway={state.submitWithSecrets}
          />
        ) : null}
      </FilingField>
    );
  }

  return (
    <>
      {first.length > 0 ? (
        <div className="grid gap-7 sm:grid-cols-2 sm:gap-x-5 lg:grid-cols-3">
          {first.map((field) => (
            <div key={field.name} className={cn(field.kind !== "select" && "sm:col-span-full")}>
              {draw(field)}
            </div>
          ))}
          {first.some(({ dependsOn }) => dependsOn) ? (
            <noscript>
              <Button type="submit" name={PLAIN.update} value="1" variant="secondary" size="small">
                {t("filing.updateChoices")}
              </Button>
            </noscript>
          ) : null}
        </div>
      ) : null}
      {state.fields
        .filter(({ group }) => group === undefined)
        .map((field) =>
          field.name === "subject" && known ? (
            <div key={field.name} className="grid gap-1">
              {draw(field)}
              {known}
            </div>
          ) : (
            draw(field)
          ),
        )}
      {attachments}
      {more.length > 0 ? (
        <MoreOptions
          labels={more.map(({ label }) => renderMessage(t, { key: label }))}
          isNeeded={more.some(({ name }) => Boolean(values[name] || errors[name]))}
        >
          {more.map(draw)}
        </MoreOptions>
      ) : null}
    </>
  );
}
