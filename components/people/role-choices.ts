import type { Translate } from "@/lib/i18n/message";
import { MEMBERSHIP_ROLES } from "@/lib/organizations/schemas";
import { USER_ROLES } from "@/lib/people/schemas";

export function membershipChoices(t: Translate) {
  return MEMBERSHIP_ROLES.map((value) => ({ value, label: t(`roles.${value}`) }));
}

export function portalChoices(t: Translate) {
  return USER_ROLES.map((value) => ({ value, label: t(`roles.${value}`) }));
}
