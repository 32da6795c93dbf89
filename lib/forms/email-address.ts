import { z } from "zod";

import { fieldText } from "./field-text";

/** RFC 5321: the longest path that mail servers take, without its brackets. */
const MAX_LENGTH = 254;
/** Controls, blanks and invisible characters. */
const UNSEEN = /[\s\p{C}\p{Z}]/u;

/**
 * An email address as it is stored and compared: NFKC, trimmed, lower case, one `@`, at most 254
 * characters. Every address that people type goes through it.
 */
export const emailAddress = z
  .string()
  .max(1_000)
  .transform((text) => text.normalize("NFKC").trim().toLowerCase())
  .refine((text) => {
    const [name, domain, ...more] = text.split("@");
    return Boolean(name && domain) && more.length === 0 && !UNSEEN.test(text);
  }, fieldText("validation.emailAddress"))
  .refine((text) => text.length <= MAX_LENGTH, fieldText("validation.emailAddress"));
