import { randomUUID } from "node:crypto";

import { LockKeyhole } from "lucide-react";

import { Link } from "@/components/ui/navigation/link";
import { Panel } from "@/components/ui/panel";
import type { Viewer } from "@/lib/auth/types";
import type { InternalNotes } from "@/lib/review/notes/types";
import { ticketUrl } from "@/lib/routes";
import { useTexts } from "#texts";

import { NoteForm, type WriteNote } from "./note-form";
import { NoteItem } from "./note-item";
import type { RemoveNote } from "./remove-note";

interface NotesPanelProps {
  viewer: Viewer;
  ticketId: string;
  notes: InternalNotes;
  write: WriteNote;
  remove: RemoveNote;
}

/** Not printed: a printed ticket may be for its customer. */
export function NotesPanel({ viewer, ticketId, notes: all, write, remove }: NotesPanelProps) {
  const t = useTexts();
  const { notes, older, isOlder, people } = all;
  return (
    <Panel
      id="notes"
      title={t("internalNotes.title")}
      className="print:hidden"
      aside={
        <p className="flex items-center gap-1.5 text-[0.8125rem] text-muted-foreground">
          <LockKeyhole aria-hidden className="size-3.5 shrink-0" />
          {t("internalNotes.onlyStaff")}
        </p>
      }
    >
      <div className="grid gap-4 px-4 py-4">
        {older || isOlder ? (
          <p className="flex flex-wrap gap-x-4 text-[0.8125rem]">
            {older ? (
              <Link
                href={ticketUrl("staff", ticketId, { notes: older }, "notes")}
                className="text-link"
              >
                {t("internalNotes.showOlder")}
              </Link>
            ) : null}
            {isOlder ? (
              <Link href={ticketUrl("staff", ticketId, {}, "notes")} className="text-link">
                {t("internalNotes.showLatest")}
              </Link>
            ) : null}
          </p>
        ) : null}
        {notes.length > 0 ? (
          <ol className="grid gap-4">
            {notes.map((note) => (
              <NoteItem
                key={note.id}
                note={note}
                viewer={viewer}
                ticketId={ticketId}
                remove={remove}
              />
            ))}
          </ol>
        ) : (
          <p className="text-[0.8125rem] text-muted-foreground">{t("internalNotes.none")}</p>
        )}
        <NoteForm
          key={ticketId}
          viewerId={viewer.userId}
          viewerName={viewer.name}
          ticketId={ticketId}
          formKey={randomUUID()}
          people={people}
          write={write}
        />
      </div>
    </Panel>
  );
}
