"use client";

import { type FormEvent, useState } from "react";

import { actionResult } from "@/components/feedback/action-result";
import { FailurePart } from "@/components/feedback/failure-part";
import { Button } from "@/components/ui/button";
import { Disclosure } from "@/components/ui/disclosure";
import { HiddenFields } from "@/components/ui/form/hidden-fields";
import { usePendingActions } from "@/components/ui/hooks/use-pending-actions";
import { focusMainContent } from "@/components/ui/navigation/main-content";
import { Spinner } from "@/components/ui/spinner";
import { MarkedText } from "@/components/ui/text/marked-text";
import { PLAIN } from "@/lib/forms/plain-form";
import type { Failure, Result } from "@/lib/result";
import type { RemoveNoteInput } from "@/lib/review/notes/schemas";
import { ticketNotesUrl } from "@/lib/routes";
import { useTexts } from "#texts";

/** A server action; it refreshes the page itself. */
export type RemoveNote = (input: RemoveNoteInput) => Promise<Result<RemoveNoteInput>>;

interface RemoveNoteFormProps extends RemoveNoteInput {
  viewerId: string;
  /** Says which note; names are marked. */
  label: string;
  remove: RemoveNote;
}

/** Asks before it removes, even without scripts. */
export function RemoveNoteForm(props: RemoveNoteFormProps) {
  const { viewerId, ticketId, noteId, label, remove } = props;
  const t = useTexts();
  const [failure, setFailure] = useState<Failure | null>(null);
  const { pending, locked, run } = usePendingActions();

  function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    run(async () => {
      const result = await actionResult(t, remove({ ticketId, noteId }));
      setFailure(result.ok ? null : result);
      // The pressed button disappears.
      if (result.ok) focusMainContent();
    });
  }

  return (
    <Disclosure
      className="text-[0.8125rem]"
      summary={
        <>
          <span aria-hidden>{t("internalNotes.remove")}</span>
          <span className="sr-only">
            <MarkedText text={label} />
          </span>
        </>
      }
    >
      <form
        noValidate
        method="post"
        action={ticketNotesUrl(ticketId)}
        onSubmit={send}
        className="mt-2 grid justify-items-start gap-2"
      >
        <HiddenFields values={{ [PLAIN.viewer]: viewerId, remove: noteId }} />
        {failure ? <FailurePart failure={failure} title={t("internalNotes.notRemoved")} /> : null}
        <p className="text-pretty text-muted-foreground">{t("internalNotes.removeHint")}</p>
        <Button type="submit" variant="danger" size="small" aria-disabled={locked}>
          {pending ? <Spinner /> : null}
          {t(pending ? "internalNotes.removing" : "internalNotes.removeNote")}
        </Button>
      </form>
    </Disclosure>
  );
}
