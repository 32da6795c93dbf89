import type { Json } from "../providers/contract";
import { isBlank } from "../text/blank";
import { isolate } from "../text/direction";
import { shorten } from "../text/shorten";
import { factLabel, factValue } from "../tickets/detail/service-facts";

export interface ObservedChange {
  field: string;
  before: Json;
  after: Json;
}

const MAX_VALUE_CHARACTERS = 80;

function formatValue(value: Json): string | null {
  const text = factValue(value);
  return text === null || isBlank(text) ? null : isolate(shorten(text, MAX_VALUE_CHARACTERS));
}

/** Describes a change of a service: "Status changed from active to suspended". */
export function changeSentence(
  { field, before, after }: ObservedChange,
  providerName: string,
): string {
  if (field === "gone")
    return after === null
      ? `Listed again by ${providerName}`
      : `No longer listed by ${providerName}`;
  const label = factLabel(field.startsWith("details.") ? field.slice("details.".length) : field);
  const [was, is] = [formatValue(before), formatValue(after)];
  if (was === null) return `${label} set to ${is ?? "nothing"}`;
  return is === null ? `${label} removed, was ${was}` : `${label} changed from ${was} to ${is}`;
}
