"use client";

import { type FormEvent, useEffect, useRef, useState, useTransition } from "react";

import { DraftStatus } from "@/components/drafts/draft-status";
import { whereKept } from "@/components/drafts/status/where-kept";
import { useDraft } from "@/components/drafts/use-draft";
import { useInitialValue } from "@/components/drafts/use-initial-value";
import { actionResult, withKeptText } from "@/components/feedback/action-result";
import { FilePicker } from "@/components/files/file-picker";
import type { PendingUpload } from "@/components/files/upload-entry";
import { UploadWaitPart } from "@/components/files/upload-wait-part";
import { useSendAfterUpload } from "@/components/files/use-send-after-upload";
import { SecretsNotice } from "@/components/filing/secrets-notice";
import { useSecrets } from "@/components/filing/use-secrets";
import { Button } from "@/components/ui/button";
import { DefaultButton } from "@/components/ui/form/default-button";
import { Field } from "@/components/ui/form/field";
import { HiddenFields } from "@/components/ui/form/hidden-fields";
import { Textarea } from "@/components/ui/form/textarea";
import { Spinner } from "@/components/ui/spinner";
import { MarkedText } from "@/components/ui/text/marked-text";
import type { RulesTexts } from "@/lib/files/rules";
import type { OutgoingFileView } from "@/lib/files/types";
import type { FormValues } from "@/lib/forms/form-values";
import { PLAIN } from "@/lib/forms/plain-form";
import { markForeign } from "@/lib/i18n/foreign-words";
import { renderMessage } from "@/lib/i18n/message";
import { replyFormUrl } from "@/lib/routes";
import { replyProblem } from "@/lib/tickets/message-text";
import type { ReplyBox } from "@/lib/tickets/reply/reply-box";
import { useTexts } from "#texts";

import { FailurePart } from "../../feedback/failure-part";
import { EncryptChoice } from "./encrypt-choice";
import { ProviderLink } from "./provider-link";
import { ReplyWithheldPart } from "./rare-parts";
import { rejectionOf, type ReplyFailure, type ReturnedReply } from "./rejected-reply";
import type { SendReply } from "./send-reply";

export interface ReplyFormProps {
  userId: string;
  userName: string;
  ticketId: string;
  providerName: string;
  /** The ticket's page at the provider. */
  providerUrl: string | null;
  formKey: string;
  box: ReplyBox;
  /** Null where a reply takes no files. */
  fileTexts: RulesTexts | null;
  send: SendReply;
  /** Others of the organization do not see the ticket. */
  isPrivate?: boolean;
  /** The ticket is closed; sending reopens it first. */
  continues?: boolean;
  /** Nothing can be sent now; a text that is already there stays. */
  withheld?: boolean;
  /** A rejected or cancelled reply to edit. */
  returned?: ReturnedReply | null;
  /** Why a reply without scripts was not sent. */
  problem?: ReplyFailure | null;
}

const EMPTY_VALUES: FormValues = { message: "", encrypted: "" };
const SECRETS_NOTICE_ID = "reply-secrets";
const MIN_PENDING_MS = 2_000;

const excerptOf = (values: FormValues) =>
  values.encrypted === "true" ? "" : (values.message ?? "");

/** Keeps typed text until the portal has stored the reply, then clears it at once. */
export function ReplyForm(props: ReplyFormProps) {
  const { userId, ticketId, providerName, providerUrl, formKey, box, returned } = props;
  const { continues = false, withheld = false } = props;
  const t = useTexts();
  const { userName, send } = useInitialValue(props);
  const element = useRef<HTMLFormElement>(null);
  const draft = useDraft({
    form: element,
    userId,
    userName,
    draftStatus: box.standing,
    formKey,
    defaultValues: EMPTY_VALUES,
    returned: returned ?? undefined,
  });
  const { values, autosave } = draft;
  const message = values.message ?? "";
  const encrypted = box.encrypts && values.encrypted === "true";
  const [pending, startTransition] = useTransition();
  const [failure, setFailure] = useState(() => rejectionOf(returned) ?? props.problem ?? null);
  const [said, setSaid] = useState("");
  const [isTouched, setIsTouched] = useState(false);
  const [files, setFiles] = useState<OutgoingFileView[]>(box.standing.files);
  const [picker, setPicker] = useState({ round: 0, initial: box.standing.files });
  const secrets = useSecrets(
    { message: encrypted ? "" : message },
    { first: box.secrets, submit: () => submit(false) },
  );
  const uploads = useSendAfterUpload({
    takesFiles: box.files !== null,
    send: sendNow,
    stopped: (problem) => refuse({ attachments: problem }),
  });
  const busy = pending || uploads.isWaiting;
  const verb = continues ? "reply.reopenAndSend" : "reply.send";
  const area = useRef<HTMLTextAreaElement>(null);
  const focusArea = useRef(false);

  // The text area cannot take the focus while the reply is being sent.
  useEffect(() => {
    if (pending || !focusArea.current) return;
    focusArea.current = false;
    area.current?.focus();
  });

  function change(next: FormValues) {
    setIsTouched(true);
    setSaid("");
    if (failure?.fieldErrors.message) setFailure(null);
    autosave.change({ ...values, ...next });
  }

  function report(chosen: OutgoingFileView[], pendingUploads: PendingUpload[]) {
    setFiles(chosen);
    // Errors of files are checked again once the files change.
    const isBroken = pendingUploads.some((upload) => upload.isBroken);
    if (!isBroken && failure?.code === "invalid" && failure.fieldErrors.attachments)
      setFailure(null);
    uploads.report(pendingUploads);
  }

  function showFiles(initial: OutgoingFileView[]) {
    setFiles(initial);
    setPicker({ round: picker.round + 1, initial });
  }

  function refuse(fieldErrors: Record<string, string>) {
    setFailure({ code: "invalid", message: "", fieldErrors });
    if (fieldErrors.message) area.current?.focus();
    else document.getElementById("field-attachments")?.focus();
  }

  function encrypt() {
    change({ encrypted: "true" });
    area.current?.focus();
  }

  function submit(anyway: boolean) {
    if (busy || withheld) return;
    setFailure(null);
    setSaid("");
    const problem = replyProblem(message);
    if (problem) return refuse({ message: renderMessage(t, problem) });
    const broken = uploads.problem();
    if (broken) return refuse({ attachments: broken });
    if (!anyway && !secrets.isReady()) return;
    if (!anyway && secrets.unaccepted().message)
      return document.getElementById(SECRETS_NOTICE_ID)?.focus();
    uploads.submit();
  }

  function sendNow() {
    startTransition(async () => {
      await Promise.race([
        autosave.saveAndSettle(),
        new Promise((resolve) => setTimeout(resolve, MIN_PENDING_MS)),
      ]);
      const result = await actionResult(t, () =>
        send({
          formKey: autosave.formKey,
          ticketId,
          message,
          encrypted,
          files: box.files ? files.map(({ id }) => id) : [],
          continues,
        }),
      );
      if (!result.ok) {
        autosave.flush(false);
        focusArea.current = Boolean(result.fieldErrors.message);
        return setFailure(
          withKeptText(t, result, userName, { place: whereKept(draft), button: t(verb) }),
        );
      }
      // Text sent after this is another reply.
      autosave.sent(result.data.nextFormKey);
      showFiles([]);
      setSaid(t("reply.onItsWay"));
      focusArea.current = true;
    });
  }

  const fieldErrors = failure?.fieldErrors ?? {};
  const isEmpty = message === "" && files.length === 0;
  if (withheld && isEmpty && !isTouched && !draft.discarded && !draft.discarding) return null;
  return (
    <form
      ref={element}
      method="post"
      action={replyFormUrl(ticketId)}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        submit(false);
      }}
      noValidate
      aria-label={t("reply.form", { provider: providerName })}
      data-submit-shortcut=""
      className="grid gap-3 rounded-lg border bg-card p-4"
    >
      <DefaultButton />
      <HiddenFields
        values={{
          [PLAIN.viewer]: userId,
          [PLAIN.formKey]: autosave.formKey,
          [PLAIN.version]: String(box.standing.draft?.version ?? 0),
          [PLAIN.continues]: continues ? "1" : undefined,
        }}
      />
      {withheld ? (
        <ReplyWithheldPart providerName={providerName} providerUrl={providerUrl} text={message} />
      ) : null}
      {continues && !withheld ? (
        <p className="text-pretty text-muted-foreground">
          {t("reply.closed", { provider: providerName })}
        </p>
      ) : null}
      <Field id="reply" label={t("reply.label")} error={fieldErrors.message}>
        {(control) => (
          <Textarea
            {...control}
            ref={area}
            name="message"
            rows={4}
            required
            readOnly={busy}
            value={message}
            onChange={(event) => change({ message: event.target.value })}
          />
        )}
      </Field>
      {secrets.found.message ? (
        <SecretsNotice
          id={SECRETS_NOTICE_ID}
          findings={secrets.found.message}
          advice={t(box.encrypts ? "reply.secretsEncrypt" : "reply.secretsNoEncryption", {
            provider: providerName,
          })}
          better={
            box.encrypts ? (
              <Button size="small" disabled={busy} onClick={encrypt}>
                {t("reply.encrypt")}
              </Button>
            ) : null
          }
          disabled={busy}
          onAnyway={() => {
            secrets.accept();
            submit(true);
          }}
        />
      ) : null}
      {box.files ? (
        <FilePicker
          key={picker.round}
          userId={userId}
          rules={box.files}
          texts={props.fileTexts}
          draftKey={box.standing.draftKey}
          connectionId={box.connectionId}
          initial={picker.initial}
          onChange={report}
          disabled={pending}
          error={fieldErrors.attachments}
        />
      ) : files.length > 0 ? (
        <p className="text-[0.8125rem] text-pretty text-muted-foreground">
          <MarkedText
            text={t("reply.filesStay", {
              provider: providerName,
              files: files.map(({ filename }) => markForeign(filename)).join(", "),
            })}
          />
        </p>
      ) : null}
      <div aria-live="polite" data-failure={failure?.code} className="grid gap-3 empty:absolute">
        {failure && failure.message && !(fieldErrors.message && failure.code === "invalid") ? (
          <FailurePart
            failure={{ ok: false, ...failure }}
            title={
              returned && failure.message === returned.message
                ? t("reply.refused", { provider: providerName })
                : t("reply.notSent")
            }
            uncertainTitle={t("reply.maybeSent")}
            keepsText
            providerName={providerName}
          />
        ) : null}
        {failure?.code === "conflict" && !withheld ? (
          <div>
            <ProviderLink providerName={providerName} providerUrl={providerUrl} />
          </div>
        ) : null}
        {uploads.awaited.length > 0 ? (
          <UploadWaitPart action="reply" uploads={uploads.awaited} onCancel={uploads.cancel} />
        ) : null}
      </div>
      <div className="flex flex-wrap items-center justify-between gap-3">
        {box.encrypts ? (
          <EncryptChoice
            checked={encrypted}
            disabled={busy}
            onChange={(checked) => change({ encrypted: checked ? "true" : "" })}
          />
        ) : null}
        <Button type="submit" className="ms-auto" disabled={busy || withheld}>
          {pending ? <Spinner /> : null}
          {t(pending ? "reply.sending" : verb)}
        </Button>
      </div>
      {box.encrypts ? (
        <p className="text-xs text-muted-foreground">
          {t("reply.encryptHelp", {
            provider: providerName,
            isPrivate: props.isPrivate ? "yes" : "no",
          })}
        </p>
      ) : null}
      <DraftStatus
        draft={draft}
        said={said}
        hasText={message !== ""}
        hasFiles={files.length > 0}
        excerptOf={excerptOf}
        onDiscarded={() => {
          uploads.cancel();
          showFiles([]);
        }}
        onRestored={showFiles}
      />
    </form>
  );
}
