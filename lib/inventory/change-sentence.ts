import { markForeign } from "../i18n/foreign-words";
import type { Translate } from "../i18n/message";
import type { Json } from "../providers/contract";
import { markedLabel, providerName, serviceStatusLabel } from "../providers/labels";
import { isBlank } from "../text/blank";
import { shorten } from "../text/shorten";
import { factLabel, factValue } from "../tickets/detail/service-facts";

export interface ObservedChange {
  field: string;
  before: Json;
  after: Json;
}

const MAX_VALUE_CHARACTERS = 80;

function formatValue(t: Translate, field: string, value: Json): string | null {
  const text = factValue(t, value, detailOf(field));
  if (text === null || isBlank(text)) return null;
  return typeof value === "boolean" ? text : markForeign(shorten(text, MAX_VALUE_CHARACTERS));
}

const detailOf = (field: string) => field.replace(/^details\./, "");

function fieldLabel(t: Translate, field: string): string {
  if (field === "name") return t("services.change.name");
  if (field === "status") return t("services.status");
  return markedLabel(factLabel(t, detailOf(field)));
}

/** Describes a change of a service for `MarkedText`: "Status changed from Active to Suspended". */
export function changeSentence(
  t: Translate,
  { field, before, after }: ObservedChange,
  providerId: string,
): string {
  const provider = providerName(providerId);
  if (field === "gone")
    return after === null
      ? t("services.change.returned", { provider })
      : t("services.change.gone", { provider });
  const label = fieldLabel(t, field);
  const format = (value: Json) =>
    field === "status" && typeof value === "string" && !isBlank(value)
      ? markedLabel(serviceStatusLabel(t, providerId, value))
      : formatValue(t, field, value);
  const [was, is] = [format(before), format(after)];
  if (was === null)
    return is === null
      ? t("services.change.emptied", { label })
      : t("services.change.set", { label, after: is });
  return is === null
    ? t("services.change.removed", { label, before: was })
    : t("services.change.changed", { label, before: was, after: is });
}
