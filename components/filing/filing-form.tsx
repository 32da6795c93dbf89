"use client";

import { type FormEvent, useRef } from "react";

import { FilePicker } from "@/components/files/file-picker";
import { useTexts } from "#texts";

import { secretsNoticeId } from "./element-ids";
import { FilingDraft } from "./filing-draft";
import { FilingField } from "./filing-field";
import type { FilingFormProps } from "./filing-form-props";
import { FilingProblems, insteadOf } from "./filing-problems";
import { FilingSubmit } from "./filing-submit";
import { SecretsNotice } from "./secrets-notice";
import { useFilingForm } from "./use-filing-form";

/** A provider's filing form, rendered from the description that the server sends. */
export function FilingForm(props: FilingFormProps) {
  const { userId, form, connectionId, providerName, draftStatus, defaultValues } = props;
  const t = useTexts();
  const element = useRef<HTMLFormElement>(null);
  const state = useFilingForm(props, element);
  const { values, errors, choices, secrets, picker, disabled } = state;
  const instead = insteadOf(form, state);
  const secretsAdvice = t(form.encryptsReplies ? "filing.secretsLater" : "filing.secretsRead", {
    provider: providerName,
  });

  return (
    <form
      ref={element}
      method="post"
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        state.submit(values);
      }}
      noValidate
      aria-label={t("filing.newTicket")}
      data-submit-shortcut=""
      className="grid gap-5 [&_:is(input,select,textarea)]:scroll-mb-64"
    >
      <FilingProblems
        state={state}
        form={form}
        providerName={providerName}
        rejection={props.rejection}
        submissionId={props.submissionId}
      />
      {state.fields.map((field) => (
        <FilingField
          key={field.name}
          field={field}
          value={values[field.name] ?? ""}
          error={errors[field.name] || undefined}
          loaded={choices.byField[field.name]}
          loading={choices.isLoading(field.name)}
          isLate={choices.isLate(field.name)}
          disabled={disabled}
          isWarning={instead?.field === field.name}
          onChange={(value) => state.change(field.name, value)}
          onBlur={state.validateAgain}
          onRetry={() => state.reloadField(field.name)}
        >
          {secrets.found[field.name] ? (
            <SecretsNotice
              id={secretsNoticeId(field.name)}
              findings={secrets.found[field.name] ?? []}
              advice={secretsAdvice}
              disabled={disabled}
              onAnyway={state.submitWithSecrets}
            />
          ) : null}
        </FilingField>
      ))}
      {form.files ? (
        <FilePicker
          key={picker.key}
          userId={userId}
          rules={form.files}
          draftKey={draftStatus.draftKey}
          connectionId={connectionId}
          initial={picker.initial}
          onChange={state.changeFiles}
          disabled={state.isBusy}
          error={errors.attachments || undefined}
        />
      ) : null}
      <span aria-live="polite" className="sr-only">
        {choices.loading ? t("filing.loadingOptions") : ""}
      </span>
      <FilingDraft state={state} defaultValues={defaultValues} />
      <FilingSubmit state={state} providerName={providerName} />
    </form>
  );
}
