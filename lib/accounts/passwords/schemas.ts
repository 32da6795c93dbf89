import { z } from "zod";

import { fieldText } from "../../forms/field-text";
import { isStorable } from "../../text/storable";

const MIN_LENGTH = 10;
const MAX_LENGTH = 1_024;

/** Counts what a person sees as one character in most scripts. */
const length = (password: string) => [...password.normalize("NFKC")].length;

/** A new password's form. `assertGoodPassword` knows the words that it must not be. */
export const newPassword = z
  .string()
  .refine(isStorable, fieldText("validation.any"))
  .refine(
    (text) => length(text) >= MIN_LENGTH,
    fieldText("passwords.errors.tooShort", { min: MIN_LENGTH }),
  )
  .refine(
    (text) => length(text) <= MAX_LENGTH,
    fieldText("passwords.errors.tooLong", { max: MAX_LENGTH }),
  );

/** The name of a person. */
export const personName = z
  .string()
  .transform((text) => text.trim())
  .pipe(
    z
      .string()
      .min(1, fieldText("validation.anyMissing"))
      .max(200, fieldText("validation.anyTooLong", { max: 200 }))
      .refine(isStorable, fieldText("validation.any")),
  );

/** A link's token. One in another format is unknown. */
export const linkToken = z.string().max(200);

export const changePasswordSchema = z.object({
  /** Empty: the person has proved who they are in another way. */
  currentPassword: z.string().max(MAX_LENGTH).refine(isStorable, fieldText("validation.any")),
  newPassword,
});

export type ChangePasswordInput = z.output<typeof changePasswordSchema>;
