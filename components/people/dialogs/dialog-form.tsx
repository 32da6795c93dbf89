"use client";

import type { Route } from "next";
import { useRouter } from "next/navigation";
import { type FormEvent, useEffect, useId, useRef, useState, useTransition } from "react";

import { useProved } from "@/components/accounts/proof/use-proved";
import { FailureAlert } from "@/components/feedback/failure-alert";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/form/field";
import { Input } from "@/components/ui/form/input";
import { Select } from "@/components/ui/form/select";
import { Spinner } from "@/components/ui/spinner";
import type { Failure } from "@/lib/result";
import { useTexts } from "#texts";

import type { DialogQuestion } from "./dialog-question";

interface DialogFormProps {
  question: DialogQuestion;
  onClose: () => void;
  onDone: () => void;
}

/** The form of a dialog's question. */
export function DialogForm({ question, onClose, onDone }: DialogFormProps) {
  const { hint, submit, failureTitle, given = {}, fields = [], isDanger, next } = question;
  const t = useTexts();
  const router = useRouter();
  const id = useId();
  const form = useRef<HTMLFormElement>(null);
  const act = useProved(question.action);
  const [pending, startTransition] = useTransition();
  const [failure, setFailure] = useState<Failure | null>(null);

  useEffect(() => {
    if (failure) form.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus();
  }, [failure]);

  function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (pending) return;
    const input = { ...Object.fromEntries(new FormData(event.currentTarget)), ...given };
    setFailure(null);
    startTransition(async () => {
      const result = await act(input);
      if (!result.ok) return setFailure(result);
      onDone();
      const page = next ?? pageIn(result.data);
      if (page) router.push(page);
    });
  }

  return (
    <form ref={form} onSubmit={onSubmit} noValidate className="grid gap-4">
      <div aria-live="assertive" className="empty:absolute">
        {failure && !fields.some(({ name }) => failure.fieldErrors[name]) ? (
          <FailureAlert failure={failure} title={failureTitle} />
        ) : null}
      </div>
      {hint ? <p className="text-pretty">{hint}</p> : null}
      {fields.map((field) => (
        <Field
          key={field.name}
          id={`${id}-${field.name}`}
          label={field.label}
          help={field.help}
          error={failure?.fieldErrors[field.name]}
        >
          {(control) =>
            field.choices ? (
              <Select {...control} name={field.name} defaultValue={field.value}>
                {field.choices.map((choice) => (
                  <option key={choice.value} value={choice.value}>
                    {choice.label}
                  </option>
                ))}
              </Select>
            ) : (
              <Input {...control} name={field.name} defaultValue={field.value} autoComplete="off" />
            )
          }
        </Field>
      ))}
      <div className="flex flex-wrap justify-end gap-2">
        <Button variant="ghost" onClick={onClose}>
          {t("common.cancel")}
        </Button>
        {/* A disabled button would lose the focus. */}
        <Button type="submit" variant={isDanger ? "danger" : "primary"} aria-disabled={pending}>
          {pending ? <Spinner /> : null}
          {submit}
        </Button>
      </div>
    </form>
  );
}

function pageIn(data: unknown): Route | undefined {
  const hasPage = typeof data === "object" && data !== null && "page" in data;
  return hasPage && typeof data.page === "string" ? (data.page as Route) : undefined;
}
