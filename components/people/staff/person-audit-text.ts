import type { PersonAct } from "@/lib/acts/person-acts";
import type { Translate } from "@/lib/i18n/message";
import type { PersonAudit } from "@/lib/people/types";

const TEXTS = {
  "address.change_asked": "staffPeople.acts.addressAsked",
  "address.change_stopped": "staffPeople.acts.addressStopped",
  "address.changed": "staffPeople.acts.addressChanged",
  "address.proved": "staffPeople.acts.addressProved",
  "address.taken_back": "staffPeople.acts.addressTakenBack",
  "identity.not_proved": "staffPeople.acts.notProved",
  "identity.proved": "staffPeople.acts.proved",
  "member.added": "staffPeople.acts.memberAdded",
  "member.left": "staffPeople.acts.memberLeft",
  "member.removed": "staffPeople.acts.memberRemoved",
  "member.role_changed": "staffPeople.acts.memberRole",
  "passkey.added": "staffPeople.acts.passkeyAdded",
  "passkey.removed": "staffPeople.acts.passkeyRemoved",
  "password.changed": "staffPeople.acts.passwordChanged",
  "password.reset": "staffPeople.acts.passwordReset",
  "password.reset_asked": "staffPeople.acts.passwordResetAsked",
  "password.set": "staffPeople.acts.passwordSet",
  "second_factor.codes_replaced": "staffPeople.acts.codesReplaced",
  "second_factor.recovery_code_used": "staffPeople.acts.recoveryCodeUsed",
  "second_factor.reset": "staffPeople.acts.factorReset",
  "second_factor.set_up": "staffPeople.acts.factorSetUp",
  "second_factor.turned_off": "staffPeople.acts.factorTurnedOff",
  "second_factor.wrong_code": "staffPeople.acts.wrongCode",
  "session.revoked": "staffPeople.acts.sessionsRevoked",
  "signin.failed": "staffPeople.acts.signInFailed",
  "signin.succeeded": "staffPeople.acts.signedIn",
  "signin.unfinished": "staffPeople.acts.signInUnfinished",
  "user.disabled": "staffPeople.acts.disabled",
  "user.enabled": "staffPeople.acts.enabled",
  "user.first_administrator": "staffPeople.acts.firstAdministrator",
  "user.role_changed": "staffPeople.acts.roleChanged",
  "user.signed_out": "staffPeople.acts.signedOut",
} as const satisfies Record<PersonAct, string>;

/** Null for an act that no longer has a text. */
export function personActText(t: Translate, action: string): string | null {
  return Object.hasOwn(TEXTS, action) ? t(TEXTS[action as PersonAct]) : null;
}

/** Returns the text for an act and its author, or the act's code if it no longer has a text. */
export function auditText(t: Translate, { action, actorName }: PersonAudit): string {
  const what = personActText(t, action) ?? action;
  return actorName === null ? what : t("staffPeople.by", { what, name: actorName });
}
