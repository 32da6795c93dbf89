"use client";

import { type FormEvent, useEffect, useId, useRef, useState } from "react";

import { actionResult, withKeptText } from "@/components/feedback/action-result";
import { FailurePart } from "@/components/feedback/failure-part";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/form/field";
import { HiddenFields } from "@/components/ui/form/hidden-fields";
import { Select } from "@/components/ui/form/select";
import { Textarea } from "@/components/ui/form/textarea";
import { usePendingActions } from "@/components/ui/hooks/use-pending-actions";
import { Spinner } from "@/components/ui/spinner";
import { PLAIN } from "@/lib/forms/plain-form";
import type { Failure, Result } from "@/lib/result";
import type { MentionablePerson } from "@/lib/review/notes/types";
import { ticketNotesUrl } from "@/lib/routes";
import { useTexts } from "#texts";

import { keepNote, keptNote } from "./note-memory";

/** A server action; it refreshes the page itself. */
export type WriteNote = (input: {
  ticketId: string;
  formKey: string;
  body: string;
  mention: string;
}) => Promise<Result<{ nextFormKey: string }>>;

interface NoteFormProps {
  viewerId: string;
  viewerName: string;
  ticketId: string;
  formKey: string;
  people: readonly MentionablePerson[];
  write: WriteNote;
}

/** Keeps the text until it is saved, from page to page. Without scripts, it posts to a route. */
export function NoteForm(props: NoteFormProps) {
  const { viewerId, viewerName, ticketId, formKey, people, write } = props;
  const t = useTexts();
  const id = useId();
  const [key, setKey] = useState(formKey);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isSaved, setIsSaved] = useState(false);
  const text = useRef<HTMLTextAreaElement>(null);
  const choice = useRef<HTMLSelectElement>(null);
  const { pending, locked, run } = usePendingActions();
  const problem = failure?.fieldErrors.body;

  useEffect(() => {
    const field = text.current;
    if (!field) return;
    // Typed before scripts ran.
    if (field.value !== "") return keepNote(viewerId, ticketId, field.value);
    field.value = keptNote(viewerId, ticketId);
  }, [viewerId, ticketId]);

  function save() {
    const body = text.current?.value ?? "";
    const mention = choice.current?.value ?? "";
    setIsSaved(false);
    run(async () => {
      const result = await actionResult(t, write({ ticketId, formKey: key, body, mention }));
      if (!result.ok) {
        setFailure(withKeptText(t, result, viewerName));
        text.current?.focus();
        return;
      }
      setFailure(null);
      setKey(result.data.nextFormKey);
      setIsSaved(true);
      // More may have been typed meanwhile.
      if (text.current?.value === body) text.current.value = "";
      keepNote(viewerId, ticketId, text.current?.value ?? "");
      if (choice.current) choice.current.value = "";
    });
  }

  function send(event: FormEvent) {
    event.preventDefault();
    save();
  }

  return (
    <form
      method="post"
      action={ticketNotesUrl(ticketId)}
      onSubmit={send}
      noValidate
      autoComplete="off"
      className="grid gap-3"
    >
      <HiddenFields values={{ [PLAIN.viewer]: viewerId, [PLAIN.formKey]: key }} />
      {failure && !problem ? (
        <FailurePart
          failure={failure}
          title={t("internalNotes.notSaved")}
          uncertainTitle={t("internalNotes.unsure")}
          keepsText
          onRetry={save}
        />
      ) : null}
      <Field
        id={`${id}-body`}
        label={t("internalNotes.label")}
        error={problem}
        help={people.length > 0 ? t("internalNotes.help") : undefined}
      >
        {(control) => (
          <Textarea
            {...control}
            ref={text}
            name="body"
            short
            rows={3}
            onInput={({ currentTarget }) => keepNote(viewerId, ticketId, currentTarget.value)}
          />
        )}
      </Field>
      {people.length > 0 ? (
        <Field id={`${id}-mention`} label={t("internalNotes.mention")} optional>
          {(control) => (
            <Select {...control} ref={choice} name="mention" defaultValue="">
              <option value="">{t("internalNotes.mentionNone")}</option>
              {people.map(({ id: personId, name, email }) => (
                <option key={personId} value={personId} lang="">
                  {t("internalNotes.person", { name, email })}
                </option>
              ))}
            </Select>
          )}
        </Field>
      ) : null}
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" size="small" aria-disabled={locked}>
          {pending ? <Spinner /> : null}
          {t(pending ? "internalNotes.saving" : "internalNotes.save")}
        </Button>
        <p role="status" className="text-[0.8125rem] text-muted-foreground">
          {isSaved && !pending ? t("internalNotes.saved") : null}
        </p>
      </div>
    </form>
  );
}
