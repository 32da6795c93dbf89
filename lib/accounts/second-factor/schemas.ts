import { z } from "zod";

import { fieldText } from "../../forms/field-text";
import { id } from "../../forms/id";

/** As people type and paste codes: with blanks, dashes and in any case. */
export const code = z
  .string()
  .max(100, fieldText("proof.wrongCode"))
  .transform((text) => text.replaceAll(/[\s-]/g, "").toLowerCase())
  .refine((text) => text !== "", fieldText("proof.codeMissing"));

export const verifyInput = z.object({ code, next: z.string().max(4_000).optional() });

export const confirmSetupInput = z.object({ code, token: z.string().min(1).max(1_000) });

export const requireSecondFactorInput = z.object({ organizationId: id, isRequired: z.boolean() });

export type RequireSecondFactorInput = z.output<typeof requireSecondFactorInput>;
