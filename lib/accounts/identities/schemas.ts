import { z } from "zod";

import { fieldText } from "../../forms/field-text";

const MAX_PASSWORD = 1024;

export const linkByPasswordInput = z.object({
  password: z
    .string()
    .min(1, fieldText("identities.errors.passwordMissing"))
    .max(MAX_PASSWORD, fieldText("identities.errors.wrongPassword")),
  next: z.string().max(2_048).default("/"),
});

export const startLinkingInput = z.object({ issuerId: z.string().max(32) });

export const removeIdentityInput = z.object({ id: z.string().max(32) });
