import type { Translate } from "../i18n/message";
import { visibleName } from "../i18n/visible-name";
import { serviceKindLabel } from "../providers/labels";
import { visibleOr } from "../text/blank";

export interface NamedService {
  kind: string;
  externalId: string | null;
  /** The name on the ticket, which may be the id. */
  name: string | null;
  /** The current name in the provider's list of services. */
  listedName: string | null;
}

/** True if the name is not just the id. */
export function hasOwnName({ name, externalId }: Omit<NamedService, "kind" | "listedName">) {
  return visibleOr(name, externalId) !== externalId;
}

/** Falls back to the kind and the id, then to the kind. */
export function shownServiceName(
  t: Translate,
  providerId: string,
  { kind, externalId, name, listedName }: NamedService,
): string {
  const found = [listedName, name].find((each) => hasOwnName({ name: each, externalId }));
  if (found) return visibleName(found);
  const { label } = serviceKindLabel(t, providerId, kind);
  return externalId === null ? label : t("tickets.serviceById", { kind: label, id: externalId });
}
