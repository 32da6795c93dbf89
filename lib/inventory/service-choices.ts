import type { Scope } from "../auth/scope";
import { asBoolean } from "../db/expressions";
import type { Translate } from "../i18n/message";
import { type LabelledValue, serviceGroupLabel, serviceStatusLabel } from "../providers/labels";
import type { FilterChoice } from "../tickets/list/types";
import { ATTENTION, UNLISTED } from "./schemas";
import { isTroubled, scopedServices } from "./service-states";
import type { ServiceChoices } from "./types";

const MAX_CHOICES = 500;

/** Returns the filters that some service of the scope matches. */
export async function serviceChoices(t: Translate, scope: Scope): Promise<ServiceChoices> {
  const rows = await scopedServices(scope)
    .innerJoin("connection as c", "c.id", "v.connection_id")
    .select((eb) => [
      "c.provider",
      "v.kind",
      "v.status",
      eb("v.gone_at", "is not", null).as("isGone"),
      asBoolean(isTroubled()).as("isTroubled"),
    ])
    .distinct()
    .limit(MAX_CHOICES)
    .execute();
  const kinds = new Map<string, FilterChoice>();
  const states = new Map<string, FilterChoice>();
  if (rows.some((row) => row.isTroubled))
    states.set(ATTENTION, { value: ATTENTION, label: t("services.attention") });
  for (const { provider, kind, status, isGone } of rows) {
    kinds.set(kind, toChoice(serviceGroupLabel(t, provider, kind)));
    if (status && !isGone) {
      const choice = serviceStatusLabel(t, provider, status);
      // One status can be written in two cases.
      const value = choice.known ? status.toLowerCase() : status;
      states.set(value, toChoice({ ...choice, value }));
    }
  }
  if (rows.some((row) => row.isGone))
    states.set(UNLISTED, { value: UNLISTED, label: t("services.noLongerListed") });
  return { kind: [...kinds.values()], state: [...states.values()] };
}

function toChoice({ value, label, known }: LabelledValue): FilterChoice {
  return known ? { value, label } : { value, label, raw: true };
}
