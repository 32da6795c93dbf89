"use client";

import { useRef, useState, useTransition, type FormEvent } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Spinner } from "@/components/ui/spinner";
import { Textarea } from "@/components/ui/textarea";
import type { Failure, Result } from "@/lib/result";
import { FailureAlert, UNREACHABLE } from "./failure-alert";

export interface Reply {
  formKey: string;
  ticketId: string;
  message: string;
  encrypted: boolean;
}

/** `nextFormKey` belongs to the reply after this one. */
export type SendReply = (reply: Reply) => Promise<Result<{ state: "sent" | "unknown" | "sending"; nextFormKey: string }>>;

interface ReplyFormProps {
  ticketId: string;
  providerName: string;
  formKey: string;
  send: SendReply;
}

/** Writes to the provider's staff. What was typed stays until the provider has it. */
export function ReplyForm({ ticketId, providerName, formKey, send }: ReplyFormProps) {
  const form = useRef<HTMLFormElement>(null);
  const [key, setKey] = useState(formKey);
  const [pending, startTransition] = useTransition();
  const [failure, setFailure] = useState<Failure | null>(null);
  const [outcome, setOutcome] = useState<"sent" | "unknown" | "sending" | null>(null);

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const message = String(data.get("message"));
    setOutcome(null);
    setFailure(message.trim() === "" ? { ok: false, code: "invalid", message: "", fieldErrors: { message: "Write a message first." } } : null);
    if (message.trim() === "") {
      form.current?.querySelector("textarea")?.focus();
      return;
    }
    startTransition(async () => {
      const result = await send({ formKey: key, ticketId, message, encrypted: data.get("encrypted") === "on" }).catch(() => UNREACHABLE);
      if (!result.ok) return setFailure(result);
      setOutcome(result.data.state);
      // Whatever is sent after this is another reply.
      setKey(result.data.nextFormKey);
      if (result.data.state === "sent") form.current?.reset();
    });
  }

  return (
    <form ref={form} onSubmit={submit} noValidate className="grid gap-3 rounded-lg border bg-card p-4">
      <Field id="reply" label="Reply" error={failure?.fieldErrors.message}>
        {(control) => <Textarea {...control} name="message" rows={4} required maxLength={50_000} readOnly={pending} />}
      </Field>
      <div aria-live="polite" className="grid gap-3 empty:absolute">
        {failure && !failure.fieldErrors.message ? <FailureAlert failure={failure} title="The reply was not sent" /> : null}
        {outcome === "unknown" ? (
          <Alert tone="warning" title="It is not known whether the reply arrived">
            The answer of {providerName} was lost. “Sync now” shows whether the reply is there. It is not sent again by itself; “Send reply” would send what stands here as one more reply.
          </Alert>
        ) : null}
        {outcome === "sending" ? <Alert title="The reply is still on its way">{providerName} is slow to answer. It is listed above until it is settled.</Alert> : null}
        {outcome === "sent" ? <p className="text-[0.8125rem] text-muted-foreground">Sent to {providerName}.</p> : null}
      </div>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <label className="flex min-h-10 items-center gap-2 text-sm sm:min-h-8">
          <Checkbox name="encrypted" />
          Encrypt this reply
        </label>
        <Button type="submit" disabled={pending}>
          {pending ? <Spinner /> : null}
          {pending ? "Sending…" : "Send reply"}
        </Button>
      </div>
      <p className="text-xs text-muted-foreground">Encrypt a reply that holds passwords or keys: the staff of this portal then do not see it.</p>
    </form>
  );
}
