import { z } from "zod";

import { draftKeyInput } from "../files/schemas";
import { fieldText } from "../forms/field-text";

const MAX_FIELDS = 100;

/** UTF-8 bytes: 100,000 characters of any script, more than can be sent. */
export const MAX_DRAFT_BYTES = 320 * 1024;

function draftBytes(values: Record<string, string>): number {
  return new TextEncoder().encode(JSON.stringify(values)).length;
}

const values = z
  .record(z.string().min(1).max(64), z.string())
  .refine(
    (fields) => Object.keys(fields).length <= MAX_FIELDS,
    fieldText("draftRefusal.tooManyFields"),
  )
  .refine((fields) => draftBytes(fields) <= MAX_DRAFT_BYTES, fieldText("bodyLimits.draft"));

const version = z.number().int().min(0).max(2_000_000_000);

/** `version` is the newest that the form knows; 0 for none. */
export const saveDraftInput = z.object({
  draftKey: draftKeyInput,
  formKey: z.uuid(),
  values,
  version,
});

export type SaveDraftInput = z.output<typeof saveDraftInput>;

export const changeDraftInput = z.object({
  draftKey: draftKeyInput,
  action: z.enum(["discard", "restore"]),
  version: version.optional(),
});
