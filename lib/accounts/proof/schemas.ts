import { z } from "zod";

import { fieldText } from "../../forms/field-text";
import { isStorable } from "../../text/storable";

const password = z
  .string()
  .min(1, fieldText("proof.passwordMissing"))
  .max(1_024, fieldText("proof.wrongPassword"))
  .refine(isStorable, fieldText("proof.wrongPassword"));

/** As people type and paste them: with blanks, dashes and in any case. */
const code = z
  .string()
  .max(100, fieldText("proof.wrongCode"))
  .transform((text) => text.replaceAll(/[\s-]/g, "").toLowerCase())
  .refine((text) => text !== "", fieldText("proof.codeMissing"));

/** How somebody proves who they are: `code` is of their app, `mail_code` of our mail. */
export const proofInput = z.discriminatedUnion("method", [
  z.object({ method: z.literal("password"), password }),
  z.object({ method: z.literal("code"), code }),
  z.object({ method: z.literal("mail_code"), code }),
]);

export type ProofInput = z.output<typeof proofInput>;

export const noInput = z.strictObject({});
