"use client";

import { type FormEvent, useRef, useState } from "react";

import { actionResult, isUnanswered } from "@/components/feedback/action-result";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/form/field";
import { Input } from "@/components/ui/form/input";
import { useHydrated } from "@/components/ui/hooks/use-hydrated";
import { usePendingActions } from "@/components/ui/hooks/use-pending-actions";
import { Spinner } from "@/components/ui/spinner";
import type { Failure, Result } from "@/lib/result";

import { failureLink } from "../../feedback/failure-alert";
import { unsettledText } from "./ticket-actions";

/** Replaces the list. A server action; refreshes the page itself. */
export type SetCollaborators = (input: {
  formKey: string;
  ticketId: string;
  ids: string[];
}) => Promise<Result<{ state: "sent" | "unknown" | "waiting"; message: string | null }>>;

interface CollaboratorsProps {
  ticketId: string;
  ids: readonly string[];
  providerName: string;
  /** Key of the next change; each rendering of the page brings a new one. */
  formKey: string;
  set: SetCollaborators;
}

/** Lists the collaborators at the provider, to add or remove. */
export function Collaborators({ ticketId, ids, providerName, formKey, set }: CollaboratorsProps) {
  const [key, setKey] = useState<string | null>(null);
  const [running, setRunning] = useState<string | null>(null);
  const { pending, locked, run } = usePendingActions();
  const isHydrated = useHydrated();
  const [failure, setFailure] = useState<Failure | null>(null);
  const [message, setMessage] = useState("");
  const field = useRef<HTMLInputElement>(null);

  function change(next: string[], what: string, done: string) {
    // A change without an answer is retried under the same key.
    const used = key ?? formKey;
    run(async () => {
      setKey(used);
      setRunning(what);
      setFailure(null);
      setMessage("");
      const result = await actionResult(set({ formKey: used, ticketId, ids: next }));
      if (!isUnanswered(result)) setKey(null);
      if (!result.ok) {
        setFailure(result);
      } else {
        setMessage(
          result.data.state === "sent"
            ? done
            : unsettledText({ ...result.data, state: result.data.state }),
        );
        if (field.current) field.current.value = "";
      }
      field.current?.focus();
    });
  }

  function add(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const id = field.current?.value.trim() ?? "";
    const wrong =
      id === ""
        ? `Enter the id of a user at ${providerName}.`
        : ids.includes(id)
          ? "This user is on the list already."
          : null;
    if (wrong) {
      setMessage("");
      setFailure({
        ok: false,
        code: "invalid",
        message: "",
        fieldErrors: { collaborators: wrong },
      });
      return field.current?.focus();
    }
    change([...ids, id], "add", "Added.");
  }

  const fieldError = failure
    ? (failure.fieldErrors.collaborators ?? failure.fieldErrors.ids)
    : undefined;
  return (
    <div className="border-t px-4 py-4 text-[0.8125rem]">
      <h3 className="mb-2 font-semibold text-muted-foreground">Collaborators</h3>
      {ids.length === 0 ? (
        <p className="mb-3 text-muted-foreground">
          Nobody else at {providerName} follows this ticket.
        </p>
      ) : null}
      <ul className="mb-3 grid gap-1 empty:hidden">
        {ids.map((id) => (
          <li key={id} className="flex items-center justify-between gap-3">
            <code className="min-w-0 text-xs [overflow-wrap:anywhere]">{id}</code>
            <Button
              variant="ghost"
              size="small"
              disabled={locked}
              aria-label={`Remove ${id}`}
              onClick={() =>
                change(
                  ids.filter((other) => other !== id),
                  id,
                  "Removed.",
                )
              }
            >
              {pending && running === id ? <Spinner /> : null}
              Remove
            </Button>
          </li>
        ))}
      </ul>
      <form method="post" onSubmit={add} noValidate className="grid gap-2">
        <Field
          id="add-collaborator"
          label="Add a collaborator"
          help={`Id of a user at ${providerName}.`}
          error={fieldError}
        >
          {(control) => (
            <Input
              {...control}
              ref={field}
              autoComplete="off"
              spellCheck={false}
              maxLength={200}
              readOnly={pending}
            />
          )}
        </Field>
        <div className="flex flex-wrap items-center justify-between gap-3">
          <p aria-live="polite" className="min-w-0 flex-1 text-muted-foreground">
            {message}
          </p>
          <Button type="submit" variant="secondary" size="small" disabled={locked || !isHydrated}>
            {pending && running === "add" ? <Spinner /> : null}
            {pending && running === "add" ? "Adding…" : "Add"}
          </Button>
        </div>
        <div aria-live="polite" className="empty:absolute">
          {failure && !fieldError ? (
            <Alert tone="danger" title="Nothing was changed" action={failureLink(failure)}>
              {failure.message}
            </Alert>
          ) : null}
        </div>
      </form>
    </div>
  );
}
