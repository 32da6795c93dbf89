"use client";

import { TriangleAlert } from "lucide-react";

import { usePendingActions } from "@/components/ui/hooks/use-pending-actions";
import { useTexts } from "#texts";

import { ProviderWords } from "../../../feedback/provider-words";
import type { Note } from "./ticket-freshness";

function UndoButton({ undo }: { undo: () => void }) {
  const t = useTexts();
  const { locked } = usePendingActions();
  return (
    <button
      type="button"
      className="text-link px-1 aria-disabled:text-muted-foreground"
      aria-disabled={locked}
      onClick={undo}
    >
      {t("ticketLive.undo")}
    </button>
  );
}

export interface NoteLineProps {
  note: Note;
  providerName: string;
}

/** One line, which opens where there is more to say. */
export function NoteLine({ note, providerName }: NoteLineProps) {
  const t = useTexts();
  const colour = note.tone === "warning" ? "text-warning" : "text-muted-foreground";
  const text = (
    <>
      {note.tone === "warning" ? <TriangleAlert aria-hidden className="size-3.5 shrink-0" /> : null}
      <span className="min-w-0 truncate group-open/note:whitespace-normal">{note.text}</span>
    </>
  );
  if (!note.details && !note.words)
    return (
      <span className={`flex min-w-0 items-center gap-1.5 ${colour}`}>
        {text}
        {note.undo ? <UndoButton undo={note.undo} /> : null}
      </span>
    );
  return (
    <details className={`group/note min-w-0 flex-1 ${colour}`}>
      <summary className="flex min-w-0 list-none items-center gap-1.5 rounded">
        {text}
        <span className="shrink-0 underline underline-offset-3">{t("ticketLive.more")}</span>
      </summary>
      <div className="mt-1 max-w-[60ch] text-pretty text-foreground">
        <p>{note.details}</p>
        <ProviderWords words={note.words} name={providerName} />
      </div>
    </details>
  );
}
