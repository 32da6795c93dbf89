import { z } from "zod";

import { fieldText } from "../../forms/field-text";
import { isStorable } from "../../text/storable";
import { passkeyAnswer } from "../passkeys/schemas";
import { code } from "../second-factor/schemas";

const password = z
  .string()
  .min(1, fieldText("proof.passwordMissing"))
  .max(1_024, fieldText("proof.wrongPassword"))
  .refine(isStorable, fieldText("proof.wrongPassword"));

/** A proof of identity: `code` comes from an app, `mail_code` from an email of the portal. */
export const proofInput = z.discriminatedUnion("method", [
  z.object({ method: z.literal("password"), password }),
  z.object({ method: z.literal("code"), code }),
  z.object({ method: z.literal("mail_code"), code }),
  z.object({ method: z.literal("passkey"), answer: passkeyAnswer }),
]);

export type ProofInput = z.output<typeof proofInput>;
