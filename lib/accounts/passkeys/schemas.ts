import { z } from "zod";

import { fieldText } from "../../forms/field-text";
import { isStorable } from "../../text/storable";

const encoded = (most: number) =>
  z
    .string()
    .max(most)
    .regex(/^[\w-]*$/);

const common = {
  id: encoded(1_400).min(1),
  rawId: encoded(1_400),
  type: z.literal("public-key"),
  authenticatorAttachment: z.enum(["platform", "cross-platform"]).optional(),
  clientExtensionResults: z.object({}),
};

/** A device's response to a sign-in. */
export const passkeyAnswer = z.object({
  ...common,
  response: z.object({
    clientDataJSON: encoded(8_000),
    authenticatorData: encoded(8_000),
    signature: encoded(8_000),
    userHandle: encoded(200).optional(),
  }),
});

export type PasskeyAnswer = z.output<typeof passkeyAnswer>;

const name = z
  .string()
  .trim()
  .min(1, fieldText("passkeys.nameMissing"))
  .max(60, fieldText("passkeys.nameTooLong"))
  .refine(isStorable, fieldText("passkeys.nameMissing"));

const id = encoded(1_400).min(1);

export const newPasskey = z.object({
  name,
  answer: z.object({
    ...common,
    response: z.object({
      clientDataJSON: encoded(8_000),
      attestationObject: encoded(16_000),
      transports: z
        .array(z.string().regex(/^[a-z-]{1,20}$/))
        .max(8)
        .optional(),
    }),
  }),
});

export type NewPasskey = z.output<typeof newPasskey>;

export const passkeyName = z.object({ id, name });

export const passkeyId = z.object({ id });
