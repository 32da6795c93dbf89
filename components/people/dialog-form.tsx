"use client";

import type { Route } from "next";
import { useRouter } from "next/navigation";
import { type FormEvent, useId, useState, useTransition } from "react";

import { useProved } from "@/components/accounts/proof/use-proved";
import { FailureAlert } from "@/components/feedback/failure-alert";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/form/field";
import { Input } from "@/components/ui/form/input";
import { Select } from "@/components/ui/form/select";
import { Spinner } from "@/components/ui/spinner";
import type { Failure, Result } from "@/lib/result";
import { useTexts } from "#texts";

/** A server action; it refreshes the page itself, or answers with the page to load next. */
export type DialogAction = (input: unknown) => Promise<Result<unknown>>;

interface DialogField {
  name: string;
  label: string;
  value: string;
  help?: string;
  /** Of a selection; without it the field takes text. */
  choices?: ReadonlyArray<{ value: string; label: string }>;
}

export interface DialogFormProps {
  /** Of the button that opens it. */
  label: string;
  title: string;
  hint?: string;
  submit: string;
  failureTitle: string;
  action: DialogAction;
  /** Sent along with the fields. */
  given?: Readonly<Record<string, string>>;
  fields?: readonly DialogField[];
  tone?: "danger" | "secondary" | "primary";
  /** The page to load when it is done. */
  next?: Route;
}

/** A button that asks in a dialog before it changes something. */
export function DialogForm({ label, title, tone = "secondary", ...form }: DialogFormProps) {
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <>
      <Button
        variant={tone}
        size={tone === "primary" ? "default" : "small"}
        aria-label={label === title ? undefined : title}
        onClick={() => setOpen(true)}
      >
        {label}
      </Button>
      <Dialog open={open} onClose={close} title={title}>
        <FormContent {...form} tone={tone} onClose={close} />
      </Dialog>
    </>
  );
}

type FormContentProps = Omit<DialogFormProps, "label" | "title"> & { onClose: () => void };

function FormContent(props: FormContentProps) {
  const { hint, submit, failureTitle, given = {}, fields = [], tone, next, onClose } = props;
  const t = useTexts();
  const router = useRouter();
  const id = useId();
  const act = useProved(props.action);
  const [pending, startTransition] = useTransition();
  const [failure, setFailure] = useState<Failure | null>(null);

  function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const input = { ...Object.fromEntries(new FormData(event.currentTarget)), ...given };
    setFailure(null);
    startTransition(async () => {
      const result = await act(input);
      if (!result.ok) return setFailure(result);
      onClose();
      const page = next ?? pageIn(result.data);
      if (page) router.push(page);
    });
  }

  return (
    <form onSubmit={onSubmit} noValidate className="grid gap-4">
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
        <Button type="submit" variant={tone === "danger" ? "danger" : "primary"} disabled={pending}>
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
