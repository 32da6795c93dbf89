import { z } from "zod";

import { fieldText } from "../../forms/field-text";
import { id } from "../../forms/id";
import { PLAIN, withPlainBreaks } from "../../forms/plain-form";
import { isBlank } from "../../text/blank";
import { isStorable } from "../../text/storable";

export const MAX_NOTE_CHARACTERS = 10_000;

const body = z
  .string()
  .max(320_000)
  .transform(withPlainBreaks)
  .refine((text) => !isBlank(text), fieldText("internalNotes.errors.missing"))
  .refine(isStorable, fieldText("internalNotes.errors.unsendable"))
  .refine(
    (text) => text.length <= MAX_NOTE_CHARACTERS,
    fieldText("internalNotes.errors.tooLong", { max: MAX_NOTE_CHARACTERS }),
  );

/** Chosen beside the text; "" mentions no one. */
const mention = z.union([id, z.literal("")]).default("");

export const writeNoteInput = z.object({ ticketId: id, formKey: z.uuid(), body, mention });
export type WriteNoteInput = z.output<typeof writeNoteInput>;

export const removeNoteInput = z.object({ ticketId: id, noteId: id });
export type RemoveNoteInput = z.output<typeof removeNoteInput>;

/** A note as a browser posts it without scripts. */
export const plainNoteInput = z.object({ [PLAIN.formKey]: z.uuid(), body, mention });
export const plainRemovalInput = z.object({ remove: id });
