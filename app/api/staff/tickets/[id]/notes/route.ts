import { PLAIN } from "@/lib/forms/plain-form";
import { removeNote, writeNote } from "@/lib/review/notes/commands";
import { plainNoteInput, plainRemovalInput } from "@/lib/review/notes/schemas";
import { ticketUrl } from "@/lib/routes";
import { parseInput } from "@/lib/server/parse-input";
import { viewerForm } from "@/lib/server/viewer-form";

export const POST = viewerForm<{ id: string }>("write or remove an internal note", {
  page: ({ id }) => ticketUrl("staff", id, {}, "notes"),
  hasText: true,
  async run(viewer, fields, { id: ticketId }) {
    if ("remove" in fields) {
      const { remove: noteId } = parseInput(plainRemovalInput, fields);
      await removeNote(viewer, { ticketId, noteId });
    } else {
      const { [PLAIN.formKey]: formKey, ...note } = parseInput(plainNoteInput, fields);
      await writeNote(viewer, { ticketId, formKey, ...note });
    }
    return ticketUrl("staff", ticketId, {}, "notes");
  },
});
