import { z } from "zod";

import { fieldText } from "../forms/field-text";
import { id } from "../forms/id";
import { parseDraftKey } from "./draft-key";

export const draftKeyInput = z.string().transform((text, context) => {
  const key = parseDraftKey(text);
  if (key) return key;
  context.addIssue({ code: "custom", message: fieldText("draftRefusal.noSuchForm") });
  return z.NEVER;
});

const ULID = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/;

export const beginInput = z.object({
  /** Chosen by the browser, so that a lost request can be repeated. */
  id: z.string().regex(ULID).optional(),
  draftKey: draftKeyInput,
  connectionId: id,
  name: z.string().max(2_000),
  size: z.int().nonnegative(),
});

export type BeginInput = z.output<typeof beginInput>;
