import { z } from "zod";

import { isStorable } from "../text/storable";

const MAX_CHARACTERS = 100;

/** Words in the address of a list. Longer ones are cut; those that cannot be stored are dropped. */
export const searchWords = z
  .string()
  .transform((text) => text.trim().slice(0, MAX_CHARACTERS))
  .refine(isStorable)
  .optional()
  .catch(undefined);
