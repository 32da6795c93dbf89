import type { Translate } from "../i18n/message";
import { visibleName } from "../i18n/visible-name";
import { serviceKindLabel } from "../providers/labels";
import { isBlank, visibleOr } from "../text/blank";

export interface NamedService {
  kind: string;
  externalId: string | null;
  /** The name on the ticket, which may be the id. */
  name: string | null;
  /** The current name in the provider's list of services. */
  listedName: string | null;
}

/** Such as the project ids in Upsun's tickets. */
const LIKE_ID = /^(?=.*\d)[a-z\d]{8,}$/;

const isName = (name: string | null, externalId: string | null) =>
  !isBlank(name) && name !== externalId;

/** True if the ticket gives the service a name, not just an id. */
export function hasOwnName({ name, externalId }: Pick<NamedService, "name" | "externalId">) {
  return isName(name, externalId) && !LIKE_ID.test(name ?? "");
}

/** Falls back to the kind and the id, then to the kind. */
export function shownServiceName(
  t: Translate,
  providerId: string,
  { kind, externalId, name, listedName }: NamedService,
): string {
  if (isName(listedName, externalId)) return visibleName(listedName ?? "");
  const own = visibleOr(name, externalId);
  if (own !== null && hasOwnName({ name: own, externalId })) return visibleName(own);
  const { label } = serviceKindLabel(t, providerId, kind);
  return own === null ? label : t("tickets.serviceById", { kind: label, id: own });
}

/** Adds the kind; a name made of an id has it already. */
export function labelledService(t: Translate, providerId: string, service: NamedService): string {
  const { kind, externalId, listedName } = service;
  const name = shownServiceName(t, providerId, service);
  const own = service.name ?? externalId;
  const isNamed = isName(listedName, externalId) || hasOwnName({ name: own, externalId });
  if (!isNamed) return name;
  const { label } = serviceKindLabel(t, providerId, kind);
  return `${name} (${label})`;
}
