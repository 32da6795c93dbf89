import { z } from "zod";

import { fieldText } from "../../forms/field-text";
import { isBlank } from "../../text/blank";
import { isStorable } from "../../text/storable";

export const MAX_REASON_CHARACTERS = 300;

/** As a browser posts it without scripts. */
export const reasonInput = z.object({
  reason: z
    .string()
    .max(10_000)
    .transform((text) => text.trim())
    .refine((text) => !isBlank(text), fieldText("review.reason.missing"))
    .refine(isStorable, fieldText("internalNotes.errors.unsendable"))
    .refine(
      (text) => text.length <= MAX_REASON_CHARACTERS,
      fieldText("review.reason.tooLong", { max: MAX_REASON_CHARACTERS }),
    ),
});
