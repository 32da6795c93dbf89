import { OTHER_ACTS } from "../acts/acts";
import { PERSON_ACTS, type PersonAct } from "../acts/person-acts";
import type { AuditKind } from "./schemas";

const SIGN_IN_ACTS = [
  "identity.not_proved",
  "identity.proved",
  "second_factor.recovery_code_used",
  "second_factor.wrong_code",
  "session.revoked",
  "signin.failed",
  "signin.succeeded",
  "signin.unfinished",
  "user.signed_out",
] as const satisfies readonly PersonAct[];

const isSignIn = (act: PersonAct) => SIGN_IN_ACTS.some((one) => one === act);

export const ACTS_BY_KIND: Readonly<Record<AuditKind, readonly string[]>> = {
  ...OTHER_ACTS,
  changed: [...OTHER_ACTS.changed, ...PERSON_ACTS.filter((act) => !isSignIn(act))],
  signed_in: SIGN_IN_ACTS,
};
