"use client";

import { type FormEvent, useRef, useState } from "react";

import { actionResult } from "@/components/feedback/action-result";
import { isUnanswered } from "@/components/feedback/is-unanswered";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/form/field";
import { Input } from "@/components/ui/form/input";
import { useHydrated } from "@/components/ui/hooks/use-hydrated";
import { usePendingActions } from "@/components/ui/hooks/use-pending-actions";
import { Spinner } from "@/components/ui/spinner";
import type { Failure, Result } from "@/lib/result";
import { useTexts } from "#texts";

import { FailureAlert } from "../../feedback/failure-alert";
import { ProviderWords } from "../../feedback/provider-words";
import { type Outcome, unsettledText } from "./ticket-actions";

/** Replaces the list. A server action; refreshes the page itself. */
export type SetCollaborators = (input: {
  formKey: string;
  ticketId: string;
  ids: string[];
}) => Promise<Result<Outcome>>;

interface KnownPerson {
  id: string;
  name: string;
}

export interface CollaboratorsProps {
  ticketId: string;
  ids: readonly string[];
  /** Users whose names are known from this ticket and its account. */
  people: readonly KnownPerson[];
  providerName: string;
  /** Key of the next change; each rendering of the page brings a new one. */
  formKey: string;
  set: SetCollaborators;
}

/** Lists the collaborators at the provider, to add or remove. */
export function Collaborators({
  ticketId,
  ids,
  people,
  providerName,
  formKey,
  set,
}: CollaboratorsProps) {
  const t = useTexts();
  const nameOf = (id: string) => people.find((person) => person.id === id)?.name;
  const others = people.filter(({ id }) => !ids.includes(id));
  const [key, setKey] = useState<string | null>(null);
  const [running, setRunning] = useState<string | null>(null);
  const { pending, locked, run } = usePendingActions();
  const isHydrated = useHydrated();
  const [failure, setFailure] = useState<Failure | null>(null);
  const [message, setMessage] = useState("");
  const [words, setWords] = useState<string>();
  const field = useRef<HTMLInputElement>(null);

  function change(next: string[], what: string, done: string) {
    // A change without an answer is retried under the same key.
    const used = key ?? formKey;
    run(async () => {
      setKey(used);
      setRunning(what);
      setFailure(null);
      setMessage("");
      setWords(undefined);
      const result = await actionResult(t, set({ formKey: used, ticketId, ids: next }));
      if (!isUnanswered(result)) setKey(null);
      if (!result.ok) {
        setFailure(result);
      } else {
        const { state } = result.data;
        setMessage(state === "sent" ? done : unsettledText(t, { ...result.data, state }));
        setWords(state === "waiting" ? result.data.words : undefined);
        if (field.current) field.current.value = "";
      }
      field.current?.focus();
    });
  }

  function add(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const typed = field.current?.value.trim() ?? "";
    const id = others.find(({ name }) => name === typed)?.id ?? typed;
    const wrong =
      id === ""
        ? t("collaborators.missing", { provider: providerName })
        : ids.includes(id)
          ? t("collaborators.known")
          : null;
    if (wrong) {
      setMessage("");
      setWords(undefined);
      setFailure({
        ok: false,
        code: "invalid",
        message: "",
        fieldErrors: { collaborators: wrong },
      });
      return field.current?.focus();
    }
    change([...ids, id], "add", t("collaborators.added"));
  }

  const fieldError = failure
    ? (failure.fieldErrors.collaborators ?? failure.fieldErrors.ids)
    : undefined;
  return (
    <div className="border-t px-4 py-4 text-[0.8125rem]">
      <h3 className="mb-2 font-semibold text-muted-foreground">{t("collaborators.title")}</h3>
      {ids.length === 0 ? (
        <p className="mb-3 text-muted-foreground">{t("collaborators.none")}</p>
      ) : null}
      <ul className="mb-3 grid gap-1 empty:hidden">
        {ids.map((id) => (
          <li key={id} className="flex items-center justify-between gap-3">
            <span className="min-w-0">
              {nameOf(id) === undefined ? null : (
                <bdi lang="" translate="no" className="block">
                  {nameOf(id)}
                </bdi>
              )}
              <code translate="no" className="text-xs text-muted-foreground">
                {id}
              </code>
            </span>
            <Button
              variant="ghost"
              size="small"
              disabled={locked}
              aria-label={t("collaborators.removeNamed", { id: nameOf(id) ?? id })}
              onClick={() =>
                change(
                  ids.filter((other) => other !== id),
                  id,
                  t("collaborators.removed"),
                )
              }
            >
              {pending && running === id ? <Spinner /> : null}
              {t("collaborators.remove")}
            </Button>
          </li>
        ))}
      </ul>
      <form method="post" onSubmit={add} noValidate data-needs-scripts="" className="grid gap-2">
        <Field
          id="add-collaborator"
          label={t("collaborators.label")}
          help={t(others.length > 0 ? "collaborators.choose" : "collaborators.help", {
            provider: providerName,
          })}
          error={fieldError}
        >
          {(control) => (
            <Input
              {...control}
              ref={field}
              list={others.length > 0 ? "known-people" : undefined}
              autoComplete="off"
              spellCheck={false}
              maxLength={200}
              readOnly={pending}
            />
          )}
        </Field>
        <datalist id="known-people">
          {others.map(({ id, name }) => (
            <option key={id} value={name}>
              {id}
            </option>
          ))}
        </datalist>
        <div className="flex flex-wrap items-center justify-between gap-3">
          <div aria-live="polite" className="min-w-0 flex-1 text-muted-foreground">
            <p>{message}</p>
            <ProviderWords words={words} name={providerName} />
          </div>
          <Button type="submit" variant="secondary" size="small" disabled={locked || !isHydrated}>
            {pending && running === "add" ? <Spinner /> : null}
            {t(pending && running === "add" ? "collaborators.adding" : "collaborators.add")}
          </Button>
        </div>
        <div aria-live="polite" className="empty:absolute">
          {failure && !fieldError ? (
            <FailureAlert
              failure={failure}
              title={t("collaborators.nothingChanged")}
              keepsText={running === "add"}
              providerName={providerName}
            />
          ) : null}
        </div>
      </form>
    </div>
  );
}
