import { z } from "zod";

import { fieldText } from "../../forms/field-text";
import { id } from "../../forms/id";
import { isStorable } from "../../text/storable";

const MAX_NAME = 60;
const MAX_FIELDS = 100;
const MAX_FIELD_NAME = 64;
/** Together; they are part of every form's page. */
const MAX_CHARACTERS = 8_000;

const name = z
  .string()
  .max(1_000)
  .transform((text) => text.normalize("NFC").replace(/\s+/gu, " ").trim())
  .refine((text) => text !== "" && isStorable(text), fieldText("templates.errors.noName"))
  .refine(
    (text) => text.length <= MAX_NAME,
    fieldText("templates.errors.longName", { max: MAX_NAME }),
  );

const values = z
  .record(z.string().min(1).max(MAX_FIELD_NAME), z.string().refine(isStorable))
  .refine((fields) => Object.keys(fields).length <= MAX_FIELDS)
  .refine(
    (fields) => Object.values(fields).join("").length <= MAX_CHARACTERS,
    fieldText("templates.errors.tooLong", { max: MAX_CHARACTERS }),
  );

/** `connectionId`: an account of the organization and the provider whose form it fills. */
export const saveTemplateInput = z.object({ connectionId: id, name, values });
export type SaveTemplateInput = z.output<typeof saveTemplateInput>;

export const templateIdInput = z.object({ templateId: id });
export type TemplateIdInput = z.output<typeof templateIdInput>;
