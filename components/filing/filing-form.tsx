"use client";
import { useRouter } from "next/navigation";
import { type FormEvent, useEffect, useEffectEvent, useRef, useState, useTransition } from "react";

import { DraftStatus } from "@/components/drafts/draft-status";
import { useDraft } from "@/components/drafts/use-draft";
import { useInitialValue } from "@/components/drafts/use-initial-value";
import { actionResult, withKeptText } from "@/components/feedback/action-result";
import { FilePicker } from "@/components/files/file-picker";
import type { PendingUpload } from "@/components/files/upload-list";
import { UploadWait } from "@/components/files/upload-wait";
import { useSendAfterUpload } from "@/components/files/use-send-after-upload";
import { Button } from "@/components/ui/button";
import { useHydrated } from "@/components/ui/hooks/use-hydrated";
import { Spinner } from "@/components/ui/spinner";
import { ACCOUNT } from "@/lib/drafts/schemas";
import type { DraftStatusView } from "@/lib/drafts/types";
import type { FormValues } from "@/lib/forms/form-values";
import type { FilingChoices } from "@/lib/providers/forms/contract";
import { formOf } from "@/lib/providers/forms/registry";
import type { Failure, Result } from "@/lib/result";
import type { FilingFormView } from "@/lib/tickets/filing/filing-form";
import type { OutgoingFileView } from "@/lib/tickets/types";

import { ErrorSummary } from "./error-summary";
import { FilingFailure } from "./filing-failure";
import { fieldId, FilingField } from "./filing-field";
import {
  decidesChoices,
  dependants,
  isVisible,
  keepOffered,
  sentValues,
  validate,
} from "./form-values";
import { SecretsNotice } from "./secrets-notice";
import { type LoadChoices, type ReloadedChoices, useProviderChoices } from "./use-provider-choices";
import { useSecrets } from "./use-secrets";

export interface Filing {
  formKey: string;
  connectionId: string;
  values: FormValues;
  place: string;
  files: string[];
  continues?: string;
}

export type FileTicket = (filing: Filing) => Promise<Result<{ submissionId: string }>>;

export interface FilingFormProps {
  userId: string;
  userName: string;
  connectionId: string;
  providerId: string;
  providerName: string;
  form: FilingFormView;
  /** One filled form is one ticket, however often it is sent. A draft brings its own. */
  formKey: string;
  /** The form before anybody types. */
  base: FormValues;
  standing: DraftStatusView;
  /** Why this form came back, when it was sent before. */
  rejection?: Pick<Failure, "code" | "message" | "fieldErrors">;
  submissionId?: string;
  /** Our id of the ticket that the new one goes on from. */
  continues?: string;
  choices: FilingChoices;
  /** What comes after them, when the provider had not answered yet. */
  laterChoices?: ReloadedChoices;
  loadChoices: LoadChoices;
  file: FileTicket;
}

const PROBLEMS = "filing-problems";
const MIN_PENDING_MS = 2_000;
/** Above the bar that a phone has at the bottom: somebody typing at the top of a long form must see it. */
const STAYS_IN_SIGHT =
  "[@media(min-height:36rem)]:sticky [@media(min-height:36rem)]:bottom-14 z-10 pb-2 sm:[@media(min-height:36rem)]:bottom-0";
/** With the keyboard up there is room for one line beside the field that is typed in. */
const ONE_LINE =
  "sticky bottom-14 z-10 flex min-h-11 items-center bg-warning-tint px-3 text-[0.8125rem] font-medium text-warning underline sm:bottom-0 [@media(min-height:36rem)]:hidden";
const DRAFT = "filing-draft";
const SECRET_KINDS = new Set(["text", "textarea", "url"]);

const gist = (values: FormValues) => values.message?.trim() || values.subject || "";
const secretsId = (name: string) => `${fieldId(name)}-secrets`;

/** A provider's filing form, drawn from the description that the server sends. */
export function FilingForm(props: FilingFormProps) {
  const {
    userId,
    form,
    connectionId,
    providerId,
    providerName,
    standing,
    base,
    rejection,
    submissionId,
    continues,
    choices: first,
  } = props;
  const { userName, loadChoices, file } = useInitialValue(props);
  const schema = formOf(providerId)?.schema;
  const router = useRouter();
  const focusNext = useRef<string | null>(rejection ? PROBLEMS : null);
  const fitting = (values: FormValues) => ({
    ...keepOffered(values, first),
    [ACCOUNT]: connectionId,
  });
  const element = useRef<HTMLFormElement>(null);
  const isHydrated = useHydrated();
  const draft = useDraft({
    form: element,
    userId,
    userName,
    standing,
    formKey: props.formKey,
    reopened: submissionId !== undefined,
    base: fitting(base),
    fitting,
  });
  const { values, keeper } = draft;
  const [errors, setErrors] = useState<Record<string, string>>(rejection?.fieldErrors ?? {});
  const [failure, setFailure] = useState<FilingFormProps["rejection"] | null>(rejection ?? null);
  const [tried, setTried] = useState(false);
  const [gone, setGone] = useState(false);
  const [files, setFiles] = useState<OutgoingFileView[]>(standing.files);
  const [picker, setPicker] = useState({ round: 0, initial: standing.files });
  const [filing, startFiling] = useTransition();
  const live = useProviderChoices({
    form,
    connectionId,
    first,
    later: props.laterChoices,
    load: loadChoices,
    settle: dropUnoffered,
  });
  const shown = form.fields.filter((field) => isVisible(field, values));
  const secrets = useSecrets(
    Object.fromEntries(
      shown
        .filter((field) => SECRET_KINDS.has(field.kind))
        .map((field) => [field.name, values[field.name] ?? ""]),
    ),
  );
  const uploads = useSendAfterUpload((problem) => showErrors({ attachments: problem }));
  const disabled = filing || gone || uploads.isWaiting;

  const follow = useEffectEvent(() => {
    const decided = form.fields.filter(
      (field) =>
        decidesChoices(form, field.name) &&
        (values[field.name] ?? "") !== (keeper.initial.values[field.name] ?? ""),
    );
    const fields = [...new Set(decided.flatMap((field) => dependants(form, field.name)))];
    if (fields.length > 0) reload(fields, values);
    // The account goes with the draft, to open it there the next time.
    if (
      keeper.onServer &&
      keeper.onServer[ACCOUNT] !== connectionId &&
      !draft.dirty &&
      !draft.other
    )
      keeper.change(values);
  });
  // What only this browser knew comes back once the page is alive, and other choices may belong to it.
  useEffect(() => {
    const frame = requestAnimationFrame(() => follow());
    return () => cancelAnimationFrame(frame);
  }, []);

  // Only what is enabled takes the focus, and nothing is while the form is on its way.
  useEffect(() => {
    if (disabled || !focusNext.current) return;
    document.getElementById(focusNext.current)?.focus();
    focusNext.current = null;
  });

  function reload(fields: readonly string[], now: FormValues) {
    live.reload(fields, sentValues(form, now));
  }

  function dropUnoffered(fresh: FilingChoices) {
    const latest = keeper.snapshot().values;
    const kept = keepOffered(latest, fresh);
    if (Object.keys(kept).length < Object.keys(latest).length) keeper.change(kept);
  }

  function change(name: string, value: string) {
    const next = { ...values, [name]: value };
    keeper.change(next);
    if (tried) setErrors(validate(form, next, schema));
    else if (errors[name]) setErrors({ ...errors, [name]: "" });
    if (decidesChoices(form, name)) reload(dependants(form, name), next);
  }

  function showErrors(found: Record<string, string>) {
    setErrors(found);
    const wrong = shown.find((field) => found[field.name]);
    focusNext.current = wrong ? fieldId(wrong.name) : PROBLEMS;
  }

  function submit(now: FormValues, anyway = false) {
    if (disabled) return;
    setTried(true);
    setFailure(null);
    const found = validate(form, now, schema);
    const broken = form.files ? uploads.problem() : null;
    if (broken) found.attachments = broken;
    setErrors(found);
    if (Object.values(found).some(Boolean)) return showErrors(found);
    const [secret] = anyway ? [] : Object.keys(secrets.unaccepted());
    if (secret) return document.getElementById(secretsId(secret))?.focus();
    if (!uploads.wait()) sendNow(now, files);
  }

  function sendNow(now: FormValues, chosen: OutgoingFileView[]) {
    startFiling(async () => {
      await Promise.race([
        keeper.saveAndSettle(),
        new Promise((resolve) => setTimeout(resolve, MIN_PENDING_MS)),
      ]);
      const result = await actionResult(
        file({
          formKey: keeper.formKey,
          connectionId,
          values: sentValues(form, now),
          place: standing.place,
          files: form.files ? chosen.map(({ id }) => id) : [],
          ...(continues ? { continues } : {}),
        }),
      );
      if (!result.ok) {
        keeper.flush(false);
        setFailure(withKeptText(result, userName));
        return showErrors(result.fieldErrors);
      }
      // The submission has the words now; a form that offered them again would file them twice.
      keeper.sent();
      setGone(true);
      router.push(`/tickets/${result.data.submissionId}`);
    });
  }

  function report(chosen: OutgoingFileView[], pendingUploads: PendingUpload[]) {
    setFiles(chosen);
    // What was wrong with the files is looked at anew once they change.
    const isBroken = pendingUploads.some((upload) => upload.isBroken);
    if (errors.attachments && !isBroken) setErrors({ ...errors, attachments: "" });
    uploads.report(pendingUploads, () => sendNow(values, chosen));
  }

  function showFiles(initial: OutgoingFileView[]) {
    setFiles(initial);
    setPicker({ round: picker.round + 1, initial });
  }

  function insteadOf() {
    const { instead } = form;
    if (!instead) return;
    const next = { ...values, [instead.field]: instead.change };
    keeper.change(next);
    submit(next, true);
  }

  function sendAnyway() {
    secrets.accept();
    submit(values, true);
  }

  const drawn = new Set([
    ...shown.map((field) => field.name),
    ...(form.files ? ["attachments"] : []),
  ]);
  const onFields = [...drawn].some((name) => errors[name]);
  const loose = Object.entries(failure?.fieldErrors ?? {})
    .filter(([name, message]) => message && !drawn.has(name))
    .map(([, message]) => message);
  const instead =
    form.instead && values[form.instead.field] === form.instead.value ? form.instead : undefined;
  const advice = form.encryptsReplies
    ? `A new ticket with ${providerName} cannot be encrypted. Better file it without this, and send it in an encrypted reply afterwards.`
    : `${providerName} has no encrypted messages. Whoever may read the ticket can read this.`;

  return (
    <form
      ref={element}
      method="post"
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        submit(values);
      }}
      noValidate
      aria-label="New ticket"
      data-submit-shortcut=""
      className="grid gap-5 [&_:is(input,select,textarea)]:scroll-mb-64"
    >
      <div
        id={PROBLEMS}
        tabIndex={-1}
        aria-live="polite"
        className="grid gap-3 outline-none empty:absolute"
      >
        {failure &&
        (failure === rejection ||
          loose.length > 0 ||
          !(onFields && failure.code.endsWith("invalid"))) ? (
          <FilingFailure
            failure={failure}
            more={loose}
            title={
              failure === rejection
                ? `${providerName} did not accept this`
                : "The ticket was not filed"
            }
            instead={instead}
            submissionId={submissionId}
            disabled={disabled}
            onInstead={insteadOf}
            onStartOver={() => {
              keeper.startOver();
              setFailure(null);
            }}
          />
        ) : null}
        <ErrorSummary names={[...drawn]} errors={errors} />
      </div>
      {shown.map((field) => (
        <FilingField
          key={field.name}
          field={field}
          value={values[field.name] ?? ""}
          error={errors[field.name] || undefined}
          live={live.choices[field.name]}
          loading={live.isLoading(field.name)}
          cameLater={live.cameLater(field.name)}
          disabled={disabled}
          warning={instead?.field === field.name ? field.help : undefined}
          onChange={(value) => change(field.name, value)}
          onBlur={() => tried && setErrors(validate(form, values, schema))}
          onRetry={() => live.reload([field.name], sentValues(form, values))}
        >
          {secrets.found[field.name] ? (
            <SecretsNotice
              id={secretsId(field.name)}
              findings={secrets.found[field.name] ?? []}
              advice={advice}
              disabled={disabled}
              onAnyway={sendAnyway}
            />
          ) : null}
        </FilingField>
      ))}
      {form.files ? (
        <FilePicker
          key={picker.round}
          userId={userId}
          rules={form.files}
          place={standing.place}
          connectionId={connectionId}
          initial={picker.initial}
          onChange={report}
          disabled={filing || gone}
          error={errors.attachments || undefined}
        />
      ) : null}
      <span aria-live="polite" className="sr-only">
        {live.loading ? "Loading the options" : ""}
      </span>
      {draft.other && !gone ? (
        <a href={`#${DRAFT}`} className={ONE_LINE}>
          Changed on another device: choose
        </a>
      ) : null}
      {gone ? null : (
        <div
          id={DRAFT}
          className={`border-t bg-card pt-4 ${draft.trouble || draft.other ? STAYS_IN_SIGHT : ""}`}
        >
          <DraftStatus
            draft={draft}
            hasText={Object.entries(values).some(
              ([name, text]) => name !== ACCOUNT && text !== "" && text !== (base[name] ?? ""),
            )}
            hasFiles={files.length > 0}
            gist={gist}
            onDiscarded={() => {
              uploads.cancel();
              showFiles([]);
              setErrors({});
              setTried(false);
            }}
            onRestored={showFiles}
          />
        </div>
      )}
      <div className="flex flex-wrap items-center gap-4">
        <Button type="submit" disabled={disabled || !isHydrated}>
          {filing || gone ? <Spinner /> : null}
          {filing || gone ? "Filing…" : "File ticket"}
        </Button>
        <div aria-live="polite" className="min-w-0 flex-1 basis-60">
          {uploads.isWaiting ? (
            <UploadWait doing="Filing" uploads={uploads.uploads} onCancel={uploads.cancel} />
          ) : (
            <p aria-live="off" className="text-[0.8125rem] text-muted-foreground">
              Goes to {providerName}, once.
            </p>
          )}
        </div>
      </div>
    </form>
  );
}
