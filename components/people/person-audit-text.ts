import type { Translate } from "@/lib/i18n/message";
import type { PersonAudit } from "@/lib/people/types";

const ACTS = {
  "user.role_changed": "staffPeople.acts.roleChanged",
  "user.disabled": "staffPeople.acts.disabled",
  "user.enabled": "staffPeople.acts.enabled",
  "user.signed_out": "staffPeople.acts.signedOut",
  "member.added": "staffPeople.acts.memberAdded",
  "member.role_changed": "staffPeople.acts.memberRole",
  "member.removed": "staffPeople.acts.memberRemoved",
  "member.left": "staffPeople.acts.memberLeft",
  "signin.succeeded": "staffPeople.acts.signedIn",
} as const;

/** What was done and by whom; an act without words of its own is shown by its code. */
export function auditText(t: Translate, { action, actorName }: PersonAudit): string {
  const what = Object.hasOwn(ACTS, action) ? t(ACTS[action as keyof typeof ACTS]) : action;
  return actorName === null ? what : t("staffPeople.by", { what, name: actorName });
}
