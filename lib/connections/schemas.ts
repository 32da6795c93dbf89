import { z } from "zod";

import { fieldText } from "../forms/field-text";
import { id } from "../forms/id";
import { isStorable } from "../text/storable";

/** Pasted keys often have blanks or line ends. */
const credential = z
  .string()
  .trim()
  .min(1, fieldText("accountFields.keyMissing"))
  .max(4_000, fieldText("accountFields.keyTooLong"))
  .regex(/^[\x21-\x7e]+$/, fieldText("accountFields.keyCharacters"));

const LABEL_MAX = 80;

const label = z
  .string()
  .trim()
  .min(1, fieldText("accountFields.labelMissing"))
  .max(LABEL_MAX, fieldText("accountFields.labelTooLong", { max: LABEL_MAX }))
  .refine(isStorable, fieldText("accountFields.labelUnstorable"));

export const connectInput = z.object({
  organizationId: id.optional(),
  provider: z
    .string({ error: fieldText("accountFields.providerMissing") })
    .min(1, fieldText("accountFields.providerMissing"))
    .max(64),
  label,
  credential,
});

export const replaceKeyInput = z.object({ connectionId: id, credential });

export const renameConnectionInput = z.object({ connectionId: id, label });

export const connectionIdInput = z.object({ connectionId: id });

export const connectionIdsInput = z.object({ connectionIds: z.array(id).min(1).max(50) });

/** `erase` also deletes what was mirrored and filed. */
export const disconnectInput = connectionIdInput.extend({ erase: z.boolean().default(false) });

export const filingChoicesInput = z.object({
  connectionId: id,
  values: z.record(z.string().max(64), z.string().max(200_000)),
});
