"use client";
import { useRouter } from "next/navigation";
import { type RefObject, useEffect, useEffectEvent, useRef, useState, useTransition } from "react";

import { whereKept } from "@/components/drafts/status/where-kept";
import { useDraft } from "@/components/drafts/use-draft";
import { useInitialValue } from "@/components/drafts/use-initial-value";
import { actionResult, withKeptText } from "@/components/feedback/action-result";
import type { PendingUpload } from "@/components/files/upload-entry";
import { useSendAfterUpload } from "@/components/files/use-send-after-upload";
import { ACCOUNT } from "@/lib/drafts/account-field";
import type { OutgoingFileView } from "@/lib/files/types";
import type { FormValues } from "@/lib/forms/form-values";
import { renderFieldErrors } from "@/lib/i18n/message";
import { checkFields, isVisible, sentValues } from "@/lib/providers/forms/check-fields";
import type { FilingChoices } from "@/lib/providers/forms/contract";
import { ticketUrl } from "@/lib/routes";
import { SECRET_KINDS } from "@/lib/tickets/filing/secret-kinds";
import { useTexts } from "#texts";

import { fieldId, FILING_PROBLEMS_ID, focusField, secretsNoticeId } from "./element-ids";
import type { FilingFormProps, FilingRejection } from "./filing-form-props";
import { decidesChoices, dependants, keepOffered, offeredService } from "./form-values";
import { useProviderChoices } from "./use-provider-choices";
import { useSecrets } from "./use-secrets";

/** How long sending waits for the draft to be saved. */
const MAX_DRAFT_WAIT_MS = 2_000;

/** The state of a filing form: its values, choices, files and errors, and how it is sent. */
export function useFilingForm(props: FilingFormProps, element: RefObject<HTMLFormElement | null>) {
  const { form, connectionId, draftStatus, rejection, submissionId, continues } = props;
  const { userName, loadChoices, fileTicket } = useInitialValue(props);
  const t = useTexts();
  const router = useRouter();
  const adapt = (values: FormValues) => ({
    ...keepOffered(values, props.choices),
    [ACCOUNT]: connectionId,
  });
  const draft = useDraft({
    form: element,
    userId: props.userId,
    userName,
    draftStatus,
    formKey: props.formKey,
    reopened: submissionId !== undefined,
    defaultValues: adapt(props.defaultValues),
    adapt,
  });
  const { values, autosave } = draft;
  const [failure, setFailure] = useState<FilingRejection | null>(
    props.problem ?? rejection ?? null,
  );
  const [errors, setErrors] = useState<Record<string, string>>(failure?.fieldErrors ?? {});
  const [isValidating, setIsValidating] = useState(false);
  const [isFiled, setIsFiled] = useState(false);
  const [files, setFiles] = useState<OutgoingFileView[]>(draftStatus.files);
  const [picker, setPicker] = useState({ key: 0, initial: draftStatus.files });
  const [isSending, startSending] = useTransition();
  const choices = useProviderChoices({
    form,
    connectionId,
    initial: props.choices,
    later: props.laterChoices,
    load: loadChoices,
    onLoaded: fitChoices,
  });
  const awaitedService = useRef(props.awaitedService);
  const fields = form.fields.filter((field) => isVisible(field, values));
  const secretTexts = fields
    .filter((field) => SECRET_KINDS.has(field.kind))
    .map((field) => [field.name, values[field.name] ?? ""]);
  const secrets = useSecrets(Object.fromEntries(secretTexts), {
    first: props.secrets,
    submit: () => submit(values),
  });
  const uploads = useSendAfterUpload({
    takesFiles: Boolean(form.files),
    send,
    stopped: (problem) => showErrors({ attachments: problem }),
  });
  const disabled = isSending || isFiled || uploads.isWaiting;
  const focusNext = useFocusWhenEnabled(disabled, failure ? FILING_PROBLEMS_ID : null);

  const onRestored = useEffectEvent(() => {
    const changed = form.fields.filter(
      ({ name }) =>
        decidesChoices(form, name) &&
        (values[name] ?? "") !== (autosave.initial.values[name] ?? ""),
    );
    const names = [...new Set(changed.flatMap(({ name }) => dependants(form, name)))];
    if (names.length > 0) reloadChoices(names, values);
    const { serverValues } = autosave;
    const isOtherAccount = serverValues !== null && serverValues[ACCOUNT] !== connectionId;
    // The draft names the account that it opens with the next time.
    if (isOtherAccount && !draft.dirty && !draft.conflict) autosave.change(values);
  });
  // The draft restores the browser's text after hydration; other choices may belong to it.
  useEffect(() => {
    let frame = 0;
    let isGone = false;
    void autosave.restored.then(() => {
      if (!isGone) frame = requestAnimationFrame(() => onRestored());
    });
    return () => {
      isGone = true;
      cancelAnimationFrame(frame);
    };
  }, [autosave]);

  function reloadChoices(names: readonly string[], current: FormValues) {
    choices.reload(names, sentValues(form, current));
  }

  function fitChoices(fresh: FilingChoices) {
    const latest = autosave.snapshot().values;
    const fitting = keepOffered(latest, fresh);
    const awaited = awaitedService.current;
    const service = awaited && offeredService(fresh, awaited);
    if (service) awaitedService.current = undefined;
    if (service && !fitting[awaited.field]) {
      const next = { ...fitting, [awaited.field]: service };
      autosave.change(next);
      reloadDependants(awaited.field, next);
    } else if (Object.keys(fitting).length < Object.keys(latest).length) autosave.change(fitting);
  }

  function reloadDependants(name: string, current: FormValues) {
    if (decidesChoices(form, name)) reloadChoices(dependants(form, name), current);
  }

  function change(name: string, value: string) {
    const next = { ...values, [name]: value };
    autosave.change(next);
    if (isValidating) setErrors(invalidFields(next));
    else if (errors[name]) setErrors({ ...errors, [name]: "" });
    reloadDependants(name, next);
  }

  function invalidFields(current: FormValues): Record<string, string> {
    return renderFieldErrors(t, checkFields(form, current));
  }

  function showErrors(found: Record<string, string>) {
    setErrors(found);
    const invalid = fields.find((field) => found[field.name]);
    focusNext(invalid ? fieldId(invalid.name) : FILING_PROBLEMS_ID);
  }

  function submit(current: FormValues, ignoreSecrets = false) {
    if (disabled) return;
    setIsValidating(true);
    setFailure(null);
    const found = invalidFields(current);
    const uploadProblem = uploads.problem();
    if (uploadProblem) found.attachments = uploadProblem;
    setErrors(found);
    if (Object.values(found).some(Boolean)) return showErrors(found);
    if (!ignoreSecrets && !secrets.isReady()) return;
    const [secret] = ignoreSecrets ? [] : Object.keys(secrets.unaccepted());
    if (secret) return focusField(secretsNoticeId(secret));
    uploads.submit();
  }

  function send() {
    startSending(async () => {
      await Promise.race([
        autosave.saveAndSettle(),
        new Promise((resolve) => setTimeout(resolve, MAX_DRAFT_WAIT_MS)),
      ]);
      const result = await actionResult(t, () =>
        fileTicket({
          formKey: autosave.formKey,
          connectionId,
          values: sentValues(form, values),
          draftKey: draftStatus.draftKey,
          files: form.files ? files.map(({ id }) => id) : [],
          ...(continues ? { continues } : {}),
        }),
      );
      if (!result.ok) {
        autosave.flush(false);
        const kept = { place: whereKept(draft), button: t("filing.file") };
        setFailure(withKeptText(t, result, userName, kept));
        return showErrors(result.fieldErrors);
      }
      // The submission has the text now; a draft of it would be filed twice.
      autosave.sent();
      setIsFiled(true);
      router.push(ticketUrl("customer", result.data.submissionId));
    });
  }

  function showFiles(initial: OutgoingFileView[]) {
    setFiles(initial);
    setPicker({ key: picker.key + 1, initial });
  }

  return {
    draft,
    values,
    fields,
    errors,
    failure,
    choices,
    secrets,
    uploads,
    files,
    picker,
    disabled,
    isBusy: isSending || isFiled,
    isFiled,
    change,
    submit,
    showFiles,
    validateAgain: () => isValidating && setErrors(invalidFields(values)),
    fill(filled: FormValues) {
      const next = keepOffered(filled, choices.byField);
      const changed = form.fields.filter(({ name }) => (next[name] ?? "") !== (values[name] ?? ""));
      autosave.change(next);
      if (isValidating) setErrors(invalidFields(next));
      const names = changed.flatMap(({ name }) => dependants(form, name));
      if (names.length > 0) reloadChoices([...new Set(names)], next);
    },
    reloadField: (name: string) => reloadChoices([name], values),
    changeFiles(attached: OutgoingFileView[], pending: PendingUpload[]) {
      setFiles(attached);
      const isBroken = pending.some((upload) => upload.isBroken);
      if (errors.attachments && !isBroken) setErrors({ ...errors, attachments: "" });
      uploads.report(pending);
    },
    submitInstead() {
      if (!form.instead) return;
      const next = { ...values, [form.instead.field]: form.instead.change };
      autosave.change(next);
      // After a rejection, the secrets have been accepted.
      submit(next, failure?.code === "provider_conflict");
    },
    submitWithSecrets() {
      secrets.accept();
      submit(values, true);
    },
    startOver() {
      autosave.startOver();
      setFailure(null);
    },
    clear() {
      uploads.cancel();
      showFiles([]);
      setErrors({});
      setIsValidating(false);
    },
  };
}

export type FilingFormState = ReturnType<typeof useFilingForm>;

/** Returns a function that moves the focus to an element's id once the form is enabled again. */
function useFocusWhenEnabled(disabled: boolean, initial: string | null) {
  const next = useRef<string | null>(initial);
  useEffect(() => {
    if (disabled || !next.current) return;
    focusField(next.current);
    next.current = null;
  });
  return (id: string) => {
    next.current = id;
  };
}
