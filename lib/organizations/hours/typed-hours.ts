import { fieldErrorsOf } from "../../forms/field-errors";
import type { PlainFields } from "../../forms/plain-form";
import { renderMessage, type Translate } from "../../i18n/message";
import { url } from "../../routes";
import { openingHoursInput } from "./schemas";
import type { TypedHours } from "./types";
import { HOURS_FIELDS } from "./week";

/** Some proxies refuse longer addresses. */
const MAX_ADDRESS = 6_000;

/** Returns the address of the form with these values; null if it is too long. */
export function typedHoursUrl(organizationId: string, fields: PlainFields) {
  const typed = Object.fromEntries(HOURS_FIELDS.map((name) => [name, fields[name] ?? ""]));
  const address = url("/organization", { in: organizationId, ...typed }, "business-hours");
  return address.length > MAX_ADDRESS ? null : address;
}

/** Null unless the address has rejected values. */
export function typedHours(t: Translate, query: PlainFields): TypedHours | null {
  if (HOURS_FIELDS.some((name) => query[name] === undefined)) return null;
  const { error } = openingHoursInput.safeParse(query);
  if (!error) return null;
  const errors = Object.entries(fieldErrorsOf(error.issues));
  return {
    values: query,
    errors: Object.fromEntries(errors.map(([name, text]) => [name, renderMessage(t, text)])),
  };
}
