import type { Translate } from "../i18n/message";
import { visibleName } from "../i18n/visible-name";
import { serviceKindLabel } from "../providers/labels";
import { visibleOr } from "../text/blank";

export interface NamedService {
  kind: string;
  externalId: string | null;
  /** As the ticket names it, which may be the id. */
  name: string | null;
  /** As the provider's list of services names it now. */
  listedName: string | null;
}

/** Whether a name says more than the id. */
export function hasOwnName({ name, externalId }: Omit<NamedService, "kind" | "listedName">) {
  return visibleOr(name, externalId) !== externalId;
}

/** An id is shown with its kind. */
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
