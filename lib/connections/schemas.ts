import { z } from "zod";

import { id } from "../ids";
import { isStorable } from "../text/storable";

/** Pasted keys often have blanks or line ends. */
const credential = z
  .string()
  .trim()
  .min(1, "Paste the key.")
  .max(4_000, "This is too long to be a key.")
  .regex(/^[\x21-\x7e]+$/, "Keys don’t contain spaces or special characters. Copy it again.");

export const connectInput = z.object({
  organizationId: id.optional(),
  provider: z.string({ error: "Choose a provider." }).min(1, "Choose a provider.").max(64),
  label: z
    .string()
    .trim()
    .min(1, "Give the account a name that your colleagues will recognize.")
    .max(80, "Shorten the label to 80 characters.")
    .refine(isStorable, "The label contains a character that cannot be saved."),
  credential,
});

export const replaceKeyInput = z.object({ connectionId: id, credential });

export const connectionIdInput = z.object({ connectionId: id });

export const connectionIdsInput = z.object({ connectionIds: z.array(id).min(1).max(50) });

/** `erase` also deletes what was mirrored and filed. */
export const disconnectInput = connectionIdInput.extend({ erase: z.boolean().default(false) });

export const filingChoicesInput = z.object({
  connectionId: id,
  values: z.record(z.string().max(64), z.string().max(200_000)),
});
