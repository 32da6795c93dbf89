"use client";

import { type FormEvent, useRef } from "react";

import { FilePicker } from "@/components/files/file-picker";
import { DefaultButton } from "@/components/ui/form/default-button";
import { HiddenFields } from "@/components/ui/form/hidden-fields";
import { ACCOUNT } from "@/lib/drafts/account-field";
import { PLAIN } from "@/lib/forms/plain-form";
import { fileTicketUrl } from "@/lib/routes";
import { useTexts } from "#texts";

import { FilingFields } from "./fields/filing-fields";
import { FilingFooter } from "./filing-footer";
import type { FilingFormProps } from "./filing-form-props";
import { FilingProblems } from "./filing-problems";
import { RestoredDraft } from "./restored-draft";
import { KnownSlot } from "./similar/known-slot";
import { TemplatePicker } from "./templates/template-picker";
import { useFilingForm } from "./use-filing-form";

/** A provider's filing form, rendered from the description that the server sends. */
export function FilingForm(props: FilingFormProps) {
  const { userId, form, connectionId, providerName, draftStatus, defaultValues } = props;
  const t = useTexts();
  const element = useRef<HTMLFormElement>(null);
  const state = useFilingForm(props, element);
  const { values, errors, choices, picker } = state;

  return (
    <form
      ref={element}
      method="post"
      action={fileTicketUrl()}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        state.submit(values);
      }}
      noValidate
      aria-label={t("filing.newTicket")}
      data-submit-shortcut=""
      className="grid gap-7 [&_:is(input,select,textarea)]:scroll-mb-64"
    >
      <DefaultButton />
      <HiddenFields
        values={{
          [PLAIN.viewer]: userId,
          [PLAIN.formKey]: state.draft.autosave.formKey,
          [PLAIN.draft]: draftStatus.draftKey,
          [PLAIN.version]: String(draftStatus.draft?.version ?? 0),
          [ACCOUNT]: connectionId,
          [PLAIN.continues]: props.continues,
        }}
      />
      <RestoredDraft state={state} formKey={draftStatus.draft?.formKey} time={props.restoredFrom} />
      <FilingProblems
        state={state}
        form={form}
        providerName={providerName}
        rejection={props.rejection}
        submissionId={props.submissionId}
      />
      {props.templates.length > 0 ? (
        <div className="noscript:hidden">
          <TemplatePicker templates={props.templates} state={state} />
        </div>
      ) : null}
      <FilingFields
        state={state}
        form={form}
        providerName={providerName}
        known={
          props.known && props.continues === undefined ? (
            <KnownSlot
              {...props.known}
              connectionId={connectionId}
              fields={form.fields}
              values={values}
            />
          ) : null
        }
        attachments={
          form.files ? (
            <FilePicker
              key={picker.key}
              userId={userId}
              rules={form.files}
              texts={props.fileTexts}
              draftKey={draftStatus.draftKey}
              connectionId={connectionId}
              initial={picker.initial}
              onChange={state.changeFiles}
              disabled={state.isBusy}
              error={errors.attachments || undefined}
            />
          ) : null
        }
      />
      <span aria-live="polite" className="sr-only">
        {choices.loading ? t("filing.loadingOptions") : ""}
      </span>
      <FilingFooter state={state} defaultValues={defaultValues} providerName={providerName} />
    </form>
  );
}
