import { fieldErrorsOf } from "../../forms/field-errors";
import type { PlainFields } from "../../forms/plain-form";
import { renderMessage, type Translate } from "../../i18n/message";
import { url } from "../../routes";
import { openingHoursInput } from "./schemas";
import type { TypedHours } from "./types";
import { WEEKDAYS } from "./week";

const FIELDS = [...WEEKDAYS, "timeZone", "holidays"] as const;

/** Longer addresses are refused on the way. */
const MAX_ADDRESS = 6_000;

/** Leads to the form with these values. Null if they are too long for an address. */
export function typedHoursUrl(organizationId: string, fields: PlainFields) {
  const typed = Object.fromEntries(FIELDS.map((name) => [name, fields[name] ?? ""]));
  const address = url("/organization", { in: organizationId, ...typed }, "business-hours");
  return address.length > MAX_ADDRESS ? null : address;
}

/** Null without an address of refused values. */
export function typedHours(t: Translate, query: PlainFields): TypedHours | null {
  if (FIELDS.some((name) => query[name] === undefined)) return null;
  const { error } = openingHoursInput.safeParse(query);
  if (!error) return null;
  const errors = Object.entries(fieldErrorsOf(error.issues));
  return {
    values: query,
    errors: Object.fromEntries(errors.map(([name, text]) => [name, renderMessage(t, text)])),
  };
}
