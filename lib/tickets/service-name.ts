import type { Translate } from "../i18n/message";
import { visibleName } from "../i18n/visible-name";
import { serviceKindLabel } from "../providers/labels";
import { visibleOr } from "../text/blank";

export interface NamedService {
  /** As the ticket names it. */
  name: string | null;
  /** As the provider's list of services names it. */
  listedName?: string | null;
  kind: string;
}

const LIKE_ID = /^(?=.*\d)[a-z\d]{8,}$/i;

/** A name rather than an id; an id is shown with its kind. */
export function shownServiceName(
  t: Translate,
  providerId: string,
  { name, listedName = null, kind }: NamedService,
): string {
  const names = [name, listedName].flatMap((each) => visibleOr(each, []));
  const found = names.find((each) => !LIKE_ID.test(each));
  if (found !== undefined) return visibleName(found);
  const { label } = serviceKindLabel(t, providerId, kind);
  const [id] = names;
  return id === undefined ? label : t("tickets.serviceById", { kind: label, id });
}
