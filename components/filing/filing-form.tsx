"use client";

import { useRouter } from "next/navigation";
import { useEffect, useEffectEvent, useRef, useState, useTransition, type FormEvent } from "react";
import { FailureAlert, UNREACHABLE } from "@/components/tickets/failure-alert";
import { Button } from "@/components/ui/button";
import { Spinner } from "@/components/ui/spinner";
import type { FilingChoices, FilingForm as Form } from "@/lib/providers/form-contract";
import { formOf } from "@/lib/providers/forms";
import type { Failure, Result } from "@/lib/result";
import { clearDraft, loadDraft, saveDraft } from "./draft";
import { ErrorSummary } from "./error-summary";
import { fieldId, FilingField } from "./filing-field";
import { FilingOutcome } from "./filing-outcome";
import { decidesChoices, dependants, isVisible, keepOffered, sentValues, validate, type Values } from "./form-values";
import { useLiveChoices, type LoadChoices } from "./use-live-choices";

export type FileTicket = (input: { formKey: string; connectionId: string; values: Values }) => Promise<Result<{ state: "sent" | "unknown" | "sending"; ticketId: string | null }>>;

interface FilingFormProps {
  connectionId: string;
  providerId: string;
  providerName: string;
  /** One filled form is one ticket, however often it is sent. */
  formKey: string;
  choices: FilingChoices;
  loadChoices: LoadChoices;
  file: FileTicket;
}

const filed = new Set<string>();

const PROBLEMS = "filing-problems";

/** A provider's filing form, drawn from its description. */
export function FilingForm(props: FilingFormProps) {
  const form = formOf(props.providerId);
  return form ? <DescribedForm {...props} form={form} /> : <p>{props.providerName} takes no tickets from here.</p>;
}

function DescribedForm({ form, connectionId, providerName, formKey, choices: first, loadChoices, file }: FilingFormProps & { form: Form }) {
  const router = useRouter();
  const focusNext = useRef<string | null>(null);
  const [values, setValues] = useState<Values>({});
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [restored, setRestored] = useState(false);
  const [tried, setTried] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [outcome, setOutcome] = useState<"unknown" | "sending" | null>(null);
  const [filing, startFiling] = useTransition();
  const live = useLiveChoices(form, connectionId, first, loadChoices);

  // What was typed before the page was left or the account was changed; only the browser knows it.
  const restore = useEffectEvent(() => {
    const draft = loadDraft();
    const fitting = Object.fromEntries(Object.entries(draft).filter(([name]) => form.fields.some((field) => field.name === name)));
    const kept = keepOffered(fitting, first);
    setValues(kept);
    setRestored(Object.keys(kept).length > 0);
    const decided = Object.keys(kept).flatMap((name) => dependants(form, name));
    if (decided.length > 0) live.reload(decided, sentValues(form, kept), (fresh) => setValues((latest) => keepOffered(latest, fresh)));
  });
  useEffect(() => {
    const frame = requestAnimationFrame(() => restore());
    return () => cancelAnimationFrame(frame);
  }, []);

  // The way back from a filed ticket can bring its form again; a used key would only find that ticket.
  useEffect(() => {
    if (filed.has(formKey)) router.refresh();
  }, [formKey, router]);

  function change(name: string, value: string) {
    const next = { ...values, [name]: value };
    setValues(next);
    saveDraft({ ...loadDraft(), ...next });
    if (tried) setErrors(validate(form, next));
    if (decidesChoices(form, name)) live.reload(dependants(form, name), sentValues(form, next), (fresh) => setValues((latest) => keepOffered(latest, fresh)));
  }

  // Only what is enabled takes the focus, and nothing is while the provider is asked.
  useEffect(() => {
    if (filing || !focusNext.current) return;
    document.getElementById(focusNext.current)?.focus();
    focusNext.current = null;
  });

  function startEmpty() {
    clearDraft();
    setValues({});
    setErrors({});
    setRestored(false);
  }

  function showErrors(found: Record<string, string>) {
    setErrors(found);
    const wrong = form.fields.find((field) => found[field.name] && isVisible(field, values));
    focusNext.current = wrong ? fieldId(wrong.name) : PROBLEMS;
  }

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (filing) return;
    setTried(true);
    setFailure(null);
    const found = validate(form, values);
    setErrors(found);
    if (Object.keys(found).length > 0) return showErrors(found);
    startFiling(async () => {
      const result = await file({ formKey, connectionId, values: sentValues(form, values) }).catch(() => UNREACHABLE);
      if (!result.ok) {
        setFailure(result);
        showErrors(result.fieldErrors);
        return;
      }
      // Also when the outcome is unknown: the submission keeps the words, and a form that offered them again would file them twice.
      filed.add(formKey);
      clearDraft();
      if (result.data.state !== "sent") return setOutcome(result.data.state);
      router.push(result.data.ticketId ? `/tickets/${result.data.ticketId}` : "/tickets");
    });
  }

  if (outcome) return <FilingOutcome state={outcome} providerName={providerName} subject={values.subject ?? ""} />;

  const onFields = form.fields.some((field) => errors[field.name]);
  return (
    <form onSubmit={submit} noValidate aria-label="New ticket" className="grid gap-5">
      <div id={PROBLEMS} tabIndex={-1} aria-live="polite" className="grid gap-3 outline-none empty:absolute">
        {failure && !(onFields && failure.code.endsWith("invalid")) ? <FailureAlert failure={failure} title="The ticket was not filed" /> : null}
        <ErrorSummary fields={form.fields} errors={errors} />
        {restored ? (
          <p className="text-[0.8125rem] text-muted-foreground">
            What you typed before is still here. <button type="button" onClick={startEmpty} className="text-link font-medium">Start empty</button>
          </p>
        ) : null}
      </div>
      {form.fields.filter((field) => isVisible(field, values)).map((field) => (
        <FilingField
          key={field.name}
          field={field}
          value={values[field.name] ?? ""}
          error={errors[field.name]}
          live={live.choices[field.name]}
          loading={live.isLoading(field.name)}
          disabled={filing}
          onChange={(value) => change(field.name, value)}
          onBlur={() => tried && setErrors(validate(form, values))}
          onRetry={() => live.reload([field.name], sentValues(form, values))}
        />
      ))}
      <span aria-live="polite" className="sr-only">{live.loading ? "Reading the choices" : ""}</span>
      <div className="flex flex-wrap items-center gap-4 border-t pt-5">
        <Button type="submit" disabled={filing}>
          {filing ? <Spinner /> : null}
          {filing ? "Filing…" : "File ticket"}
        </Button>
        <p className="text-[0.8125rem] text-muted-foreground">{filing ? `Waiting for ${providerName} to answer.` : `Goes to ${providerName}, once.`}</p>
      </div>
    </form>
  );
}
