import { z } from "zod";

import { id } from "../../forms/id";
import { isStorable } from "../../text/storable";

const MAX_FIELDS = 20;
const text = z.string().max(300).refine(isStorable);

/** `values`: the chosen values of the form's fields, of which one may name a service. */
export const knownTicketsInput = z.object({
  connectionId: id,
  subject: text,
  values: z
    .record(z.string().max(64), text)
    .refine((values) => Object.keys(values).length <= MAX_FIELDS),
});

export type KnownTicketsInput = z.output<typeof knownTicketsInput>;
