import { z } from "zod";

import { fieldText } from "../../forms/field-text";
import { id } from "../../forms/id";
import { PLAIN } from "../../forms/plain-form";
import { isBlank } from "../../text/blank";
import { isStorable, storableText } from "../../text/storable";

export const MAX_TITLE_CHARACTERS = 200;

const title = z
  .string()
  .max(10_000)
  .transform((text) => text.replace(/\s+/g, " ").trim())
  .refine((text) => !isBlank(text), fieldText("cases.errors.missing"))
  .refine(isStorable, fieldText("internalNotes.errors.unsendable"))
  .refine(
    (text) => text.length <= MAX_TITLE_CHARACTERS,
    fieldText("cases.errors.tooLong", { max: MAX_TITLE_CHARACTERS }),
  );

/** Fields that a ticket's page posts. */
export const startCaseInput = z.object({ [PLAIN.formKey]: z.uuid(), title });
export const caseOfTicketInput = z.union([z.object({ addTo: id }), z.object({ takeOutOf: id })]);

/** Fields that a case's page posts. */
export const changeCaseInput = z.union([
  z.object({ add: id }),
  z.object({ takeOut: id }),
  z.object({ state: z.enum(["closed", "open"]) }),
  z.object({ title }),
]);
export type ChangeCaseInput = z.output<typeof changeCaseInput>;

const searchText = z
  .string()
  .transform((text) => storableText(text).trim().slice(0, 100))
  .optional()
  .catch(undefined);

export const CASE_STATES = ["open", "closed", "all"] as const;

/** Filters of the list's address. Values that cannot be read are left out. */
export const caseFilters = z.object({
  q: searchText,
  state: z.enum(CASE_STATES).catch("open"),
  organization: id.optional().catch(undefined),
  after: id.optional().catch(undefined),
});
export type CaseFilters = z.output<typeof caseFilters>;

export const caseAddress = z.object({
  find: searchText,
  before: z.string().max(3_000).optional().catch(undefined),
});
