import { MessageText } from "@/components/ui/text/blocks/message-text";
import { MarkedText } from "@/components/ui/text/marked-text";
import { fullTime } from "@/components/ui/time/format-time";
import { Time } from "@/components/ui/time/time";
import type { Viewer } from "@/lib/auth/types";
import { markForeign } from "@/lib/i18n/foreign-words";
import type { InternalNoteView } from "@/lib/review/notes/types";
import { formatList } from "@/lib/text/format-list";
import { useTexts } from "#texts";

import { type RemoveNote, RemoveNoteForm } from "./remove-note";

interface NoteItemProps {
  note: InternalNoteView;
  viewer: Viewer;
  ticketId: string;
  remove: RemoveNote;
}

export function NoteItem({ note, viewer, ticketId, remove }: NoteItemProps) {
  const t = useTexts();
  const { id, author, at, body, mentioned, removed, mayRemove } = note;
  const byName = (name: string | null) =>
    name === null ? { by: "other", name: "" } : { by: "named", name: markForeign(name) };
  return (
    <li id={`note-${id}`} className="grid gap-1 border-l-2 pl-3 text-sm">
      <p className="flex flex-wrap items-baseline justify-between gap-x-4 text-[0.8125rem]">
        <span className="font-medium [overflow-wrap:anywhere]">
          <MarkedText
            text={author === null ? t("internalNotes.formerPerson") : markForeign(author)}
          />
        </span>
        <Time at={at} locale={viewer} show="full" className="text-muted-foreground" />
      </p>
      {removed ? (
        <p className="text-muted-foreground italic">
          <MarkedText
            text={t("internalNotes.removed", {
              ...byName(removed.by),
              time: fullTime(removed.at, viewer),
            })}
          />
        </p>
      ) : (
        <MessageText text={body ?? ""} />
      )}
      {mentioned.length > 0 ? (
        <p className="text-[0.8125rem] text-muted-foreground">
          <MarkedText
            text={t("internalNotes.mentioned", {
              names: formatList(mentioned.map(markForeign), viewer.language),
            })}
          />
        </p>
      ) : null}
      {mayRemove ? (
        <RemoveNoteForm
          viewerId={viewer.userId}
          ticketId={ticketId}
          noteId={id}
          label={t("internalNotes.removeOf", { ...byName(author), time: fullTime(at, viewer) })}
          remove={remove}
        />
      ) : null}
    </li>
  );
}
